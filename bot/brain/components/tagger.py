"""A linear-chain conditional random field over the words of a message (Lafferty, McCallum & Pereira 2001)."""

from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from bot.brain.components.features import Features
from bot.brain.components.spans import Span, spans_of


def train(texts: Sequence[list[Features]], tags: Sequence[list[str]], path: Path, *, rounds: int) -> None:
    """Learn tags from features and write the model to `path`."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    settings = {"c1": 0.2, "c2": 0.1, "max_iterations": rounds}
    # A feature of one word alone tells nothing of another.
    trainer.set_params({**settings, "feature.minfreq": 2, "feature.possible_transitions": True})
    for text, tag in zip(texts, tags, strict=True):
        trainer.append(text, tag)
    trainer.train(str(path))


class Tagger:
    """A trained model."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        # In memory, since Rasa removes the file once the model is loaded; CRFsuite does not keep these bytes alive.
        self._model = path.read_bytes()
        self._tagger.open_inmemory(self._model)

    def spans(self, text: list[Features]) -> list[tuple[Span, float]]:
        """The entities, in order, each with how sure the model is of its words' tags (0 to 1)."""
        if not text:
            return []
        tags = self._tagger.tag(text)
        return [(span, self._sure(span, tags)) for span in spans_of(tags)]

    def _sure(self, span: Span, tags: Sequence[str]) -> float:
        return min(float(self._tagger.marginal(tags[place], place)) for place in range(span[0], span[1]))

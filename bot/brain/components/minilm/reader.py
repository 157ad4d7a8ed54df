"""Turns words into vectors with ONNX Runtime."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from bot.brain.components.minilm.files import MODEL, TOKENIZER

Array = npt.NDArray[np.float32]

LONGEST = 64
"""Word pieces that are read; a learner's message has some twelve."""
ERRORS_ONLY = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """A text as 768 numbers, and each of its words as 768: by the last layer, then by the middle one."""

    whole: Array
    words: npt.NDArray[np.float16]

    def fingerprint(self) -> str:
        """For Rasa, which compares training data: the text that this is made from has its own."""
        return ""


class MiniLM:
    """The model in `folder`, which `make model` fills. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL), _one_thread(), providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def read(self, words: Sequence[str]) -> Meaning:
        """Means over word pieces: over all for the text, as the model's card says, and over its own for each word."""
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True)
        ids = np.array([encoded.ids], dtype=np.int64)
        places = np.arange(ids.shape[1], dtype=np.int64)[None]
        states, middle = self._session.run(["states", "middle"], {"ids": ids, "places": places})
        both = np.concatenate([states[0], middle[0]], axis=1)
        return Meaning(both.mean(axis=0), (_shares(encoded, len(words)) @ both).astype(np.float16))


def _shares(encoded: Encoding, count: int) -> Array:
    """Words by pieces: how much of the word each piece is. A word without a piece has none."""
    shares = np.zeros((count, len(encoded.ids)), dtype=np.float32)
    for piece, word in enumerate(encoded.word_ids):
        if word is not None:
            shares[word, piece] = 1
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1)


def _one_thread() -> onnxruntime.SessionOptions:
    """One brain must not take every core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    return options

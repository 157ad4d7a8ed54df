"""What the tagger sees of each word: itself, its neighbours, known phrases and candidates that cover it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.brain.components.clues import clues
from bot.brain.components.lexicon import Found
from bot.brain.components.words import Word

NEIGHBOURS = (-2, -1, 1, 2)
SHARE = 0.2
"""A phrase hints at an entity when it is that entity at least this often."""

Features = list[str]


def features(
    words: Sequence[Word],
    known: Iterable[Found],
    candidates: Iterable[tuple[int, int, str]],
    intent: str,
    meanings: Sequence[Features] = (),
) -> list[Features]:
    """One list of features a word. `known` are phrases by place of word, `candidates` by place in the text,
    `meanings` hints for each word from the sentence model, if it is there.
    """
    hints = _hints(words, known, candidates)
    spelt = [_spelling(word) for word in words]
    return [
        [
            *spelt[place],
            *hints[place],
            "any",
            f"intent={intent}",
            *(f"{intent}&{hint}" for hint in hints[place]),
            *_around(words, hints, place),
            *_meant(meanings, place),
        ]
        for place in range(len(words))
    ]


def _meant(meanings: Sequence[Features], place: int) -> Features:
    near = ((step, place + step) for step in (-1, 0, 1) if 0 <= place + step < len(meanings))
    return [f"{step}:{hint}" for step, at in near for hint in meanings[at]]


def _spelling(word: Word) -> Features:
    plain = word.plain
    own = [f"word={plain}", f"start={plain[:3]}", f"end3={plain[-3:]}", f"end2={plain[-2:]}"]
    return [*own, "capital"] if word.written[0].isupper() else own


def _hints(words: Sequence[Word], known: Iterable[Found], candidates: Iterable[tuple[int, int, str]]) -> list[Features]:
    hints: list[Features] = [[f"clue={clue}" for clue in clues(word.plain)] for word in words]
    for found in known:
        _mark(hints, range(found.start, found.end), [f"known={name}" for name in _likely(found)])
    for start, end, name in candidates:
        covered = [place for place, word in enumerate(words) if word.start >= start and word.end <= end]
        _mark(hints, covered, [f"maybe={name}"])
    return hints


def _likely(found: Found) -> list[str]:
    total = sum(found.entities.values())
    return [name for name, count in found.entities.items() if count >= SHARE * total]


def _mark(hints: list[Features], places: Sequence[int], marks: Iterable[str]) -> None:
    for mark in marks:
        for position, place in enumerate(places):
            hints[place].append(f"{'B' if position == 0 else 'I'}:{mark}")
            if position == len(places) - 1:
                hints[place].append(f"E:{mark}")


def _around(words: Sequence[Word], hints: Sequence[Features], place: int) -> Features:
    around: Features = []
    for step in NEIGHBOURS:
        if 0 <= place + step < len(words):
            around.append(f"{step}:word={words[place + step].plain}")
            around.extend(f"{step}:{hint}" for hint in hints[place + step])
        else:
            around.append(f"{step}:edge")
    near = [words[index].plain if 0 <= index < len(words) else "" for index in range(place - 2, place + 3)]
    around.extend(f"{position}:pair={first}|{second}" for position, (first, second) in enumerate(pairwise(near)))
    return around

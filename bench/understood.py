"""Messages with what they mean and what was understood of them, and the figures that follow."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Entity = tuple[int, int, str, bool]
"""Start and end in the text, the entity, and whether it is ruled out."""

OUT = "out_of_scope"
FALLBACK = "nlu_fallback"
BINS = 10


@dataclass(frozen=True, slots=True)
class Understood:
    text: str
    intent: str
    entities: frozenset[Entity]
    guess: str
    """The likeliest intent, whether or not it was sure enough."""
    sure: float
    next_sure: float
    found: frozenset[Entity]


@dataclass(frozen=True, slots=True)
class Share:
    """Precision, recall and F1 of things found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


def accuracy(results: Sequence[Understood]) -> float:
    return _ratio(sum(one.guess == one.intent for one in results), len(results))


def macro_f1(results: Sequence[Understood]) -> float:
    """The mean of all intents' F1, so that a rare intent counts as much as a frequent one."""
    intents = sorted({one.intent for one in results})
    return _ratio(sum(intent_share(results, intent).f1 for intent in intents), len(intents))


def intent_share(results: Sequence[Understood], intent: str) -> Share:
    right = sum(one.intent == intent == one.guess for one in results)
    guessed = sum(one.guess == intent for one in results)
    meant = sum(one.intent == intent for one in results)
    return Share(right, guessed - right, meant - right)


def entity_share(results: Iterable[Understood], name: str | None = None) -> Share:
    """Of one entity, or of all: span, name and role must be exact."""
    right = wrong = missed = 0
    for one in results:
        meant = {entity for entity in one.entities if name in (None, entity[2])}
        found = {entity for entity in one.found if name in (None, entity[2])}
        right, wrong, missed = right + len(meant & found), wrong + len(found - meant), missed + len(meant - found)
    return Share(right, wrong, missed)


def all_found(results: Iterable[Understood]) -> tuple[int, int]:
    """Of the messages with several entities: how many had all of them found, and how many there are."""
    several = [one for one in results if len(one.entities) > 1]
    return sum(one.entities <= one.found for one in several), len(several)


def turned_away(one: Understood, threshold: float, ambiguity: float) -> bool:
    """Whether the guide says that it cannot help: out of scope, or not sure enough."""
    return one.guess == OUT or is_unsure(one, threshold, ambiguity)


def is_unsure(one: Understood, threshold: float, ambiguity: float) -> bool:
    return one.sure < threshold or one.sure - one.next_sure < ambiguity


def out_of_scope_recall(results: Iterable[Understood], threshold: float, ambiguity: float) -> float:
    out = [one for one in results if one.intent == OUT]
    return _ratio(sum(turned_away(one, threshold, ambiguity) for one in out), len(out))


def in_scope_turned_away(results: Iterable[Understood], threshold: float, ambiguity: float) -> float:
    inside = [one for one in results if one.intent != OUT]
    return _ratio(sum(turned_away(one, threshold, ambiguity) for one in inside), len(inside))


def confusions(results: Iterable[Understood]) -> Counter[tuple[str, str]]:
    """How often each intent was taken for which other."""
    return Counter((one.intent, one.guess) for one in results if one.intent != one.guess)


def reliability(results: Sequence[Understood]) -> list[tuple[float, float, int]]:
    """By tenths of confidence: the mean confidence, the share that was right, and how many."""
    bins: list[list[Understood]] = [[] for _ in range(BINS)]
    for one in results:
        bins[min(int(one.sure * BINS), BINS - 1)].append(one)
    return [(sum(one.sure for one in some) / len(some), accuracy(some), len(some)) for some in bins if some]


def calibration_error(results: Sequence[Understood]) -> float:
    """The expected calibration error (Naeini, Cooper & Hauskrecht 2015)."""
    return sum(abs(sure - right) * count for sure, right, count in reliability(results)) / max(len(results), 1)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0

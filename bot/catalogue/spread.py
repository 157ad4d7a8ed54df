"""The first few differ in provider and kind, where there is a choice that fits about as well."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from bot.catalogue.ranking import Ranked

AS_GOOD, NEARLY, FOR_A_THIRD = 0.94, 0.95, 0.88
"""The share of the best fit from which something may come first for being another provider's; and of another kind; and
before a third thing of one provider."""
FIT = attrgetter("fit")


def spread(ranked: Sequence[Ranked], count: int) -> list[Ranked]:
    """The first `count` of a ranked list, spread over providers, then over kinds."""
    left = list(ranked)
    chosen: list[Ranked] = []
    while left and len(chosen) < count:
        chosen.append(left.pop(_next(left, chosen)))
    return chosen


def _next(left: Sequence[Ranked], chosen: Sequence[Ranked]) -> int:
    """Of those that fit about as well as the best: another provider's of another kind, else another provider's."""
    had = Counter(each.document.organisation for each in chosen)
    kinds = {each.document.kind for each in chosen}
    best = max(map(FIT, left))
    enough = FOR_A_THIRD if had[left[0].document.organisation] > 1 else AS_GOOD
    others = (
        place for place, each in enumerate(left) if each.fit >= enough * best and each.document.organisation not in had
    )
    first = next(others, 0)
    nearly = (place for place in chain((first,), others) if left[place].fit >= NEARLY * best)
    return next((place for place in nearly if left[place].document.kind not in kinds), first)

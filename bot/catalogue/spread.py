"""The first few differ in provider and kind, where there is a choice that fits about as well."""

from collections.abc import Sequence

from bot.catalogue.ranking import Ranked

AS_GOOD = 0.8
"""The share of the best fit from which something may come first for being different."""


def spread(ranked: Sequence[Ranked], count: int) -> list[Ranked]:
    """The first `count` of a ranked list, spread over providers, then over kinds."""
    left = list(ranked)
    chosen: list[Ranked] = []
    while left and len(chosen) < count:
        chosen.append(left.pop(_next(left, chosen)))
    return chosen


def _next(left: Sequence[Ranked], chosen: Sequence[Ranked]) -> int:
    providers = {each.document.opportunity.organisation_id for each in chosen}
    kinds = {each.document.opportunity.kind for each in chosen}
    best = max(each.fit for each in left)
    other_provider = None
    for place, each in enumerate(left):
        opportunity = each.document.opportunity
        if each.fit < AS_GOOD * best or opportunity.organisation_id in providers:
            continue
        if opportunity.kind not in kinds:
            return place
        if other_provider is None:
            other_provider = place
    return other_provider or 0

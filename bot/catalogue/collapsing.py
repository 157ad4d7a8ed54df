"""One of each: what is listed twice is shown once."""

from collections.abc import Collection, Mapping, Sequence

from bot.catalogue.model import AlsoListed
from bot.catalogue.ranking import Ranked


def one_of_each(
    ranked: Sequence[Ranked], twins: Mapping[str, Sequence[AlsoListed]], hidden: Collection[str]
) -> list[Ranked]:
    """The ranked without those whose twin came before, or is hidden (a public id)."""
    left_out: set[str] = set(hidden)
    found = []
    for each in ranked:
        id = each.document.id
        others = {twin.id for twin in twins.get(id, ())}
        if id in left_out or others & set(hidden):
            continue
        left_out |= others
        found.append(each)
    return found

"""A message read by rules alone, where no brain has understood it: `waymark search`, and an adviser's own search."""

from dataclasses import replace

from bot.catalogue.access import needs_in
from bot.catalogue.index import CityIndex
from bot.catalogue.model import Request
from bot.language.filler import filler
from bot.language.kinds import kinds
from bot.language.limits import limits_in
from bot.language.refusals import refused
from bot.language.selves import without_self

KINDS = frozenset(
    {
        "volunteering", "volunteer", "work experience", "placement", "internship", "apprenticeship", "traineeship",
        "taster", "competition", "drop-in", "youth club", "open day", "mentoring", "scholarship",
    }
)  # fmt: skip
"""Whoever says these means the kind. "Class", "show", "team" and "work" are said of many things."""


def request_in(index: CityIndex, text: str) -> Request:
    """What the words of a message ask for in this city."""
    said = without_self(text)
    limits, against = limits_in(said), tuple(refused(said))
    wanted = [kind for kind in kinds(text, index.kinds) if kind in KINDS & index.kinds]
    return replace(
        limits,
        text=text,
        area=index.places.within(text) or index.places.misspelt(text, filler()),
        not_interests=against,
        kinds=tuple(kind for kind in wanted if kind not in kinds(" ".join(against), index.kinds)),
        access_needs=(*limits.access_needs, *needs_in(text)),
    )

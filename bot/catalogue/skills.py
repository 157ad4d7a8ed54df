"""A city's skills by what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.index import CityIndex
from bot.catalogue.terms import facet


@dataclass(frozen=True, slots=True)
class Skill:
    id: str
    """Source id."""
    name: str


def named_skills(index: CityIndex, words: str, limit: int) -> list[Skill]:
    """Skills whose name or label stands in the words, typos forgiven, in the order said."""
    hits = index.matcher.find(words)
    keys = dict.fromkeys(key for hit in hits for key in hit.keys if key.startswith("s:"))
    return [Skill(index.named[key].source_id, index.named[key].name) for key in keys][:limit]


def skill_names(index: CityIndex, ids: Sequence[str]) -> list[Skill]:
    """The names of skills, in the order asked; an id that the city does not know is its own name."""
    known = [(each, index.named.get(facet("s", each))) for each in ids]
    return [Skill(each, thing.name if thing else each) for each, thing in known]

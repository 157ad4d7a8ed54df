"""An opportunity as ranking sees it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.catalogue.importing.values import session as session_from
from bot.catalogue.index import CityIndex
from bot.catalogue.model import Online, Opportunity, Position, Session
from bot.catalogue.terms import IN_TITLE, facet, read
from bot.catalogue.turns import mark
from bot.language.words import stems

AUDIENCES = frozenset(
    stems(
        "girl woman women female lady ladies boy lad man men lgbt lgbtq queer autistic disabled disability deaf blind"
        " adapted carer refugee newcomer"
    )
)
LISTS = ("interests", "skills", "priorities", "awards", "requires", "sessions")
EACH_LATER, LATER = 0.2, 0.5
"""What each place in the list of interests takes off, and what is left at least."""


@dataclass(slots=True)
class Document:
    key: int
    id: str
    """The public id."""
    organisation: str
    """Its source id."""
    kind: str
    online: str
    starts: date | None
    sessions: Sequence[Session]
    facets: Mapping[str, float]
    """Interests, skills and kind as facet terms; each with its weight: a provider names what matters most first."""
    words: Mapping[str, float]
    """Stems, each with the weight of the best place where it stands."""
    awards: Sequence[str]
    """Source ids of badges."""
    requires: Sequence[str]
    mark: int
    """Stands for its id where things take turns: a number below 2^61."""
    position: Position | None
    """Its own, else the centre of its area."""
    audience: frozenset[str]
    """Stems of words in its title that say it is for some people more than for others."""
    whole: Callable[[], Opportunity]
    """Makes what is shown, which most of hundreds of candidates never are."""
    _made: Opportunity | None = None

    @property
    def opportunity(self) -> Opportunity:
        if self._made is None:
            self._made = self.whole()
        return self._made


def document(row: Mapping[str, Any], organisation: str, index: CityIndex) -> Document:
    """From a row of the opportunity table as the driver gives it, and the name of its organisation."""
    words, facets = read(row["terms"])
    return Document(
        key=row["key"],
        id=row["id"],
        organisation=row["organisation"],
        kind=row["kind"],
        online=row["online"],
        starts=_day(row["starts"]),
        sessions=tuple(session_from(each) for each in _list(row["sessions"])),
        facets=_weighed(facets),
        words=words,
        awards=_list(row["awards"]),
        requires=_list(row["requires"]),
        mark=mark(row["id"]),
        position=_position(row, index),
        audience=frozenset(stem for stem in AUDIENCES if words.get(stem) == IN_TITLE),
        whole=lambda: opportunity_from(_decoded(row), organisation, index),
    )


def _decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    """With lists, days and amounts, which SQLite keeps as text and numbers."""
    lists = {name: _list(row[name]) for name in LISTS}
    days = {name: _day(row[name]) for name in ("starts", "ends", "valid_until")}
    extra = json.loads(row["extra"]) if isinstance(row["extra"], str) else row["extra"]
    cost = None if row["cost"] is None else Decimal(f"{row['cost']:.2f}")
    return {**row, **lists, **days, "extra": extra, "cost": cost}


def _list(value: Any) -> list[str]:
    if value in ("[]", []):
        return []
    found: list[str] = json.loads(value) if isinstance(value, str) else value
    return found


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def opportunity_from(row: Mapping[str, Any], organisation: str, index: CityIndex) -> Opportunity:
    """As the rest sees it: interests and skills by name, badges, organisation and area by public id or name."""
    city = row["city"]
    position = None if row["lat"] is None else Position(row["lat"], row["lon"])
    return Opportunity(
        id=row["id"],
        city=city,
        title=row["title"],
        organisation=organisation,
        organisation_id=f"{city}:org:{row['organisation']}",
        kind=row["kind"],
        summary=row["summary"],
        description=row["description"],
        learning_type=row["learning_type"],
        interests=tuple(_name(index, "i", each) for each in row["interests"]),
        skills=tuple(_name(index, "s", each) for each in row["skills"]),
        priorities=tuple(row["priorities"]),
        awards=tuple(f"{city}:badge:{each}" for each in row["awards"]),
        requires=tuple(f"{city}:badge:{each}" for each in row["requires"]),
        age_min=row["age_min"],
        age_max=row["age_max"],
        cost=row["cost"],
        currency=row["currency"] or index.city.currency,
        area=row["area"],
        area_name=index.areas[row["area"]].name if row["area"] in index.areas else row["area"],
        address=row["address"],
        postcode=row["postcode"],
        position=position,
        online=Online(row["online"]),
        access=row["access"],
        starts=row["starts"],
        ends=row["ends"],
        sessions=tuple(session_from(each) for each in row["sessions"]),
        places=row["places"],
        how_to_join=row["how_to_join"],
        url=row["url"],
        valid_until=row["valid_until"],
        extra=dict(row["extra"]),
        also=tuple(index.twins.get(row["id"], ())),
    )


def _name(index: CityIndex, mark: str, source_id: str) -> str:
    thing = index.named.get(facet(mark, source_id))
    return thing.name if thing else source_id


def _weighed(facets: Sequence[str]) -> dict[str, float]:
    """Facets that ranking asks for, with their weights by place among their like."""
    found: dict[str, float] = {}
    for sort in ("k:", "i:", "s:"):
        for place, term in enumerate(term for term in facets if term.startswith(sort)):
            found[term] = max(LATER, 1.0 - EACH_LATER * place)
    return found


def _position(row: Mapping[str, Any], index: CityIndex) -> Position | None:
    if row["lat"] is not None:
        return Position(row["lat"], row["lon"])
    area = index.areas.get(row["area"])
    return area.position if area else None

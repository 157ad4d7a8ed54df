"""An opportunity as it is compared with others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.language.words import fold, stems

LEGAL = frozenset(
    [
        "ltd",
        "limited",
        "inc",
        "llc",
        "plc",
        "cic",
        "cio",
        "co",
        "the",
        "of",
        "and",
        "for",
        "a",
        "charity",
        "trust",
        "foundation",
        "association",
    ]
)
"""Words of an organisation's name that come and go."""
SMALL = frozenset(
    ["a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to", "with", "your", "our", "free", "new"]
)
"""Words of a title that come and go."""
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Listing:
    """What tells opportunities apart."""

    id: str
    title: str
    words: tuple[str, ...]
    """Stems of the title without small words."""
    numbers: tuple[str, ...]
    """Of the title: "Level 2" is not "Level 3"."""
    organisation: str
    organisation_words: str
    """The name without legal and small words."""
    area: str
    postcode: str
    lat: float | None
    lon: float | None
    online: str
    starts: date | None
    sessions: frozenset[str]
    """Day and beginning of each regular time: "Sat 10:00"."""
    age_min: int
    age_max: int


def listing(row: Mapping[str, Any], organisation: str) -> Listing:
    """From a row of the opportunity table and its organisation's name."""
    found = stems(row["title"])
    names = [word for word in stems(organisation) if word not in LEGAL]
    return Listing(
        id=row["id"],
        title=row["title"],
        words=tuple(word for word in found if word not in SMALL) or tuple(found),
        numbers=tuple(sorted(NUMBER.findall(fold(row["title"])))),
        organisation=organisation,
        organisation_words=" ".join(names) or organisation.lower(),
        area=row["area"],
        postcode=re.sub(r"\W", "", row["postcode"]).upper(),
        lat=row["lat"],
        lon=row["lon"],
        online=row["online"],
        starts=row["starts"],
        sessions=_beginnings(row["sessions"]),
        age_min=row["age_min"] or 0,
        age_max=row["age_max"] or 200,
    )


def _beginnings(sessions: Sequence[str]) -> frozenset[str]:
    return frozenset(each.partition("-")[0] for each in sessions)

"""The upload files of the UK course directory: courses (with LARS_QAN and without) and venues.

Column names and words are those of the "Data Upload" templates of the National Careers Service's course directory.
Courses name their venue only; a venue file that was loaded before gives the address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from hashlib import blake2b
from pathlib import Path

from bot.catalogue.formats.conversions import iso_date
from bot.catalogue.formats.rows import Row, UnreadableError, Value
from bot.catalogue.formats.tables import Record, header, records

DATE = "%d/%m/%Y"
PROVIDER = re.compile(r"^(.+?)[ _-]+(?:non[ _-]?lars[ _-]?)?(?:courses?|venues?)(?:[ _-].*)?$", re.IGNORECASE)
ONLINE = {
    "online": "yes",
    "blended learning": "both",
    "blended": "both",
    "classroom based": "no",
    "classroombased": "no",
    "classroom": "no",
    "work based": "no",
    "workbased": "no",
    "work": "no",
}
DAYS = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30.4, "years": 365}
IDENTITY = (
    "LARS_QAN", "COURSE_TYPE", "COURSE_NAME", "YOUR_REFERENCE", "DELIVERY_MODE", "START_DATE", "FLEXIBLE_START_DATE",
    "VENUE_NAME", "YOUR_VENUE_REFERENCE", "SUB_REGION", "STUDY_MODE", "ATTENDANCE_PATTERN", "DURATION",
)  # fmt: skip
TOLD = (
    ("WHAT_YOU_WILL_LEARN", "What you will learn"),
    ("HOW_YOU_WILL_LEARN", "How you will learn"),
    ("HOW_YOU_WILL_BE_ASSESSED", "How you will be assessed"),
    ("WHERE_NEXT", "Where next"),
)
EXTRA = {
    "entry_requirements": "ENTRY_REQUIREMENTS",
    "what_to_bring": "WHAT_YOU_WILL_NEED_TO_BRING",
    "cost_description": "COST_DESCRIPTION",
    "study_mode": "STUDY_MODE",
    "attendance_pattern": "ATTENDANCE_PATTERN",
    "reference": "YOUR_REFERENCE",
    "lars_qan": "LARS_QAN",
    "education_level": "EDUCATION_LEVEL",
    "awarding_body": "AWARDING_BODY",
    "course_type": "COURSE_TYPE",
    "national_delivery": "NATIONAL_DELIVERY",
    "sub_region": "SUB_REGION",
}
Cells = Mapping[str, str]


def read(path: Path, kind: str | None, organisation: str = "") -> Iterator[Row]:
    """The rows of a course file as opportunities, those of a venue file as organisations of the kind "venue".

    The files do not say whose they are: it is `organisation`, else the name of the file before "_courses" or "_venues".
    """
    names = {name.upper() for name in header(path)}
    provider = organisation or _provider(path)
    if {"COURSE_NAME"} <= names:
        make = partial(_course, provider, path)
    elif {"VENUE_NAME", "POSTCODE"} <= names:
        make = partial(_venue, provider)
    else:
        raise UnreadableError("it is no file of the course directory: it has neither COURSE_NAME nor VENUE_NAME")
    for record in records(path):
        cells = {name.upper(): cell.strip() for name, cell in record.cells.items()}
        yield make(record, cells)


def _provider(path: Path) -> str:
    match = PROVIDER.match(path.stem)
    return " ".join(re.split(r"[_\s]+", match[1])) if match else ""


def _course(provider: str, path: Path, record: Record, cells: Cells) -> Row:
    venue = cells.get("VENUE_NAME", "")
    starts = _starts(cells)
    fields: dict[str, Value] = {
        "title": cells.get("COURSE_NAME", ""),
        "organisation": provider or venue or path.stem,
        "kind": "course",
        "learning_type": "formal" if cells.get("LARS_QAN") else "non-formal",
        "summary": cells.get("WHO_THIS_COURSE_IS_FOR", ""),
        "description": _description(cells),
        "interests": [cells["SECTOR"]] if cells.get("SECTOR") else [],
        "cost": cells.get("COST", ""),
        "currency": "GBP" if cells.get("COST") else "",
        "online": ONLINE.get(_word(cells, "DELIVERY_MODE"), cells.get("DELIVERY_MODE", "")),
        "starts": starts,
        "ends": _ends(starts, cells),
        # Nobody joins once it has begun.
        "valid_until": starts,
        "url": _link(cells.get("COURSE_WEBPAGE", "")),
        "duration": " ".join(part for part in (cells.get("DURATION", ""), _word(cells, "DURATION_UNIT")) if part),
        "venue": venue,
        "@venue": _venue_ids(provider, (venue, cells.get("YOUR_VENUE_REFERENCE", ""))),
    }
    fields |= {name: cells.get(column, "") for name, column in EXTRA.items()}
    return Row(record.line, "opportunities", _id(provider, cells), fields, record.broken)


def _starts(cells: Cells) -> str:
    """The first day; none where the start is flexible."""
    return iso_date(cells.get("START_DATE", ""), DATE) if cells.get("START_DATE") else ""


def _ends(starts: str, cells: Cells) -> str:
    """The last day, as near as the length tells; the importer says what is wrong with a start that is no date."""
    try:
        length = timedelta(days=float(cells.get("DURATION", "")) * DAYS[_word(cells, "DURATION_UNIT")])
        return (date.fromisoformat(starts) + length).isoformat()
    except (ValueError, KeyError, OverflowError):
        return ""


def _description(cells: Cells) -> str:
    pattern = ", ".join(part for part in (cells.get("STUDY_MODE", ""), _word(cells, "ATTENDANCE_PATTERN")) if part)
    told = [*(f"{name}: {cells[column]}" for column, name in TOLD if cells.get(column)), pattern]
    return " ".join(part if part.endswith((".", "!", "?", ">")) else f"{part}." for part in told if part)


def _venue(provider: str, record: Record, cells: Cells) -> Row:
    name, reference = cells.get("VENUE_NAME", ""), cells.get("YOUR_VENUE_REFERENCE", "")
    lines = [cells.get(column, "") for column in ("ADDRESS_LINE_1", "ADDRESS_LINE_2", "TOWN_OR_CITY", "COUNTY")]
    fields: dict[str, Value] = {
        "name": name,
        "kind": "venue",
        "area": cells.get("TOWN_OR_CITY", ""),
        "address": ", ".join(line for line in lines if line),
        "postcode": cells.get("POSTCODE", ""),
        "url": _link(cells.get("WEBSITE", "")),
        "provider": provider,
        "phone": cells.get("PHONE", ""),
        "email": cells.get("EMAIL", ""),
        "reference": reference,
        "reference_id": next(iter(_venue_ids(provider, (reference,))), ""),
    }
    return Row(record.line, "organisations", next(iter(_venue_ids(provider, (name,))), ""), fields, record.broken)


def _venue_ids(provider: str, names: Sequence[str]) -> list[str]:
    """Ids of the venues that a provider calls so; another provider's "Main Campus" is another place."""
    return [f"venue-{_hash((provider.lower(), name.lower()))}" for name in names if name]


def _id(provider: str, cells: Cells) -> str:
    """The files have no ids; what makes a course run another one is in these cells."""
    return "course-" + _hash([provider.lower(), *(cells.get(column, "").lower() for column in IDENTITY)])


def _hash(parts: Sequence[str]) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _word(cells: Cells, column: str) -> str:
    return cells.get(column, "").lower()


def _link(address: str) -> str:
    """Web addresses are often written without their beginning."""
    return f"https://{address}" if address and "://" not in address else address

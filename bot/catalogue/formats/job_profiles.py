"""The job profiles of the UK's National Careers Service as CSV: what the work is, a day in it, hours and pay.

The columns are those of the published list; which of two names a column has depends on the year. Pay is that of the
year in the file's name or in a column: a number without a year is never shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.catalogue.formats.rows import Row, UnreadableError, Value
from bot.catalogue.formats.tables import Record, header, records

TITLE = ("Title", "JobProfileTitle", "Job Profile Title", "Name")
OVERVIEW = ("Overview", "Summary", "Description")
DAY = ("WhatYouWillDo", "WYDDayToDayTasks", "DayToDayTasks")
SKILLS = ("Skills",)
WAYS_IN = ("HowToBecome", "EntryRoutes", "UniversityRoute", "CollegeRoute", "ApprenticeshipRoute", "WorkRoute")
STARTER, EXPERIENCED = ("SalaryStarter",), ("SalaryExperienced",)
LABELS = ("AlternativeTitle", "AlternativeTitles")
YEAR_COLUMNS = ("Year", "LastReviewed", "LastUpdated", "LastModified", "PublicationDate")
CATEGORIES = ("JobProfileCategories", "Categories")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
LIST_ITEM = re.compile(r"</li>\s*", re.IGNORECASE)
SOURCE = "National Careers Service job profiles"
CREDIT = "National Careers Service job profiles (Open Government Licence v3.0)"


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The profiles as occupations."""
    names = {_bare(name) for name in header(path)}
    if not any(_bare(name) in names for name in TITLE) or not any(_bare(name) in names for name in (*OVERVIEW, *DAY)):
        raise UnreadableError("it is no list of job profiles: it has no Title with an Overview or what people do")
    year = YEAR.search(path.stem)
    for record in records(path):
        cells = {_bare(name): cell.strip() for name, cell in record.cells.items()}
        yield _row(record, cells, year[1] if year else "")


def _row(record: Record, cells: Mapping[str, str], year: str) -> Row:
    title = _first(cells, TITLE)
    fields: dict[str, Value] = {
        "name": title,
        "labels": [part.strip() for part in re.split(r"[,\n]", _first(cells, LABELS)) if part.strip()],
        "summary": _first(cells, OVERVIEW),
        "day": _sentences(_first(cells, DAY)),
        "ways_in": " ".join(_sentences(cells[_bare(name)]) for name in WAYS_IN if cells.get(_bare(name))),
        "hours": _hours(cells),
        "skills_needed": _sentences(_first(cells, SKILLS)),
        "interests": [part.strip() for part in _first(cells, CATEGORIES).split(",") if part.strip()],
    }
    fields |= _pay(cells, _first_year(cells) or year)
    return Row(record.line, "occupations", _id(title), fields, record.broken)


def _pay(cells: Mapping[str, str], year: str) -> dict[str, Value]:
    low, high = _money(_first(cells, STARTER)), _money(_first(cells, EXPERIENCED))
    if not year or not (low or high):
        return {}
    about = {"pay_currency": "GBP", "pay_source": SOURCE, "pay_year": year}
    return {"pay_from": low, "pay_to": high, **about}


def _money(cell: str) -> str:
    """An amount, or nothing for 0 and words like "Variable", which are no pay."""
    bare = cell.replace(",", "").strip("£ ")
    return bare if re.fullmatch(r"\d+(\.\d+)?", bare) and float(bare) else ""


def _hours(cells: Mapping[str, str]) -> str:
    """ "up to 42 hours a week; evenings / weekends; on shifts"."""
    low, high = cells.get("minimumhours", ""), cells.get("maximumhours", "")
    span = f"{low} to {high}" if low and high and low != high else f"up to {high}" if high else low
    about = cells.get("workinghoursdetails", "").removeprefix("a week").removeprefix("week")
    parts = (
        f"{span} hours a week" if span else "",
        about,
        cells.get("workingpattern", ""),
        cells.get("workingpatterndetails", ""),
    )
    return "; ".join(" ".join(part.split()) for part in parts if part.strip())


def _sentences(html: str) -> str:
    """Entries of a list parted by semicolons, since all markup goes away when the text is made plain."""
    parts = [part.strip() for part in LIST_ITEM.split(html)]
    return "; ".join(part for part in parts if re.sub(r"<[^>]*>", "", part).strip())


def _first_year(cells: Mapping[str, str]) -> str:
    match = YEAR.search(_first(cells, YEAR_COLUMNS))
    return match[1] if match else ""


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[_bare(name)] for name in names if cells.get(_bare(name))), "")


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _id(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:100]

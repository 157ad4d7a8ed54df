"""Apprenticeship vacancies as the UK's "display advert" API, version 2, gives them: pages of `vacancies` as JSON."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.catalogue.formats.json_stream import records
from bot.catalogue.formats.naming import identifier
from bot.catalogue.formats.rows import Row, Value

PERIODS = {"annually": "year", "year": "year", "monthly": "month", "weekly": "week", "hourly": "hour"}
POUNDS = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)")
A_YEAR = re.compile(r"\b(?:a|per) (year|month|week|hour)\b", re.IGNORECASE)
TOLD = ("description", "fullDescription", "trainingDescription", "additionalTrainingDescription", "outcomeDescription")
EXTRA = {
    "posted": "postedDate",
    "duration": "expectedDuration",
    "training_provider": "providerName",
    "level": "apprenticeshipLevel",
    "application_url": "applicationUrl",
    "things_to_consider": "thingsToConsider",
    "benefits": "companyBenefitsInformation",
    "employer_website": "employerWebsiteUrl",
    "where": "isNationalVacancyDetails",
}
CREDIT = "Find an apprenticeship, Department for Education (Open Government Licence v3.0)"


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The vacancies as openings, one page, several, a bare list or a single one; the line is the vacancy's number."""
    for record in records(path, ("vacancies",)):
        if isinstance(record.node, dict) and _is_vacancy(record.node):
            yield _row(record.number, record.node)
        elif not _is_empty_page(record.node):
            yield Row(record.number, "openings", "", {}, "it is no vacancy: it has neither vacancyReference nor title")


def _is_vacancy(node: Mapping[str, Any]) -> bool:
    return bool(node.get("vacancyReference") or node.get("title") or node.get("employerName"))


def _is_empty_page(node: Any) -> bool:
    """What a page says of itself when it has no vacancies."""
    return isinstance(node, dict) and bool(node) and set(node) <= {"total", "totalFiltered", "totalPages", "vacancies"}


def _row(number: int, node: Mapping[str, Any]) -> Row:
    course, wage = _node(node, "course"), _node(node, "wage")
    fields: dict[str, Value] = {
        "title": _text(node, "title"),
        "organisation": _text(node, "employerName"),
        "kind": "apprenticeship",
        "occupation": re.sub(r"\s*\(level \d\)$", "", _text(course, "title"), flags=re.IGNORECASE),
        "summary": " ".join(dict.fromkeys(part for name in TOLD if (part := _text(node, name)))),
        "interests": [route] if (route := _text(course, "route")) else [],
        "skills_nice": _texts(node.get("skills")),
        "hours": _hours(node, wage),
        "starts": _text(node, "startDate"),
        # Whatever hour is written, it is open until 23:59:59 of that day.
        "closes": _text(node, "closingDate")[:10],
        "places": _text(node, "numberOfPositions"),
        "access": "Disability Confident employer" if node.get("isDisabilityConfident") is True else "",
        "url": _text(node, "vacancyUrl"),
        "pay_note": _text(wage, "wageAdditionalInformation"),
        "course": _text(course, "title"),
    }
    fields |= _pay(wage) | _place(node)
    fields |= {name: _text(node, theirs) for name, theirs in EXTRA.items()}
    return Row(number, "openings", identifier(_text(node, "vacancyReference")), fields)


def _pay(wage: Mapping[str, Any]) -> dict[str, Value]:
    """The amount and its period. A range or a text with several amounts is told as written, in `pay_note`."""
    amount, period = _text(wage, "wageAmount"), PERIODS.get(_text(wage, "wageUnit").lower(), "")
    if not amount:
        note = _text(wage, "wageAdditionalInformation")
        amounts, said = POUNDS.findall(note), A_YEAR.search(note)
        if len(amounts) != 1 or said is None:
            return {}
        amount, period = amounts[0], said[1].lower()
    return {"pay": amount, "pay_period": period, "currency": "GBP"}


def _hours(node: Mapping[str, Any], wage: Mapping[str, Any]) -> str:
    hours = _text(node, "hoursPerWeek")
    week = f"{hours.removesuffix('.0')} hours a week" if hours else ""
    return "; ".join(part for part in (week, _text(wage, "workingWeekDescription")) if part)


def _place(node: Mapping[str, Any]) -> dict[str, Value]:
    """The first address; others are told in the extra facts."""
    given = node.get("addresses") or [node.get("address")]
    addresses = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    if not addresses:
        return {}
    first = addresses[0]
    lines = [_text(first, f"addressLine{number}") for number in range(1, 5)]
    lat, lon = _text(first, "latitude"), _text(first, "longitude")
    more = "; ".join(_text(each, "postcode") for each in addresses[1:])
    return {
        "address": ", ".join(line for line in lines if line),
        "area": next((line for line in reversed(lines[1:]) if line), ""),
        "postcode": _text(first, "postcode"),
        "lat": lat if lat and lon else "",
        "lon": lon if lat and lon else "",
        "other_places": more,
    }


def _node(node: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = node.get(name)
    return found if isinstance(found, dict) else {}


def _texts(found: Any) -> list[str]:
    return [str(each) for each in found if isinstance(each, str | int)] if isinstance(found, list) else []


def _text(node: Mapping[str, Any], name: str) -> str:
    found = node.get(name)
    return "" if found is None or isinstance(found, bool | dict | list) else str(found).strip()

"""XCRI-CAP 1.2 (BS 8581-1): each presentation of a course as an opportunity."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.catalogue.formats import facts
from bot.catalogue.formats.moments import Fields
from bot.catalogue.formats.naming import OURS, identifier, named
from bot.catalogue.formats.rows import Row
from bot.catalogue.formats.xml_stream import Element, records

NO_FIXED_START = "1900-01-01"
SPACE = "http://xcri.org/profiles/1.2/catalog"
WAYMARK = "urn:waymark:"
"""The namespace of what the export has no other element for."""
LISTS = frozenset({"interests", "skills", "priorities", "awards", "requires", "sessions"})
# Attendance modes of the XCRI terms: codes, and the words that stand for them.
ONLINE = {"ON": "yes", "DS": "yes", "DA": "both", "MM": "both"}
SAID = (
    ("both", re.compile(r"mixed|blended|with attendance", re.IGNORECASE)),
    ("yes", re.compile(r"online|distance", re.IGNORECASE)),
)
PRICE = re.compile(r"([£$€])?\s*(\d[\d,]*(?:\.\d{1,2})?)\s*(GBP|EUR|USD)?", re.IGNORECASE)
FREE = re.compile(r"\s*(?:free|no (?:charge|cost|fee)s?|nil|none)\b", re.IGNORECASE)
MOST = 500


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The opportunities of a catalogue, which all are of one kind."""
    if kind not in (None, "opportunities"):
        return
    for record in records(path, "catalog", "course", {"provider"}):
        yield from _rows(record.element, record.parent)


def _rows(course: Element, provider: Element) -> Iterator[Row]:
    """One row for each presentation, since each has its time and place; one for a course without any."""
    presentations = course.all("presentation")[:MOST] or [Element("presentation", SPACE, {}, course.line)]
    taken: dict[str, int] = {}
    for presentation in presentations:
        fields = _fields(course, provider, presentation)
        id = _id(presentation) or _joined(_id(course), str(fields.get("starts", "")))
        id = id or named(course.read("title"), provider.read("title"), str(fields.get("starts", "")))
        taken[id] = taken.get(id, 0) + 1
        yield Row(
            presentation.line, "opportunities", id if taken[id] == 1 else f"{id}-{taken[id]}", facts.given(fields)
        )


def _joined(id: str, starts: str) -> str:
    return identifier(f"{id}-{starts}") if id and starts else id


def _id(element: Element) -> str:
    written = [each.text for each in element.all("identifier")]
    return identifier(next((each for each in written if OURS.fullmatch(each)), ""), *written)


def _fields(course: Element, provider: Element, presentation: Element) -> Fields:
    both = (presentation, course)
    awards = [each.read("title") or each.text for each in course.all("qualification")]
    fields: Fields = {
        "title": course.read("title") or presentation.read("title"),
        "organisation": provider.read("title"),
        "kind": "apprenticeship" if "apprentic" in course.read("title").lower() else "course",
        "summary": _read(both, "abstract"),
        "description": course.read("description") or presentation.read("description"),
        "interests": facts.short(each.text for each in course.all("subject")),
        "awards": facts.short(awards),
        "how_to_join": _read(both, "applicationProcedure") or _read(both, "applyTo"),
        "places": presentation.read("places"),
        "prerequisites": _read(both, "prerequisite"),
        "objective": _read(both, "objective"),
        "takes": presentation.read("duration"),
        "study": presentation.read("studyMode"),
        "pattern": presentation.read("attendancePattern"),
        "valid_until": _day(presentation.first("applyUntil")),
        "online": _online(presentation),
    }
    low, high = facts.age_range(presentation.read("age"))
    fields |= {"age_min": low, "age_max": high}
    fields |= _when(presentation) | _cost(presentation.read("cost")) | _place(presentation)
    fields |= facts.link(_read(both, "url"))
    return {**fields, **_own(course)}


def _read(both: tuple[Element, Element], name: str) -> str:
    return both[0].read(name) or both[1].read(name)


def _day(element: Element | None) -> str:
    """The date of an element: in `dtf`, else its text; a month is its first day, and other words are no date."""
    for written in (element.attributes.get("dtf", ""), element.text) if element else ():
        if re.fullmatch(r"\d{4}-\d{2}", written):
            return f"{written}-01"
        if re.match(r"\d{4}-\d{2}-\d{2}", written):
            return written[:10]
    return ""


def _when(presentation: Element) -> Fields:
    starts = _day(presentation.first("start"))
    said = presentation.read("start")
    return {
        "starts": "" if starts == NO_FIXED_START else starts,
        "ends": _day(presentation.first("end")),
        "start_given": "" if starts and starts != NO_FIXED_START else said.removeprefix(NO_FIXED_START),
    }


def _cost(written: str) -> Fields:
    """The first amount of a text; the text as well where it says more."""
    if FREE.match(written):
        return {"cost": "0", "cost_given": written if len(written) > len("no charge") else ""}
    found = PRICE.search(written)
    if found is None:
        return {"cost_given": written}
    currency = facts.SIGNS.get(found[1] or "", (found[3] or "").upper())
    fields: Fields = {"cost": found[2], "currency": currency}
    return fields if found[0].strip() == written else {**fields, "cost_given": written}


def _online(presentation: Element) -> str:
    for mode in presentation.all("attendanceMode"):
        code = mode.attributes.get("identifier", "").upper()
        said = next((answer for answer, words in SAID if words.search(mode.text)), "no")
        return ONLINE.get(code, "no") if code else said
    return "no"


def _place(presentation: Element) -> Fields:
    venue = presentation.first("venue")
    provider = venue and venue.first("provider")
    if not provider:
        return {"address": venue.text} if venue else {}
    location = provider.first("location") or provider
    lines = [each.text for each in location.all("street", "address") if not _geo(each)]
    parts = [provider.read("title"), *lines, location.read("town")]
    geo = {_geo(each) or each.name[:3]: each.text for each in location.inner}
    return {
        "address": ", ".join(dict.fromkeys(part for part in parts if part)),
        "postcode": location.read("postcode"),
        "area": location.read("town"),
    } | facts.degrees(geo.get("lat", ""), geo.get("lon", ""))


def _geo(element: Element) -> str:
    """`lat` or `lon`, for an address that is a coordinate by its type."""
    kind = element.attributes.get("type", "").rpartition(":")[2]
    return kind[:3] if kind in ("lat", "long", "lon") else ""


def _own(course: Element) -> Fields:
    own: dict[str, list[str]] = {}
    for each in course.inner:
        if each.space == WAYMARK:
            own.setdefault(each.name, []).append(each.text)
    return {name: values if name in LISTS else values[0] for name, values in own.items()}

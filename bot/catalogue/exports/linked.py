"""schema.org JSON-LD out: opportunities as courses and events, openings as job postings.

What schema.org has no property for is written under the prefix `waymark`, so that an import gives it back.
"""

from collections.abc import Mapping
from typing import Any

from bot.catalogue.exports.things import Thing
from bot.catalogue.formats import moments, offered
from bot.catalogue.importing.values import session

CONTEXT = ["https://schema.org", {"waymark": "urn:waymark:"}]
COURSES = frozenset({"course", "workshop"})
ATTENDANCE = {answer: name for name, answer in offered.ATTENDANCE.items()}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Node = dict[str, Any]


def node(thing: Thing) -> Node:
    """An opportunity or opening as one node; an opening is what has neither learning nor dates of its own."""
    if ":opening:" in thing.id:
        return _posting(thing)
    return _course(thing) if thing.fields["kind"] in COURSES else _event(thing)


def _course(thing: Thing) -> Node:
    fields = thing.fields
    instance = {"@type": "CourseInstance", "@id": thing.urn} | _when(fields, "courseSchedule") | _where(fields)
    course = {"@type": "Course", "provider": _organisation(thing), "abstract": fields.get("summary")}
    return _full({**course, **_about(fields), "hasCourseInstance": [_full(instance)]})


def _event(thing: Thing) -> Node:
    fields = thing.fields
    event = {"@type": "EducationEvent", "@id": thing.urn, "organizer": _organisation(thing)}
    told = {"disambiguatingDescription": fields.get("summary")}
    return _full({**event, **told, **_about(fields), **_when(fields, "eventSchedule"), **_where(fields)})


def _about(fields: Mapping[str, Any]) -> Node:
    return {
        "name": fields["title"],
        "description": fields.get("description"),
        "keywords": _terms(fields.get("interests")),
        "teaches": _terms(fields.get("skills")),
        "educationalCredentialAwarded": _terms(fields.get("awards"), "EducationalOccupationalCredential"),
        "typicalAgeRange": _ages(fields),
        "accessibilitySummary": fields.get("access"),
        "maximumAttendeeCapacity": fields.get("places"),
        "isAccessibleForFree": True if fields.get("cost") == 0 else None,
        "offers": _offer(fields),
        "url": fields.get("url"),
    } | _own(fields, ("kind", "learning_type", "priorities", "requires", "how_to_join", *_without_place(fields)))


def _without_place(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """What has its property only together with something else that is missing here."""
    sessions = fields.get("sessions", [])
    told = [each for one in map(session, sessions) for each in moments.regular([one.day], one.starts, one.ends)]
    plain = sessions == list(dict.fromkeys(told))
    return (*(() if "cost" in fields else ("currency",)), *(() if plain else ("sessions",)))


def _organisation(thing: Thing) -> Node:
    whose = thing.organisation
    return _full({"@type": "Organization", "name": whose["name"], "url": whose["url"]})


def _terms(words: Any, kind: str = "DefinedTerm") -> list[Node]:
    return [{"@type": kind, "name": word} for word in words or ()]


def _ages(fields: Mapping[str, Any]) -> str:
    low, high = fields.get("age_min"), fields.get("age_max")
    return "" if low is None and high is None else f"{'' if low is None else low}-{'' if high is None else high}"


def _offer(fields: Mapping[str, Any]) -> Node:
    if "cost" not in fields and "valid_until" not in fields:
        return {}
    price = {"price": str(fields["cost"]), "priceCurrency": fields.get("currency")} if "cost" in fields else {}
    until = fields.get("valid_until")
    return _full({"@type": "Offer", **price, "validThrough": until and until.isoformat()})


def _when(fields: Mapping[str, Any], schedules: str) -> Node:
    days = {
        name: fields[field].isoformat()
        for field, name in (("starts", "startDate"), ("ends", "endDate"))
        if field in fields
    }
    return {**days, schedules: [_schedule(each) for each in fields.get("sessions", ())]}


def _schedule(written: str) -> Node:
    regular = session(written)
    return {
        "@type": "Schedule",
        "byDay": f"https://schema.org/{DAYS[regular.day]}",
        "startTime": f"{regular.starts:%H:%M}",
        "endTime": f"{regular.ends:%H:%M}",
        "repeatFrequency": "P1W",
    }


def _where(fields: Mapping[str, Any]) -> Node:
    return {
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[fields['online']]}",
        "location": _place(fields),
    }


def _place(fields: Mapping[str, Any]) -> Node:
    """The place, without a type when there is nothing of it."""
    address = _full({"streetAddress": fields.get("address"), "postalCode": fields.get("postcode")})
    place = {
        "address": {"@type": "PostalAddress", **address} if address else None,
        "containedInPlace": {"@type": "Place", "name": fields["area"]} if "area" in fields else None,
        "geo": {"@type": "GeoCoordinates", "latitude": fields["lat"], "longitude": fields["lon"]}
        if "lat" in fields
        else None,
    }
    return _full({"@type": "Place", **place}) if any(place.values()) else {}


def _posting(thing: Thing) -> Node:
    fields = thing.fields
    days = {
        name: fields[field].isoformat()
        for field, name in (("starts", "jobStartDate"), ("closes", "validThrough"))
        if field in fields
    }
    own = ("kind", "badges_must", "badges_nice", "skills_nice", "age_min", "age_max", "access", "how_to_join")
    alone = () if "pay" in fields else ("pay_period", "currency")
    posting = {
        "@type": "JobPosting",
        "@id": thing.urn,
        "title": fields["title"],
        "hiringOrganization": _organisation(thing),
        "description": fields.get("summary"),
        "relevantOccupation": {"@type": "Occupation", "name": fields["occupation"]} if "occupation" in fields else None,
        "industry": _terms(fields.get("interests")),
        "skills": _terms(fields.get("skills_must")),
        "baseSalary": _salary(fields),
        "workHours": fields.get("hours"),
        "jobLocation": _place(fields),
        "totalJobOpenings": fields.get("places"),
        "url": fields.get("url"),
    }
    return _full({**posting, **days, **_own(fields, (*own, *alone))})


def _salary(fields: Mapping[str, Any]) -> Node:
    if "pay" not in fields:
        return {}
    per = fields.get("pay_period", "").upper()
    value = _full({"@type": "QuantitativeValue", "value": str(fields["pay"]), "unitText": per})
    return _full({"@type": "MonetaryAmount", "currency": fields.get("currency"), "value": value})


def _own(fields: Mapping[str, Any], names: tuple[str, ...]) -> Node:
    return {f"waymark:{name}": fields[name] for name in names if name in fields}


def _full(node: Mapping[str, Any]) -> Node:
    """The node without what is empty; a zero is not."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}

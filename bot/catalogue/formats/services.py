"""One service of Open Referral as an opportunity's fields: HSDS 3.0 and its UK profile, version 1 where it differs."""

import re
from collections.abc import Iterator
from typing import Any

from bot.catalogue.formats import facts, moments
from bot.catalogue.formats.known import Node
from bot.catalogue.formats.linked import text, texts
from bot.catalogue.formats.moments import Fields
from bot.catalogue.formats.naming import OURS, identifier
from bot.language.kinds import kinds

ADDRESS = ("address_1", "address_2", "city", "region", "state_province")
FREE = re.compile(r"\s*(?:it is |this is )?(?:free|no (?:charge|cost|fee)s?)\b(?!.*[£$€\d])", re.IGNORECASE)
REMOTE = re.compile(r"\b(remote|video|online|virtual|telephone|phone)", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
IN_PERSON = re.compile(r"in[- ]?person|face[- ]to[- ]face|\bvenue|on[- ]?site", re.IGNORECASE)
OWN = "waymark:"
"""What an attribute's `link_type` begins with where the export has no other place for a field."""
MADE = "made"
"""The attribute that names what is in its place only because the format requires it."""
LISTS = frozenset({"interests", "skills", "priorities", "awards", "requires", "sessions", MADE})
MOST_PLACES = 200


def listed(value: Any) -> list[Node]:
    """The objects in a list; nothing for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def own_id(node: Node) -> str:
    """The id of a thing; of what Waymark exported the one that it had."""
    attributes = (each for each in listed(node.get("attributes")) if text(each.get("link_type")) == f"{OWN}id")
    ours = text(*(each.get("value") for each in attributes)) or text(node.get("uri"))
    return identifier(ours if OURS.fullmatch(ours) else "", text(node.get("id")))


def locations(node: Node) -> list[Node]:
    """Where a service is: its `service_at_locations`, as far as they say where."""
    return [each for each in listed(node.get("service_at_locations"))[:MOST_PLACES] if _location(each)]


def fields(node: Node, at: Node) -> Fields:
    """What a service and one of its places say."""
    node, its = as_told(node)
    times = [*listed(at.get("schedules")), *listed(at.get("regular_schedule"))]
    times = times or [*listed(node.get("schedules")), *listed(node.get("regular_schedules"))]
    found: Fields = {
        "title": text(node.get("name")),
        "kind": next(iter(kinds(text(node.get("name")))), "service"),
        "description": text(node.get("description")),
        "how_to_join": text(node.get("application_process")) or _reached(node, at),
        "places": text(*(each.get("available") for each in listed(node.get("capacities")))),
        "eligibility": text(node.get("eligibility_description")),
        "alert": text(node.get("alert")),
        "accreditations": text(node.get("accreditations")),
        "interests": _topics(node),
    }
    found |= facts.link(text(node.get("url"))) | _ages(node) | _cost(node) | _place(at) | _when(times)
    found |= {"online": _online(node, at, times)}
    return {**facts.given(found), **its}


def as_told(node: Node) -> tuple[Node, Fields]:
    """A thing without what the export only made for it, and the fields that the export wrote as attributes."""
    its = own(node)
    made = its.pop(MADE, ())
    return {name: value for name, value in node.items() if name not in made}, its


def own(node: Node) -> Fields:
    """Fields that the export wrote as attributes, since HSDS has no property for them."""
    found: dict[str, list[str]] = {}
    for attribute in listed(node.get("attributes")):
        name = text(attribute.get("link_type"))
        if name.startswith(OWN) and name != f"{OWN}id":
            found.setdefault(name.removeprefix(OWN), []).append(text(attribute.get("value")))
    return {name: values if name in LISTS else values[0] for name, values in found.items()}


def _topics(node: Node) -> list[str]:
    attributes = [each for each in listed(node.get("attributes")) if not text(each.get("link_type")).startswith(OWN)]
    terms = [each.get("taxonomy_term") or each.get("value") for each in attributes]
    first_version = [each.get("taxonomy") for each in listed(node.get("service_taxonomys"))]
    return facts.tags(terms, first_version)


def _ages(node: Node) -> Fields:
    told = [node, *listed(node.get("eligibilitys"))]
    low, high = (text(*(each.get(name) for each in told)) for name in ("minimum_age", "maximum_age"))
    return {"age_min": _whole(low), "age_max": _whole(high)}


def _whole(number: str) -> str:
    return number.removesuffix(".0")


def _cost(node: Node) -> Fields:
    options = [
        (
            text(each.get("option"), each.get("amount_description")),
            _money(each.get("amount")),
            text(each.get("currency")),
        )
        for each in listed(node.get("cost_options"))
    ]
    fees = text(node.get("fees_description"), node.get("fees"))
    if chosen := facts.chosen(options):
        return chosen | {"fees": fees}
    return {"cost": "0"} if FREE.match(fees) else {"fees": fees}


def _money(amount: Any) -> str:
    return "" if isinstance(amount, bool) else text(amount)


def _location(at: Node) -> Node:
    found = at.get("location")
    return found if isinstance(found, dict) else {}


def _place(at: Node) -> Fields:
    location = _location(at)
    if text(location.get("location_type")) == "virtual":
        return {}
    addresses = [*listed(location.get("addresses")), *listed(location.get("physical_addresses"))]
    physical = [each for each in addresses if text(each.get("address_type")) == "physical"]
    address = next(iter(physical or addresses), {})
    parts = [text(location.get("name")), *(text(address.get(name)) for name in ADDRESS)]
    told = [part for each in listed(location.get("accessibility")) for part in _distinct(each)]
    first_version = [each.get("accessibility") for each in listed(location.get("accessibility_for_disabilities"))]
    return {
        "address": ", ".join(dict.fromkeys(part for part in parts if part)),
        "postcode": text(address.get("postal_code")),
        "area": text(address.get("city")),
        "access": " ".join([*told, *texts(first_version)]),
    } | facts.degrees(text(location.get("latitude")), text(location.get("longitude")))


def _distinct(accessibility: Node) -> Iterator[str]:
    yield from dict.fromkeys(texts([accessibility.get("description"), accessibility.get("details")]))


def _online(node: Node, at: Node, times: list[Node]) -> str:
    kinds_of_place = {text(_location(each).get("location_type")) for each in (at, *locations(node))}
    said = " ".join(texts([each.get("attending_type") for each in times]))
    remote = "virtual" in kinds_of_place or bool(REMOTE.search(said))
    here = "physical" in kinds_of_place or bool(IN_PERSON.search(said)) or bool(_place(at).get("address"))
    return ("both" if here else "yes") if remote else "no"


def _when(times: list[Node]) -> Fields:
    sessions = [each for plan in times for each in _sessions(plan)]
    starts = moments.earliest(text(plan.get("valid_from"), plan.get("dtstart"))[:10] for plan in times)
    ends = moments.latest(text(plan.get("valid_to"), plan.get("until"))[:10] for plan in times)
    return {
        "starts": starts,
        "ends": ends,
        "sessions": list(dict.fromkeys(sessions)),
        "times": facts.prose(*(plan.get("description") for plan in times)),
        "repeats": next(
            (each for plan in times if (each := text(plan.get("freq"))) not in ("", "WEEKLY", "DAILY")), ""
        ),
    }


def _sessions(plan: Node) -> list[str]:
    on = moments.days(text(plan.get("byday"), plan.get("weekday")).split(","))
    if not on and text(plan.get("freq")) == "DAILY":
        on = list(range(7))
    opens, closes = (moments.clock(text(plan.get(name))) for name in ("opens_at", "closes_at"))
    return moments.regular(on, opens, closes)


def _reached(node: Node, at: Node) -> str:
    phones = [each.get("number") for part in (node, at, _location(at)) for each in listed(part.get("phones"))]
    email = text(node.get("email"))
    return ", ".join(dict.fromkeys([*([email] if EMAIL.fullmatch(email) else []), *texts(phones[:1])]))

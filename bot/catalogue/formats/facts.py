"""Facts that schema.org and OpenActive write alike: where, for whom, how much, when."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from decimal import Decimal, InvalidOperation

from bot.catalogue.formats import moments
from bot.catalogue.formats.known import Node
from bot.catalogue.formats.linked import Graph, flat, text, texts, types
from bot.catalogue.formats.moments import Fields

ADDRESS = ("streetAddress", "postOfficeBoxNumber", "addressLocality", "addressRegion")
YOUNG = re.compile(r"\b(junior|child|children|kid|under[ -]?(?:1\d|2[0-5])|young|youth|student|teen)", re.IGNORECASE)
APART = re.compile(
    r"(?<!non)(?<!non[- ])\bmember|\broom and board|accommodation|deposit|\bcarer|\bcompanion", re.IGNORECASE
)
AGES = re.compile(r"(\d{1,3})?\s*(?:(-|\u2013|to)\s*(\d{1,3})?|(\+))?")
MONEY = re.compile(
    r"(?:free|none|(?:[£$€]|GBP|EUR|USD)?\s*\d[\d,]*(?:\.\d+)?(?:E[+-]?\d+)?\s*(?:[£$€]|GBP|EUR|USD)?)", re.IGNORECASE
)
OLDEST = 25
"""Whoever is no older counts as young."""
SIGNS = {"£": "GBP", "$": "USD", "€": "EUR"}
LIST_MARK = re.compile(r"\s*[,;|]\s*")
TAGS = 50
NAME = 200
"""Characters that a name may have."""


def place(graph: Graph, *values: object) -> Fields:
    """`address`, `postcode`, `area`, `lat` and `lon` of the first real place among some locations."""
    found = [node for value in values for node in graph.nodes(value) if "VirtualLocation" not in types(node)]
    if not found:
        return {}
    node = found[0]
    home = graph.first(node.get("address")) or (node if "PostalAddress" in types(node) else {})
    written = [home.get("name"), *(home.get(name) for name in ADDRESS)]
    names = [text(node.get("name")), *(text(part).strip(" ,") for part in written)]
    fields: Fields = {
        "address": ", ".join(dict.fromkeys(name for name in names if name)),
        "postcode": text(home.get("postalCode")),
        "area": text(graph.first(node.get("containedInPlace")).get("name"), home.get("addressLocality")),
    }
    return fields | position(graph, node)


def position(graph: Graph, node: Node) -> Fields:
    """`lat` and `lon`; an impossible one, and the 0, 0 of whoever has none, are kept as an extra fact only."""
    geo = graph.first(node.get("geo")) or node
    return degrees(text(geo.get("latitude")), text(geo.get("longitude")))


def degrees(lat: str, lon: str) -> Fields:
    """The two as fields; `position_given` where they are no place on Earth."""
    if not lat or not lon:
        return {}
    try:
        north, east = Decimal(lat), Decimal(lon)
    except InvalidOperation:
        return {"position_given": f"{lat}, {lon}"}
    if not (north.is_finite() and east.is_finite()) or abs(north) > 90 or abs(east) > 180 or (not north and not east):
        return {"position_given": f"{lat}, {lon}"}
    return {"lat": lat, "lon": lon}


def is_virtual(graph: Graph, *values: object) -> bool:
    """Whether one of some locations is not of this world."""
    return any("VirtualLocation" in types(node) for value in values for node in graph.nodes(value))


def price(graph: Graph, *values: object) -> Fields:
    """`cost`, `currency` and, where there are several, all of them as the extra fact `prices`.

    Of several, the one for young people counts, else the first that is not for members or for a bed and meals.
    """
    return chosen(_offers(graph, values))


def chosen(prices: Iterable[tuple[str, str, str]]) -> Fields:
    """The same of (name, amount, currency)."""
    offers = [offer for offer in prices if offer[1]]
    if not offers:
        return {}
    young = (offer for offer in offers if YOUNG.search(offer[0]))
    usual = (offer for offer in offers if not APART.search(offer[0]))
    _, cost, currency = next(young, None) or next(usual, offers[0])
    told = [" ".join(part for part in offer if part) for offer in offers]
    currency = currency or next((code for sign, code in SIGNS.items() if sign in cost), "")
    return amount("cost", cost) | {"currency": currency} | ({"prices": told} if len(offers) > 1 else {})


def _offers(graph: Graph, values: Iterable[object]) -> Iterator[tuple[str, str, str]]:
    for offer in (node for value in values for node in graph.nodes(value)):
        _, oldest = _ages(graph, {"ageRange": offer.get("ageRestriction")})
        young = "young people" if oldest.isdigit() and int(oldest) <= OLDEST else ""
        name = text(offer.get("name"), offer.get("category"), offer.get("description"), young)
        parts = [offer, *graph.nodes(offer.get("priceSpecification"))]
        cost = text(*(part.get(key) for key in ("price", "lowPrice", "minPrice") for part in parts))
        yield name, cost, text(*(part.get("priceCurrency") for part in parts))


def offers_until(graph: Graph, zone: tzinfo, *values: object) -> str:
    """The last day on which one can still join, by the offers; empty where they do not say."""
    ends = (
        text(offer.get("validThrough"), offer.get("availabilityEnds"))
        for value in values
        for offer in graph.nodes(value)
    )
    return max((moments.moment(each, zone)[0] for each in ends if each), default="")


def ages(graph: Graph, *nodes: Node) -> Fields:
    """`age_min` and `age_max`, from the first node that says something."""
    for node in nodes:
        low, high = _ages(graph, node)
        if low or high:
            return {"age_min": low, "age_max": high}
    return {}


def _ages(graph: Graph, node: Node) -> tuple[str, str]:
    audience = graph.first(node.get("audience"))
    suggested = graph.first(node.get("ageRange"), audience.get("suggestedAge"))
    low = text(suggested.get("minValue"), audience.get("suggestedMinAge"))
    high = text(suggested.get("maxValue"), audience.get("suggestedMaxAge"))
    if low or high:
        return low, high
    return age_range(text(node.get("typicalAgeRange"), audience.get("typicalAgeRange"), audience.get("audienceType")))


def age_range(written: str) -> tuple[str, str]:
    """The lowest and highest age of "13-18", "16+", "16-", "-18" or "16"; empty for other words."""
    found = AGES.fullmatch(written.strip())
    if found is None or not (found[1] or found[3]):
        return "", ""
    low, dash, high, plus = found.groups()
    return low or "", high or "" if dash or plus else low or ""


def tags(*values: object) -> list[str]:
    """Topics and the like. A text may hold several, separated by commas; an object is one."""
    found = (part for each in flat(values) for part in (texts(each) if isinstance(each, dict) else _parts(text(each))))
    return list(dict.fromkeys(part for part in found if 0 < len(part) <= 100))[:TAGS]


def _parts(written: str) -> list[str]:
    return LIST_MARK.split(written.strip()) if len(written) < 2000 else []


def when(graph: Graph, zone: tzinfo, node: Node, schedules: object) -> Fields:
    """`starts`, `ends` and `sessions`, by the schedules where there are any."""
    given = moments.span(
        text(node.get("startDate")), text(node.get("endDate")), zone, text(node.get("duration"))
    )  # fmt: skip
    plans = [plan for plan in graph.nodes(schedules) if plan.keys() - {"name"}]
    sessions = [each for plan in plans for each in schedule(plan, zone)]
    if not sessions:
        return given
    starts = given["starts"] or moments.earliest(_day(plan, "startDate", zone) for plan in plans)
    ends = given["ends"] or moments.latest(_day(plan, "endDate", zone) for plan in plans)
    return {"starts": starts, "ends": ends, "sessions": list(dict.fromkeys(sessions))}


def _day(plan: Node, name: str, zone: tzinfo) -> str:
    return moments.moment(text(plan.get(name)), zone)[0]


def schedule(plan: Node, zone: tzinfo) -> list[str]:
    """The regular times of a Schedule (schema.org; OpenActive Modelling Specification 2.0, "Describing schedules")."""
    first, at = moments.moment(text(plan.get("startDate")), zone)
    last = _day(plan, "endDate", zone)
    starts = moments.clock(text(plan.get("startTime"))) or at
    ends = moments.clock(text(plan.get("endTime"))) or moments.after(starts, moments.length(text(plan.get("duration"))))
    on = moments.days(texts(plan.get("byDay")))
    if not on:
        daily = text(plan.get("repeatFrequency")) in ("P1D", "Daily", "daily")
        on = moments.every_day(first, last) if daily else moments.on_day(first)
    return moments.regular(on, starts, ends)


def prose(*values: object) -> str:
    """All texts of some values, as one."""
    return " ".join(dict.fromkeys(each for value in values for each in texts(value)))


def given(fields: Mapping[str, str | list[str]]) -> Fields:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value}


def own(nodes: Iterable[Node], names: Iterable[str]) -> Fields:
    """Fields that the export writes under their own names, since schema.org has no property for them."""
    written = {name: node[f"waymark:{name}"] for node in nodes for name in names if f"waymark:{name}" in node}
    return {name: list(texts(value)) if isinstance(value, list) else text(value) for name, value in written.items()}


def amount(name: str, written: str) -> Fields:
    """A sum of money as the field `name`; other words, "competitive", as an extra fact."""
    if not written or MONEY.fullmatch(written):
        return {name: written}
    return {f"{name}_given": written}


def short(values: Iterable[str]) -> list[str]:
    """Names out of some texts: what is longer than a name is left out."""
    return list(dict.fromkeys(each for each in values if each and len(each) <= NAME))


def link(written: str) -> Fields:
    """A web address as `url`; what stands there else, as in "../courses", as an extra fact."""
    if re.match(r"www\.\S+\.\S", written, re.IGNORECASE):
        written = f"https://{written}"
    if not written or re.match(r"https?://", written, re.IGNORECASE):
        return {"url": written}
    return {"url_given": written}

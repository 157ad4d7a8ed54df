"""Open Referral UK 3 out: an opportunity as a service (HSDS 3.0, UK profile).

What HSDS has no property for is an attribute whose `link_type` begins with `waymark:`, so that an import gives it back.
What HSDS or its UK profile require and a thing has not is made from something else, and named in such an attribute
(`waymark:made`), so that an import leaves it out again.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.catalogue.exports.things import Thing, urn
from bot.catalogue.importing.values import session

Node = dict[str, Any]
ICAL_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OWN = (
    "kind", "learning_type", "summary", "interests", "skills", "priorities", "awards", "requires", "currency", "area",
    "online", "places", "valid_until", "sessions", "starts", "ends", "access", "address",
)  # fmt: skip
ORGANISATION_OWN = ("kind", "area", "address", "postcode", "lat", "lon")


def service(thing: Thing) -> Node:
    """A service with its organisation, place, times and costs, as `service_full` has them."""
    fields, whose = thing.fields, thing.organisation
    told = {"description": fields.get("description"), "url": fields.get("url")}
    instead = {"description": fields.get("summary") or fields["title"], "url": whose["url"]}
    own = {"id": thing.urn, **{name: fields.get(name) for name in OWN}}
    found = {
        "id": _uuid(thing.id),
        "name": fields["title"],
        **_required(told, instead, own),
        "status": "active",
        "application_process": fields.get("how_to_join"),
        "minimum_age": fields.get("age_min"),
        "maximum_age": fields.get("age_max"),
        "organization": _organisation(thing),
        "schedules": [_schedule(thing, number, each) for number, each in enumerate(fields.get("sessions", ()))],
        "cost_options": _costs(thing),
        "service_at_locations": _locations(thing),
        "attributes": list(_attributes(thing.id, own)),
    }
    return _full(found)


def _required(told: Node, instead: Node, own: Node) -> Node:
    """What is told, and what stands in for what is not; its names are added to `own`."""
    made = [name for name, value in told.items() if not value and instead[name]]
    own["made"] = made
    return {**told, **{name: instead[name] for name in made}}


def _organisation(thing: Thing) -> Node:
    whose = thing.organisation
    id = whose["id"] or f"{thing.id.partition(':')[0]}:org:{whose['name']}"
    own = {name: whose.get(name) for name in ORGANISATION_OWN}
    about = _required({"description": whose["summary"]}, {"description": whose["name"]}, own)
    named = {"id": _uuid(id), "uri": urn(id), "name": whose["name"], "website": whose["url"]}
    return _full({**named, **about, "attributes": list(_attributes(id, own))})


def _schedule(thing: Thing, number: int, written: str) -> Node:
    regular, fields = session(written), thing.fields
    return _full(
        {
            "id": _uuid(f"{thing.id}#schedule-{number}"),
            "freq": "WEEKLY",
            "byday": ICAL_DAYS[regular.day],
            "opens_at": f"{regular.starts:%H:%M:%S}",
            "closes_at": f"{regular.ends:%H:%M:%S}",
            "valid_from": fields["starts"].isoformat() if "starts" in fields else None,
            "valid_to": fields["ends"].isoformat() if "ends" in fields else None,
        }
    )


def _costs(thing: Thing) -> list[Node]:
    fields = thing.fields
    if "cost" not in fields:
        return []
    cost = {"id": _uuid(f"{thing.id}#cost"), "amount": float(fields["cost"]), "currency": fields.get("currency")}
    return [_full(cost)]


def _locations(thing: Thing) -> list[Node]:
    fields = thing.fields
    # An area alone is among the attributes: as a city it would come back as an address.
    city = fields.get("area") if "address" in fields else None
    address = _full({"address_1": fields.get("address"), "city": city, "postal_code": fields.get("postcode")})
    # HSDS requires all of these, also where nothing is known.
    whole = {"address_1": "", "city": "", "state_province": "", "postal_code": "", "country": thing.country, **address}
    here = address or "lat" in fields
    if not here and fields["online"] != "yes":
        return []
    told = {"id": _uuid(f"{thing.id}#access"), "description": fields.get("access")}
    location = {
        "id": _uuid(f"{thing.id}#location"),
        "location_type": "physical" if here else "virtual",
        "latitude": fields.get("lat"),
        "longitude": fields.get("lon"),
        "addresses": [{"id": _uuid(f"{thing.id}#address"), "address_type": "physical", **whole}] if address else [],
        "accessibility": [told] if told["description"] else [],
    }
    return [{"id": _uuid(f"{thing.id}#place"), "location": _full(location)}]


def _attributes(id: str, own: Mapping[str, Any]) -> Iterator[Node]:
    for name, value in own.items():
        for number, word in enumerate(value if isinstance(value, list) else [value]):
            if word not in (None, ""):
                yield {"id": _uuid(f"{id}#{name}-{number}"), "link_type": f"waymark:{name}", "value": str(word)}


def _uuid(id: str) -> str:
    """The UK profile wants UUIDs; the same id always gives the same one (RFC 9562, section 5.5)."""
    return str(uuid5(NAMESPACE_URL, f"urn:waymark:{id}"))


def _full(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}

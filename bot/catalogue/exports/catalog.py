"""XCRI-CAP 1.2 out: an opportunity as a course with one presentation.

What XCRI has no element for is in the namespace `urn:waymark:`, so that an import gives it back.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bot.catalogue.exports.things import Thing
from bot.catalogue.formats.xcri import NO_FIXED_START, SPACE, WAYMARK

SPACES = {
    "": SPACE,
    ":mlo": "http://purl.org/net/mlo",
    ":dc": "http://purl.org/dc/elements/1.1/",
    ":geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    ":waymark": WAYMARK,
}
OPENING = f"<catalog {' '.join(f'xmlns{prefix}={quoteattr(uri)}' for prefix, uri in SPACES.items())} generated="
MODES = {"yes": ("ON", "Online"), "both": ("MM", "Mixed mode"), "no": ("CM", "Campus")}
OWN = ("kind", "learning_type", "skills", "priorities", "requires", "sessions", "access", "area", "address")
ALLOWED = {9, 10, 13}
"""Control characters that XML 1.0 has (section 2.2)."""


def provider(thing: Thing) -> str:
    """The start of a provider, up to its courses."""
    whose = thing.organisation
    return f"<provider>{_element('dc:title', whose['name'])}{_element('mlo:url', whose['url'])}\n"


def course(thing: Thing) -> str:
    """A course and its presentation."""
    fields = thing.fields
    parts = [
        _element("dc:identifier", thing.urn),
        _element("dc:title", fields["title"]),
        *(_element("dc:subject", subject) for subject in fields.get("interests", ())),
        _element("dc:description", fields.get("description")),
        _element("mlo:url", fields.get("url")),
        _element("abstract", fields.get("summary")),
        _element("applicationProcedure", fields.get("how_to_join")),
        *(
            f"<mlo:qualification>{_element('dc:title', award)}</mlo:qualification>"
            for award in fields.get("awards", ())
        ),
        *_own(fields),
        f"<presentation>{''.join(_presentation(thing))}</presentation>",
    ]
    return f"<course>{''.join(parts)}</course>\n"


def _own(fields: Mapping[str, Any]) -> Iterator[str]:
    for name in (*OWN, *(() if "cost" in fields else ("currency",))):
        value = fields.get(name)
        for word in value if isinstance(value, list) else [value]:
            yield _element(f"waymark:{name}", word)


def _presentation(thing: Thing) -> Iterator[str]:
    fields = thing.fields
    code, mode = MODES[fields["online"]]
    yield _element("dc:identifier", thing.urn)
    yield _dated("mlo:start", fields.get("starts") or NO_FIXED_START)
    yield _dated("end", fields.get("ends"))
    yield _dated("applyUntil", fields.get("valid_until"))
    yield f"<attendanceMode identifier={quoteattr(code)}>{mode}</attendanceMode>"
    yield _element("mlo:places", fields.get("places"))
    yield _element("mlo:cost", _cost(fields))
    yield _element("age", _ages(fields))
    yield _venue(fields)


def _cost(fields: Mapping[str, Any]) -> str:
    return " ".join(str(fields[name]) for name in ("cost", "currency") if name in fields) if "cost" in fields else ""


def _ages(fields: Mapping[str, Any]) -> str:
    low, high = fields.get("age_min"), fields.get("age_max")
    if high is None:
        return "" if low is None else f"{low}+"
    return f"{'' if low is None else low}-{high}"


def _venue(fields: Mapping[str, Any]) -> str:
    parts = [
        _element("mlo:town", fields.get("area") if "address" in fields else ""),
        _element("mlo:postcode", fields.get("postcode")),
        _element("mlo:address", fields.get("address")),
        _element("geo:lat", fields.get("lat")),
        _element("geo:long", fields.get("lon")),
    ]
    location = "".join(parts)
    return f"<venue><provider><mlo:location>{location}</mlo:location></provider></venue>" if location else ""


def _dated(name: str, day: Any) -> str:
    return f"<{name} dtf={quoteattr(str(day))}/>" if day else ""


def _element(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    text = "".join(sign for sign in str(value) if ord(sign) >= 32 or ord(sign) in ALLOWED)
    return f"<{name}>{escape(text)}</{name}>"

"""The credential that is baked into an SVG (Open Badges 3.0, section 5.3.1; 2.0, Baking)."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.badges.verification.errors import BrokenError, RefusedError, SeveralError, UnsafeError
from bot.badges.verification.strict_json import LONGEST

BAKED = {
    "{https://purl.imsglobal.org/ob/v3p0}credential",
    "{http://openbadges.org}assertion",
    "{https://w3id.org/openbadges}assertion",
}
ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "handler", "set", "animate"}
LINKS = re.compile(r"^\s*(javascript|vbscript|data:text|data:application)", re.IGNORECASE)
ELEMENTS = 20_000
START = re.compile(rb"^\s*(<\?xml|<!DOCTYPE\s+svg|<!--|<svg|<[a-z]+:svg)", re.IGNORECASE)
ENTITIES = re.compile(rb"<!(ENTITY|ATTLIST|ELEMENT)", re.IGNORECASE)


def is_svg(content: bytes) -> bool:
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    return START.match(head) is not None and b"<svg" in content[:65_536].lower().replace(b":svg", b"<svg")


def credential(content: bytes) -> str:
    """What is baked in. RefusedError when there is nothing, more than one, or the picture could do something."""
    elements = _elements(content)
    for element in elements:
        _check_quiet(element)
    found = [element for element in elements if element.tag in BAKED]
    if not found:
        raise RefusedError("There is no badge in this picture.")
    if len(found) > 1:
        raise SeveralError("There is more than one badge in this picture.")
    return _text(found[0])


def _elements(content: bytes) -> list[Element]:
    if len(content) > 4 * LONGEST or ENTITIES.search(content):
        raise UnsafeError("This picture is not one that a badge comes in.")
    try:
        root: Element = fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise BrokenError("This picture is broken.") from error
    elements = list(root.iter())
    if len(elements) > ELEMENTS:
        raise UnsafeError("This picture has too many parts.")
    return elements


def _check_quiet(element: Element) -> None:
    """A picture that runs something when it is looked at is none to keep."""
    name = str(element.tag).rpartition("}")[2].lower()
    active = name in ACTIVE or any(
        attribute.rpartition("}")[2].lower().startswith("on") or LINKS.match(value)
        for attribute, value in element.attrib.items()
    )
    if active:
        raise UnsafeError("This picture has a program in it, so it is not opened.")


def _text(element: Element) -> str:
    """A JWS or an address in `verify`, else the JSON in the element."""
    text = (element.get("verify") or element.text or "").strip()
    if not text:
        raise BrokenError("The badge in this picture is broken.")
    return text

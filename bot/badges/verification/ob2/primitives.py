"""The primitive types of Open Badges 2.0 (section "Primitive data types")."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.badges.verification import values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.ob2.classes import Kind

UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
IMAGE_DATA = re.compile(r"data:image/(png|svg\+xml)[;,]", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
TELEPHONE = re.compile(r"\+?[1-9]\d{1,14}(;ext=\d+)?")
HOST = re.compile(r"(?=.{4,253}$)((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+[A-Za-z]{2,63}")


def is_url(value: Any) -> bool:
    if not isinstance(value, str) or any(sign.isspace() for sign in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_iri(value: Any) -> bool:
    """An address, a blank node, a UUID, or a DID."""
    if not isinstance(value, str):
        return False
    return is_url(value) or value.startswith(("_:", "did:")) or UUID.fullmatch(value) is not None


def is_image_data(value: Any) -> bool:
    return isinstance(value, str) and IMAGE_DATA.match(value) is not None


def is_text(value: Any) -> bool:
    """Words, which may say their language."""
    return isinstance(value, str) or isinstance(values.mapping(value).get("@value"), str)


def _is_moment(value: Any) -> bool:
    try:
        return values.moment(value) is not None
    except RefusedError:
        return False


def _fits(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


FITS: Mapping[Kind, Callable[[Any], bool]] = {
    Kind.ANYTHING: lambda value: True,
    Kind.TYPE: lambda value: isinstance(value, str) and bool(value),
    Kind.IRI: is_iri,
    Kind.COMPACT_IRI: lambda value: value == "id" or is_iri(value),
    Kind.URL: is_url,
    Kind.DATA_OR_URL: lambda value: is_url(value) or is_image_data(value),
    Kind.AUTHORITY: _fits(HOST),
    Kind.TEXT: is_text,
    Kind.BOOLEAN: lambda value: isinstance(value, bool),
    Kind.MOMENT: _is_moment,
    Kind.EMAIL: _fits(EMAIL),
    Kind.TELEPHONE: _fits(TELEPHONE),
}

"""What a learner brought, taken out of its wrapping: JSON, a signed token, a picture, an address, or many at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.badges.verification import jose, png, strict_json, svg
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.jose import Signed

LARGEST = 5_000_000
"""Bytes of one file, picture included."""
MANY = 100
"""Badges that are taken out of one export."""


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential as it came, unverified."""

    json: Mapping[str, Any]
    text: str
    """Without the picture around it: what is kept."""
    signed: Signed | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where it is hosted, instead of itself."""

    url: str


def read(content: bytes) -> Credential | Address:
    """RefusedError when there is not exactly one credential, or address of one, in it."""
    return from_text(text_of(content))


def text_of(content: bytes) -> str:
    if len(content) > LARGEST:
        raise RefusedError("It is too large to be a badge.")
    if png.is_png(content):
        return png.credential(content).strip()
    if svg.is_svg(content):
        return svg.credential(content)
    try:
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise RefusedError("It is neither a badge nor a picture with one in it.") from error


def from_text(text: str) -> Credential | Address:
    if jose.is_compact(text):
        signed = jose.read(text)
        return Credential(_claims(signed), text, signed)
    if text.startswith("https://") and not any(sign.isspace() for sign in text):
        return Address(text)
    if not text.startswith("{"):
        raise RefusedError("It is neither a badge nor a picture with one in it.")
    return Credential(strict_json.load_object(text), text)


def from_json(value: Any) -> Credential | Address:
    """One entry of an export: a credential, a token or an address."""
    if isinstance(value, str):
        return from_text(value.strip())
    if isinstance(value, dict):
        return Credential(value, json.dumps(value, ensure_ascii=False))
    raise RefusedError("It is neither a badge nor a picture with one in it.")


def _claims(signed: Signed) -> Mapping[str, Any]:
    """The credential in a token's payload: under `vc` (VC 1.1, section 6.3.1), or the payload itself without the
    registered claims (Open Badges 3.0, section 8.2; VC-JOSE-COSE)."""
    payload = signed.payload
    if isinstance(payload.get("vc"), dict):
        return dict(payload["vc"])
    return {name: value for name, value in payload.items() if name not in REGISTERED}


REGISTERED = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"})
"""RFC 7519, section 4.1; they say the same as members of the credential, which is checked."""

"""What a learner brought, taken out of its wrapping: JSON, a signed token, a picture, an address, or many at once."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.badges.verification import jose, png, strict_json, svg, values
from bot.badges.verification.errors import RefusedError, TooLargeError, UnsignedError
from bot.badges.verification.jose import Signed

LARGEST = 5_000_000
"""Bytes of one file, picture included."""
MANY = 100
"""Badges that are taken out of one export."""
ENVELOPE = re.compile(r"data:application/(?:vc\+(?:ld\+json\+)?)?jwt,([A-Za-z0-9_.-]+)")


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
        raise TooLargeError("It is too large to be a badge.")
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
        return Credential(claims(signed), text, signed)
    if jose.is_unsigned(text):
        raise UnsignedError("It is not signed.")
    if text.startswith("https://") and not any(sign.isspace() for sign in text):
        return Address(text)
    if not text.startswith("{"):
        raise RefusedError("It is neither a badge nor a picture with one in it.")
    return _opened(strict_json.load_object(text), text)


def from_json(value: Any) -> Credential | Address:
    """One entry of an export: a credential, a token or an address."""
    if isinstance(value, str):
        return from_text(value.strip())
    if isinstance(value, dict):
        return _opened(value, json.dumps(value, ensure_ascii=False))
    raise RefusedError("It is neither a badge nor a picture with one in it.")


def _opened(value: Mapping[str, Any], text: str) -> Credential | Address:
    """A token that is enveloped in JSON as the token, other JSON as it is."""
    token = enveloped(value)
    return from_text(token) if token else Credential(value, text)


def enveloped(value: Mapping[str, Any]) -> str:
    """The token in an EnvelopedVerifiableCredential (Verifiable Credentials 2.0, section 4.13), else nothing."""
    found = ENVELOPE.fullmatch(values.text(value.get("id")))
    return found[1] if found and "EnvelopedVerifiableCredential" in values.texts(value.get("type")) else ""


def claims(signed: Signed) -> Mapping[str, Any]:
    """The credential or presentation in a token's payload: under `vc` or `vp` (VC 1.1, section 6.3.1), or the payload
    itself without the registered claims (Open Badges 3.0, section 8.2; VC-JOSE-COSE)."""
    payload = signed.payload
    for name in ("vc", "vp"):
        if isinstance(payload.get(name), dict):
            return dict(payload[name])
    return {name: value for name, value in payload.items() if name not in REGISTERED}


REGISTERED = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"})
"""RFC 7519, section 4.1; they say the same as members of the credential, which is checked."""

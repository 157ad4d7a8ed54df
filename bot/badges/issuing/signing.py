"""VC-JWT: a credential becomes the claims of a signed token (Open Badges 3.0, section 8.2; RFC 7515; RFC 8037)."""

import json
from copy import copy
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.jws import JWSRegistry

from bot.badges.issuing.keys import SigningKey

ALGORITHM = "EdDSA"
LONGEST = 4 * 1024 * 1024
"""Bytes in one document: a CLR holds many awards."""


def _quiet() -> Any:
    """joserfc's EdDSA without its warning: RFC 9864 renames it, but the wallets of today know the old name alone."""
    algorithm = copy(JWSRegistry.algorithms[ALGORITHM])
    algorithm.security_warning = None
    return algorithm


class _Registry(JWSRegistry):
    algorithms = {ALGORITHM: _quiet()}
    max_payload_length = LONGEST


REGISTRY = _Registry(algorithms=[ALGORITHM])


def sign(credential: dict[str, Any], issuer: str, key: SigningKey) -> str:
    """A compact JWT whose claims are the credential and the registered claims that section 8.2.4 maps from it."""
    claims = {**credential, **_registered(credential, issuer)}
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": f"{issuer}#{key.kid}"}
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    return jws.serialize_compact(header, payload, key.private, registry=REGISTRY)


def read(token: str) -> dict[str, Any]:
    """The claims of a token that we signed ourselves; nothing is checked."""
    obj = jws.extract_compact(token.encode(), registry=REGISTRY)
    claims: dict[str, Any] = json.loads(obj.payload)
    return claims


def _registered(credential: dict[str, Any], issuer: str) -> dict[str, Any]:
    claims: dict[str, Any] = {"iss": issuer, "jti": credential["id"], "nbf": _seconds(credential["validFrom"])}
    if subject := credential["credentialSubject"].get("id"):
        claims["sub"] = subject
    if until := credential.get("validUntil"):
        claims["exp"] = _seconds(until)
    return claims


def _seconds(written: str) -> int:
    return int(datetime.fromisoformat(written).timestamp())

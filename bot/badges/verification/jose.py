"""A compact JWS (RFC 7515), read strictly: one algorithm with the key that fits it, nothing chosen by the sender."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from bot.badges.verification import keys, strict_json
from bot.badges.verification.encodings import base64url
from bot.badges.verification.errors import RefusedError, UnsafeError, UnsignedError
from bot.badges.verification.keys import PublicKey

COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
UNSIGNED = re.compile(r"eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.?")
"""A token whose signature is empty or left out (RFC 7519, section 6)."""
ALGORITHMS = ("RS256", "ES256", "ES384", "EdDSA", "Ed25519")
"""Signatures only: no `none`, no HMAC, for which the public key would be the secret."""
LONGEST = 700_000


@dataclass(frozen=True, slots=True)
class Signed:
    """A JWS taken apart; nothing in it is to be believed before `verify`."""

    compact: str
    header: Mapping[str, Any]
    payload: Mapping[str, Any]

    @property
    def algorithm(self) -> str:
        return str(self.header.get("alg"))


def is_compact(text: str) -> bool:
    return len(text) <= LONGEST and COMPACT.fullmatch(text) is not None


def is_unsigned(text: str) -> bool:
    return len(text) <= LONGEST and UNSIGNED.fullmatch(text) is not None


def read(compact: str) -> Signed:
    """RefusedError for what is no JWS, or one whose header asks for something that is not done here."""
    if not is_compact(compact):
        raise RefusedError("It is not a signed token.")
    header, payload, signature = compact.split(".")
    base64url(signature)
    signed = Signed(compact, _object(header), _object(payload))
    if signed.algorithm not in ALGORITHMS:
        raise UnsignedError("It is signed in a way that is not safe, or not at all.")
    if "crit" in signed.header or "b64" in signed.header:
        raise UnsafeError("Its header asks for something that is not done here.")
    if any(name in signed.header for name in ("jku", "x5u", "x5c")):
        raise UnsafeError("It brings its key from a place of its own choice.")
    return signed


def verify(signed: Signed, key: PublicKey) -> None:
    """RefusedError unless the key made the signature, by the only algorithm that fits the key."""
    if signed.algorithm not in _fitting(key):
        raise RefusedError("The key that it names does not fit its kind of proof.")
    if isinstance(key, ed25519.Ed25519PublicKey):
        # joserfc warns of the name `EdDSA` (RFC 9864), which is what Open Badges' tokens bear.
        message, _, signature = signed.compact.rpartition(".")
        keys.verify_ed25519(key, base64url(signature), message.encode())
        return
    wrapped = RSAKey.import_key(key) if isinstance(key, rsa.RSAPublicKey) else ECKey.import_key(key)
    registry = jws.JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    registry.max_payload_length = registry.max_header_length = LONGEST
    try:
        jws.deserialize_compact(signed.compact, wrapped, registry=registry)
    except (JoseError, ValueError, TypeError) as error:
        raise RefusedError("The signature does not fit what it says.") from error


def _fitting(key: PublicKey) -> tuple[str, ...]:
    if isinstance(key, rsa.RSAPublicKey):
        return ("RS256",)
    if isinstance(key, ed25519.Ed25519PublicKey):
        return ("EdDSA", "Ed25519")
    return ("ES256",) if key.key_size == 256 else ("ES384",)


def _object(part: str) -> dict[str, Any]:
    try:
        return strict_json.load_object(base64url(part).decode())
    except UnicodeDecodeError as error:
        raise RefusedError("It is not a signed token.") from error

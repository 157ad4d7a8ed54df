"""A proof of which parts were left out: `ecdsa-sd-2023`, derived (Data Integrity ECDSA Cryptosuites 1.0, 3.5)."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from bot.badges.verification import cbor, keys
from bot.badges.verification.encodings import base64url
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.keys import PublicKey

DERIVED = bytes([0xD9, 0x5D, 0x01])
BLANK = re.compile(r"_:(c14n\d+)")


@dataclass(frozen=True, slots=True)
class Derived:
    base_signature: bytes
    public_key: bytes
    """The key made for this credential alone, as a Multikey's bytes."""
    signatures: Sequence[bytes]
    labels: Mapping[int, bytes]
    """Canonical number of each blank node, to the label that it was signed under."""
    mandatory: frozenset[int]


def read(proof_value: str) -> Derived:
    """RefusedError unless it is a derived proof (section 3.5.7)."""
    if not proof_value.startswith("u"):
        raise RefusedError("The proof is not written as its standard has it.")
    raw = base64url(proof_value[1:])
    if raw[:3] != DERIVED:
        raise RefusedError("The proof is meant for its holder and not to be shown.")
    parts = cbor.loads(raw[3:])
    if not _is_derived(parts):
        raise RefusedError("The proof is not written as its standard has it.")
    base, key, signatures, labels, mandatory = parts
    return Derived(base, key, tuple(signatures), labels, frozenset(mandatory))


def _is_derived(parts: Any) -> bool:
    if not isinstance(parts, list) or len(parts) != 5:
        return False
    base, key, signatures, labels, mandatory = parts
    return (
        isinstance(base, bytes)
        and isinstance(key, bytes)
        and isinstance(signatures, list)
        and all(isinstance(one, bytes) and len(one) == 64 for one in signatures)
        and isinstance(labels, dict)
        and all(isinstance(one, bytes) for one in labels.values())
        and isinstance(mandatory, list)
        and all(isinstance(one, int) for one in mandatory)
    )


def verify(derived: Derived, key: PublicKey, proof_hash: bytes, quads: Sequence[str]) -> None:
    """RefusedError unless the issuer's key vouches for the mandatory statements and for the key of this credential, and
    that key for each of the others (section 3.5.8)."""
    relabelled = _relabelled(quads, derived.labels)
    must = [line for number, line in enumerate(relabelled) if number in derived.mandatory]
    others = [line for number, line in enumerate(relabelled) if number not in derived.mandatory]
    if len(others) != len(derived.signatures) or any(number >= len(relabelled) for number in derived.mandatory):
        raise RefusedError("The signature does not fit what it says.")
    keys.verify_ecdsa(
        key, derived.base_signature, proof_hash + derived.public_key + sha256("".join(must).encode()).digest()
    )
    own = _own_key(derived.public_key)
    for line, signature in zip(others, derived.signatures, strict=True):
        keys.verify_ecdsa(own, signature, line.encode())


def _relabelled(quads: Sequence[str], labels: Mapping[int, bytes]) -> list[str]:
    """The statements under the labels that they were signed with, sorted anew (section 3.4.4)."""
    names = {f"c14n{number}": "u" + _base64url(label) for number, label in labels.items()}
    try:
        return sorted(BLANK.sub(lambda found: f"_:{names[found[1]]}", line) for line in quads)
    except KeyError as error:
        raise RefusedError("The signature does not fit what it says.") from error


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _own_key(raw: bytes) -> PublicKey:
    if raw[:2] != keys.P256:
        raise RefusedError("The proof is not written as its standard has it.")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw[2:])
    except ValueError as error:
        raise RefusedError("The proof is not written as its standard has it.") from error

"""Credentials made for a test, signed with keys made for the test."""

import base64
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PIL import Image, PngImagePlugin

from bot.badges.verification.encodings import to_base58
from bot.badges.verification.form import OB3, VC2
from bot.badges.verification.linked import Linked

KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"a key for tests").digest())
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"another key for tests").digest())


def did(key: Ed25519PrivateKey = KEY) -> str:
    return f"did:key:{multikey(key)}"


def multikey(key: Ed25519PrivateKey = KEY) -> str:
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "z" + to_base58(bytes([0xED, 0x01]) + raw)


def credential(issuer: str = "", **changes: Any) -> dict[str, Any]:
    """A good credential of 3.0 that needs only a signature. None takes a member away."""
    whole = {
        "@context": [VC2, OB3],
        "id": "urn:uuid:4f0e41bb-4f2c-4e5b-b0aa-6a7f9d1a2b3c",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer or did(), "type": ["Profile"], "name": "Harbour Studios"},
        "validFrom": "2026-01-02T03:04:05Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://harbour.example/badges/beat-maker",
                "type": ["Achievement"],
                "name": "Beat Maker",
                "description": "You made your own beat.",
                "criteria": {"narrative": "Make one finished beat."},
            },
        },
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def for_email(address: str, salt: str = "salt") -> dict[str, Any]:
    """A subject that is named by the hash of an address."""
    identity = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${sha256((address + salt).encode()).hexdigest()}",
        "identityType": "emailAddress",
        "salt": salt,
    }
    subject = dict(credential()["credentialSubject"])
    del subject["id"]
    return {**subject, "identifier": [identity]}


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def part(value: Any) -> str:
    return base64url(json.dumps(value, separators=(",", ":")).encode())


def token(payload: Mapping[str, Any], header: Mapping[str, Any] | None = None, key: Ed25519PrivateKey = KEY) -> str:
    """A compact JWS, by EdDSA whatever its header says."""
    signed = f"{part(header or {'alg': 'EdDSA', 'kid': did(key)})}.{part(payload)}"
    return f"{signed}.{base64url(key.sign(signed.encode()))}"


def with_proof(whole: Mapping[str, Any], key: Ed25519PrivateKey = KEY, **changes: Any) -> dict[str, Any]:
    """The credential with a Data Integrity proof (eddsa-rdfc-2022)."""
    proof = {
        "type": "DataIntegrityProof",
        "created": datetime(2026, 1, 2, tzinfo=UTC).isoformat(),
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": f"{did(key)}#{multikey(key)}",
        "proofPurpose": "assertionMethod",
        **changes,
    }
    return {**whole, "proof": {**proof, "proofValue": "z" + to_base58(_sign(whole, proof, key))}}


def _sign(whole: Mapping[str, Any], proof: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    hashes = [
        sha256("".join(Linked().quads(document)[0]).encode()).digest()
        for document in ({**proof, "@context": whole["@context"]}, dict(whole))
    ]
    return key.sign(b"".join(hashes))


def png(text: str | bytes, keyword: str = "openbadgecredential", times: int = 1, compressed: bool = False) -> bytes:
    """A small picture with a credential baked into it."""
    said = PngImagePlugin.PngInfo()
    for _ in range(times):
        said.add_itxt(keyword, text, zip=compressed)
    file = io.BytesIO()
    Image.new("RGB", (2, 2), "teal").save(file, "PNG", pnginfo=said)
    return file.getvalue()


def svg(text: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        f'<openbadges:credential verify="{text}"/>{more}<path d="M0 0"/></svg>'
    ).encode()

"""A credential with its proof in it, for who reads JSON and no tokens (Data Integrity EdDSA Cryptosuites 1.0, 3.2:
eddsa-rdfc-2022)."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import OKPKey

from bot.badges.issuing.credentials import moment
from bot.badges.issuing.keys import SigningKey
from bot.badges.verification.encodings import to_base58
from bot.badges.verification.keys import ED25519
from bot.badges.verification.linked import Linked


def with_proof(credential: dict[str, Any], issuer: str, key: SigningKey, created: datetime) -> dict[str, Any]:
    """The credential, signed. Heavy (some 20 ms): to be called in a thread."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": moment(created),
        "verificationMethod": f"{issuer}#{multikey(key.private)}",
        "proofPurpose": "assertionMethod",
    }
    signed = b"".join(_hash(part) for part in ({**proof, "@context": credential["@context"]}, credential))
    value = "z" + to_base58(_private(key).sign(signed))
    return {**credential, "proof": {**proof, "proofValue": value}}


def multikey(key: OKPKey) -> str:
    """The public half as a `publicKeyMultibase` (W3C Controlled Identifiers 1.0, section 2.2.2)."""
    return "z" + to_base58(ED25519 + key.public_key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def _hash(document: dict[str, Any]) -> bytes:
    quads, _ = Linked().quads(document)
    return sha256("".join(quads).encode()).digest()


def _private(key: SigningKey) -> Ed25519PrivateKey:
    private = key.private.private_key
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError("not an Ed25519 key")
    return private

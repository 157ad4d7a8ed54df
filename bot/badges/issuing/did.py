"""Who signs, for anybody to look up: did:web documents and a JWK set."""

from collections.abc import Sequence
from typing import Any

from joserfc.jwk import OKPKey

from bot.badges.issuing.proving import multikey

JWK = dict[str, Any]
CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
    "https://w3id.org/security/multikey/v1",
]


def did_document(did: str, keys: Sequence[JWK]) -> dict[str, Any]:
    """A DID document (W3C DID 1.0; did:web). `keys` are public, and the same for a city and its organisations."""
    methods = [method for key in keys for method in _methods(did, key)]
    names = [method["id"] for method in methods]
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
        "authentication": names[:1],
    }


def _methods(did: str, key: JWK) -> list[dict[str, Any]]:
    """One key under two names: as tokens name it, and as proofs in JSON do."""
    written = multikey(OKPKey.import_key(key))
    return [
        {"id": f"{did}#{key['kid']}", "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key},
        {"id": f"{did}#{written}", "type": "Multikey", "controller": did, "publicKeyMultibase": written},
    ]


def jwks(keys: Sequence[JWK]) -> dict[str, Any]:
    """A JWK set (RFC 7517, section 5)."""
    return {"keys": [{**key, "use": "sig", "alg": "EdDSA"} for key in keys]}

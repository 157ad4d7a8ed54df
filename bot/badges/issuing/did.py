"""Who signs, for anybody to look up: did:web documents and a JWK set."""

from collections.abc import Sequence
from typing import Any

JWK = dict[str, Any]


def did_document(did: str, keys: Sequence[JWK]) -> dict[str, Any]:
    """A DID document (W3C DID 1.0; did:web). `keys` are public, and the same for a city and its organisations."""
    methods = [
        {"id": f"{did}#{key['kid']}", "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key} for key in keys
    ]
    names = [method["id"] for method in methods]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
        "authentication": names[:1],
    }


def jwks(keys: Sequence[JWK]) -> dict[str, Any]:
    """A JWK set (RFC 7517, section 5)."""
    return {"keys": [{**key, "use": "sig", "alg": "EdDSA"} for key in keys]}

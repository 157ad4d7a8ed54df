"""Public keys, as Multikey and as JWK."""

import base64
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from bot.badges.verification.encodings import multibase, to_base58
from bot.badges.verification.errors import RefusedError

PublicKey = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

ED25519 = bytes([0xED, 0x01])
P256 = bytes([0x80, 0x24])
P384 = bytes([0x81, 0x24])
"""Multicodec prefixes (W3C Controlled Identifiers 1.0, section 2.2.2)."""
RSA_BITS = range(2048, 8193)
"""Below is too weak (NIST SP 800-131A), above costs the verifier too much."""
TOO_WEAK = "The key that it names is too weak."
JWK_MEMBERS = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}


def from_multikey(written: str) -> PublicKey:
    """The key of a `publicKeyMultibase`. RefusedError."""
    raw = multibase(written)
    try:
        if raw[:2] == ED25519:
            return ed25519.Ed25519PublicKey.from_public_bytes(raw[2:])
        if raw[:2] == P256:
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw[2:])
        if raw[:2] == P384:
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), raw[2:])
    except ValueError as error:
        raise RefusedError("The key that it names is none.") from error
    raise RefusedError("The key that it names is of no known kind.")


def is_multikey(written: str) -> bool:
    try:
        from_multikey(written)
    except RefusedError:
        return False
    return True


def from_jwk(written: Any) -> PublicKey:
    """The key of a JWK, of which only the public members are read. RefusedError for secret and unknown kinds."""
    jwk = written if isinstance(written, Mapping) else {}
    members = JWK_MEMBERS.get(str(jwk.get("kty")))
    if members is None or not all(isinstance(jwk.get(name), str) for name in members):
        raise RefusedError("The key that it names is of no known kind.")
    public = {"kty": jwk["kty"], **{name: jwk[name] for name in members}}
    classes: Mapping[str, Any] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
    try:
        if public["kty"] == "RSA":
            _must_be_strong(public["n"])
        key = classes[public["kty"]].import_key(public).public_key
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise RefusedError("The key that it names is none.") from error
    return from_known(key)


def _must_be_strong(modulus: str) -> None:
    """Before a library reads it, which only warns of a weak one. RefusedError; ValueError for what is no number."""
    number = int.from_bytes(base64.urlsafe_b64decode(modulus + "=="))
    if number.bit_length() not in RSA_BITS:
        raise RefusedError(TOO_WEAK)


def from_known(key: Any) -> PublicKey:
    """A key that a library read, if it is of a kind and strength that is used here. RefusedError."""
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size not in RSA_BITS:
            raise RefusedError(TOO_WEAK)
        return key
    if isinstance(key, ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey):
        return key
    raise RefusedError("The key that it names is of no known kind.")


def as_did(key: PublicKey) -> str:
    """The key as a `did:key`; empty for RSA, which is not written so here."""
    if isinstance(key, ed25519.Ed25519PublicKey):
        raw = ED25519 + key.public_bytes_raw()
    elif isinstance(key, ec.EllipticCurvePublicKey) and key.key_size in (256, 384):
        point = key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        raw = (P256 if key.key_size == 256 else P384) + point
    else:
        return ""
    return f"did:key:z{to_base58(raw)}"


def same(one: PublicKey, other: PublicKey) -> bool:
    return type(one) is type(other) and one == other


def verify_ed25519(key: PublicKey, signature: bytes, message: bytes) -> None:
    """RefusedError unless the signature is the key's (RFC 8032)."""
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise RefusedError("The key that it names does not fit its kind of proof.")
    try:
        key.verify(signature, message)
    except InvalidSignature as error:
        raise RefusedError("The signature does not fit what it says.") from error


def verify_ecdsa(key: PublicKey, signature: bytes, message: bytes) -> None:
    """RefusedError unless the signature, r and s in equal parts (IEEE P1363), is the key's."""
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise RefusedError("The key that it names does not fit its kind of proof.")
    size = (key.key_size + 7) // 8
    if len(signature) != 2 * size:
        raise RefusedError("The signature has the wrong length.")
    digest: HashAlgorithm = SHA384() if key.key_size > 256 else SHA256()
    r, s = int.from_bytes(signature[:size]), int.from_bytes(signature[size:])
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(digest))
    except InvalidSignature as error:
        raise RefusedError("The signature does not fit what it says.") from error

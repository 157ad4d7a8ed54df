"""Keeps a chat's number readable only with a key that is not in the database."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
SHORTEST = 32
"""Characters of a key that is given; `openssl rand -hex 32` makes 64."""


class WeakKeyError(ValueError):
    """The key is too short to be a secret."""


class Seal:
    """AES-256-GCM (NIST SP 800-38D) to seal, HMAC-SHA-256 to look up; both keys come from one by HKDF (RFC 5869)."""

    def __init__(self, key: str) -> None:
        """WeakKeyError for a key below 32 characters."""
        if len(key.strip()) < SHORTEST:
            raise WeakKeyError(f"the key needs at least {SHORTEST} characters")
        self._cipher = AESGCM(_derived(key, b"waymark seal"))
        self._pepper = _derived(key, b"waymark look-up")

    def close(self, plain: bytes, context: str) -> bytes:
        """Sealed; `context` has to be the same to open it, so that a row cannot be moved to another place."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes | None:
        """What was sealed; None when it was sealed with another key or for another place."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], context.encode())
        except (InvalidTag, ValueError):
            return None

    def key_of(self, value: str) -> str:
        """What a value is looked up by; it cannot be guessed back without the key, however few the values are."""
        return hmac.new(self._pepper, value.encode(), sha256).hexdigest()


def key_in(path: Path) -> str:
    """The key in a file that only its owner can read, made when there is none. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(opened, "w") as file:
        key = secrets.token_hex(32)
        file.write(f"{key}\n")
    return key


def _derived(key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(key.strip().encode())

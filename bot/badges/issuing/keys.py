"""The city's signing key (Ed25519): kept in a file that only its owner reads, or in the environment; never elsewhere.

Every key that was ever in use stays published with its public half, so that what it signed still verifies.
"""

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

CURRENT = "signing-key.json"
PUBLISHED = "published"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
OWNER_ONLY = 0o600


class KeyTroubleError(Exception):
    """The key cannot be used; the message says what to do and holds nothing secret."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key pair. Only its name shows in a repr."""

    kid: str
    """The JWK thumbprint (RFC 7638)."""
    private: OKPKey = field(repr=False)

    @property
    def public(self) -> dict[str, Any]:
        """The public JWK (RFC 8037), with its `kid`."""
        return public_jwk(self.private)


class KeyRing:
    """The keys in one folder: `signing-key.json` (private, mode 0600), and in `published/` the public halves of all."""

    def __init__(self, folder: Path, from_environment: str = "") -> None:
        """`from_environment` is a private JWK or PEM that stands in for the file."""
        self._folder = folder
        self._from_environment = from_environment

    def current(self) -> SigningKey:
        """The key to sign with; made when there is none yet. Reads files. KeyTroubleError when it cannot be used."""
        if self._from_environment:
            key = _read(self._from_environment, "WAYMARK_BADGE_KEY")
        elif (path := self._folder / CURRENT).exists():
            key = _read(_private_text(path), str(path))
        else:
            key = self._make()
        self._publish(key)
        return key

    def published(self) -> list[dict[str, Any]]:
        """Public JWKs of all keys that awards were signed with, the present one first."""
        current = self.current().public
        files = sorted((self._folder / PUBLISHED).glob("*.json"))
        known = [json.loads(path.read_text("utf-8")) for path in files]
        return [current, *(jwk for jwk in known if jwk["kid"] != current["kid"])]

    def rotate(self) -> SigningKey:
        """A new key to sign with from now on; what the old one signed goes on being valid.

        KeyTroubleError when the key comes from the environment, where only whoever set it can change it.
        """
        if self._from_environment:
            raise KeyTroubleError("The key is in WAYMARK_BADGE_KEY: put a new one there, and restart.")
        self.current()
        key = self._make()
        self._publish(key)
        return key

    def _make(self) -> SigningKey:
        key = _named(OKPKey.generate_key("Ed25519"))
        _write(self._folder / CURRENT, json.dumps(key.private.as_dict(private=True)), OWNER_ONLY)
        return key

    def _publish(self, key: SigningKey) -> None:
        path = self._folder / PUBLISHED / f"{key.kid}.json"
        if not path.exists():
            _write(path, json.dumps(key.public), 0o644)


def public_jwk(key: OKPKey) -> dict[str, Any]:
    public: dict[str, Any] = dict(key.as_dict(private=False))
    return {"kty": public["kty"], "crv": public["crv"], "x": public["x"], "kid": key.thumbprint()}


def _named(key: OKPKey) -> SigningKey:
    return SigningKey(key.thumbprint(), key)


def _read(text: str, where: str) -> SigningKey:
    """From a private JWK or PEM; the error quotes nothing of it."""
    try:
        key = OKPKey.import_key(json.loads(text) if text.lstrip().startswith("{") else text)
    except (JoseError, ValueError, KeyError, TypeError):
        raise KeyTroubleError(f"{where} holds no Ed25519 key that can be read.") from None
    if not key.is_private or key.curve_name != "Ed25519":
        raise KeyTroubleError(f"{where} must hold a private Ed25519 key.")
    return _named(key)


def _private_text(path: Path) -> str:
    mode = path.stat().st_mode
    if mode & OTHERS:
        raise KeyTroubleError(f"{path} can be read by others: chmod 600 {path}, and rotate the key if anybody did.")
    return path.read_text("utf-8")


def _write(path: Path, text: str, mode: int) -> None:
    """Whole or not at all, and never readable by others for a moment in between."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

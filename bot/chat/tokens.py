"""Secrets that a learner's device holds."""

import hashlib
import re
import secrets


def bearer() -> str:
    """A new token that opens one conversation: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a bearer token. It is random, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


BUTTON = re.compile(r"[A-Za-z0-9_-]{20}")
"""What `button` makes; nothing else need be looked for."""


def button() -> str:
    """A new token for a button: 120 bits in 20 characters, which fits every channel (Telegram takes 64 bytes)."""
    return secrets.token_urlsafe(15)

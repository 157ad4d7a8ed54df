"""Codes and links that are secrets: drawn at random, and kept as their hash alone."""

import hashlib
import re
import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which are easily mistaken."""
GROUPS, GROUP = 4, 4
"""16 letters: 79 bits."""


def claim_code() -> str:
    """A new code, such as `K7QM-2XTR-9WDF-H4PB`: for one learner, once."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def share_token() -> str:
    """What the link of a shared page ends with: 128 bits."""
    return secrets.token_urlsafe(16)


def digest_code(code: str) -> str:
    """The hash of a code as typed: case, blanks and dashes do not matter."""
    return digest(re.sub(r"[^A-Z0-9]", "", code.upper()))


def digest(secret: str) -> str:
    """It is random, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

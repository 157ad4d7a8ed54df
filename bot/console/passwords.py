"""Passwords: hashed with Argon2id, off the loop, a few at a time."""

import asyncio
import secrets

from pwdlib import PasswordHash

SHORTEST, LONGEST = 12, 200
AT_ONCE = 2
"""Argon2 takes 64 MB each (pwdlib's recommended settings, RFC 9106 section 4)."""
WORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class WeakPasswordError(ValueError):
    """The words say what is wrong with it."""


def checked(password: str) -> str:
    """The password; WeakPasswordError unless it has 12 to 200 characters, not all alike (NIST SP 800-63B, 3.1.1.2)."""
    if len(password) < SHORTEST:
        raise WeakPasswordError(f"A password has {SHORTEST} characters or more.")
    if len(password) > LONGEST:
        raise WeakPasswordError(f"A password has {LONGEST} characters at most.")
    if len(set(password)) < 4:
        raise WeakPasswordError("That is too easy to guess.")
    return password


def invented() -> str:
    """A password to hand out: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(WORD_LETTERS) for _ in range(4)) for _ in range(4))


class Passwords:
    def __init__(self, hasher: PasswordHash | None = None) -> None:
        self._hasher = hasher or PasswordHash.recommended()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        async with self._places:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the password. With nothing kept it takes as long: nobody learns who has an account."""
        against = kept or await self._nobody()
        async with self._places:
            good = await asyncio.to_thread(self._hasher.verify, password[:LONGEST], against)
        return good and kept is not None

    async def _nobody(self) -> str:
        if self._nobodys is None:
            self._nobodys = await self.hash(secrets.token_hex())
        return self._nobodys

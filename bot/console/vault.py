"""Keeps the secrets of second factors readable only with the key that is not in the database."""

from functools import cached_property

from bot.chat.reach.seal import Seal, WeakKeyError, key_in
from bot.console.tables import PersonRow
from bot.settings import Settings


class VaultError(Exception):
    """The key cannot be had; the words say why and hold no secret."""


class Vault:
    """The key is read when it is first needed: a console without second factors needs none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _seal(self) -> Seal:
        try:
            given = self._settings.address_key.get_secret_value()
            return Seal(given or key_in(self._settings.home / "addresses.key"))
        except (OSError, UnicodeError, WeakKeyError) as error:
            raise VaultError(f"the key for second factors: {error}") from error

    def put(self, person: PersonRow, secret: str) -> None:
        """Keeps a person's secret, sealed for them alone. VaultError."""
        person.totp_sealed = self._seal.close(secret.encode(), _context(person))
        person.totp_secret = None

    def secret(self, person: PersonRow) -> str | None:
        """A person's secret; None when they have none. VaultError also when it was sealed with another key."""
        if person.totp_sealed is None:
            return person.totp_secret
        opened = self._seal.open(person.totp_sealed, _context(person))
        if opened is None:
            raise VaultError("the key for second factors is not the one that they were sealed with")
        return opened.decode()


def has_factor(person: PersonRow) -> bool:
    return person.totp_sealed is not None or person.totp_secret is not None


def _context(person: PersonRow) -> str:
    return f"second factor {person.id}"

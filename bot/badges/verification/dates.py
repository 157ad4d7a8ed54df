"""Whether a credential is in force now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.badges.verification import values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.report import Findings

SLACK = timedelta(minutes=5)
"""How far clocks may differ."""
ISSUED = ("validFrom", "issuanceDate", "issuedOn")
EXPIRES = ("validUntil", "expirationDate", "expires")
"""Of VC 2.0, VC 1.1 and Open Badges 2.0."""


def issued(credential: Mapping[str, Any]) -> datetime | None:
    """RefusedError when it cannot be read; None when it does not say."""
    return values.moment(_first(credential, ISSUED))


def expires(credential: Mapping[str, Any]) -> datetime | None:
    """As `issued`."""
    return values.moment(_first(credential, EXPIRES))


def check(credential: Mapping[str, Any], now: datetime, findings: Findings) -> None:
    with findings.checking("dates.issued"):
        begins = issued(credential)
        if begins is not None and begins > now + SLACK:
            raise RefusedError("It is not in force yet.")
    with findings.checking("dates.expires"):
        ends = expires(credential)
        if ends is not None and ends <= now:
            raise RefusedError("It has expired.")
        if ends is not None and begins is not None and ends < begins:
            raise RefusedError("It ends before it begins.")


def _first(credential: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((credential[name] for name in names if name in credential), None)

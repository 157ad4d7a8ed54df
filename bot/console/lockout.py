"""Slows down whoever guesses passwords: by account and by network, in the store, so that a restart forgives nothing."""

import hashlib
import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.console.tables import AttemptRow

FREE = {"account": 5, "network": 30}
"""Failures that cost nothing yet."""
FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)
FORGET = timedelta(hours=24)


class LockedError(Exception):
    """Too many tries: nothing is looked at before `retry_after` seconds have passed."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("too many tries")
        self.retry_after = retry_after


def keys(email: str, address: str) -> dict[str, str]:
    """Under what a try is counted, by kind."""
    found = {"account": email.casefold(), "network": _network(address)}
    return {kind: hashlib.sha256(f"{kind} {value}".encode()).hexdigest() for kind, value in found.items()}


def delay(kind: str, failures: int) -> timedelta | None:
    """How long the next try has to wait: half a minute, doubled with each failure, a quarter of an hour at most."""
    beyond = failures - FREE[kind]
    return min(LONGEST, FIRST * 2 ** min(beyond, 10)) if beyond >= 0 else None


async def check(session: AsyncSession, counted: Iterable[str], now: datetime) -> None:
    """LockedError while one of the keys has to wait."""
    for key in counted:
        row = await session.get(AttemptRow, key)
        if row is not None and row.until is not None and row.until > now:
            raise LockedError((row.until - now).total_seconds())


async def hold(session: AsyncSession, counted: dict[str, str], now: datetime) -> None:
    """Tries of one account wait for each other from here on, so that many at once are counted one by one."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for key in counted.values():
        await session.execute(insert(AttemptRow).values(key=key, failures=0, at=now).on_conflict_do_nothing())
        await session.get_one(AttemptRow, key, with_for_update=True, populate_existing=True)


async def failed(session: AsyncSession, counted: dict[str, str], now: datetime) -> None:
    """Counts a failure; `hold` came before it."""
    for kind, key in counted.items():
        row = await session.get_one(AttemptRow, key)
        row.failures = 1 if now - row.at > FORGET else row.failures + 1
        pause = delay(kind, row.failures)
        row.at, row.until = now, now + pause if pause else None
    await session.flush()


async def succeeded(session: AsyncSession, counted: dict[str, str]) -> None:
    """The account is forgiven; the network is not, or one good account would pay for guessing at others."""
    await session.execute(delete(AttemptRow).where(AttemptRow.key == counted["account"]))


async def sweep(session: AsyncSession, now: datetime) -> None:
    await session.execute(delete(AttemptRow).where(AttemptRow.at < now - FORGET))


def _network(address: str) -> str:
    """The address, or the /64 that one household or server has in IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)

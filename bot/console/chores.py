"""What the console does by itself: ends silent takeovers, tells of unread worries, deletes by rule, counts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.chat.advising.alerts import DUTY, Alert
from bot.console import audit, keeping, masks
from bot.console.days import Days
from bot.console.keys import Desk
from bot.console.model import Role
from bot.console.vault import VaultError

OFTEN, SELDOM = 5.0, 600.0
log = logging.getLogger("waymark.console")


class Chores:
    def __init__(self, desk: Desk, days: Days) -> None:
        self._desk = desk
        self._days = days

    async def run(self) -> None:
        """Works until cancelled. Two processes may: each change is made once, by a lock in the store."""
        try:
            await self._desk.staff.seal_factors()
        except VaultError as error:
            log.error("second factors cannot be sealed: %s", error)  # noqa: TRY400
        async with asyncio.TaskGroup() as group:
            group.create_task(_again(OFTEN, self._desk.advising.takeover.lapse))
            group.create_task(_again(OFTEN, self.alert))
            group.create_task(_again(SELDOM, self.sweep))
            group.create_task(_again(SELDOM, self._days.count_again))
            group.create_task(_again(SELDOM, lambda: keeping.nightly(self._desk)))

    async def alert(self) -> None:
        await self._desk.advising.alerts.raise_due()
        for alert in await self._desk.advising.alerts.waiting():
            await self._desk.advising.alerts.settle(alert, await self._tell(alert))

    async def sweep(self) -> None:
        await self._desk.sessions.sweep()
        async with self._desk.store.write() as session:
            await masks.sweep(session, self._desk.now())

    async def _tell(self, alert: Alert) -> bool:
        to = await self._addresses(alert)
        if not to:
            return False
        told = await self._desk.mailer.send(to, *_words(alert, self._desk.address))
        if told:
            async with self._desk.store.write() as session:
                subject = f"conversation {alert.conversation_id}"
                await audit.record(
                    session, self._desk.now(), audit.MACHINE, f"told the {alert.target}", subject, alert.city
                )
        return told

    async def _addresses(self, alert: Alert) -> list[str]:
        if alert.target == DUTY:
            city = await self._desk.catalogue.city(alert.city)
            return [city.duty_email] if city and city.duty_email else []
        return await self._desk.staff.emails(alert.city, Role.LEAD)


def _words(alert: Alert, address: str) -> tuple[str, str]:
    why = "came in outside the team's hours" if alert.target == DUTY else "has been unread for ten minutes"
    text = (
        f"A message that tells of harm or distress {why}. The learner was given the helplines at once.\n\n"
        f"Please look at it now: {address}/console/conversations/{alert.conversation_id}\n"
    )
    return "Waymark: somebody may need help now", text


async def _again(seconds: float, chore: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await chore()
        except Exception as error:  # noqa: BLE001 - one chore must not end the others
            log.error("a chore of the console failed: %s", type(error).__name__)  # noqa: TRY400 - words stay out of logs
        await asyncio.sleep(seconds)

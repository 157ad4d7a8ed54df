"""Says what a learner asked to be reminded of, by day."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.chat.model import Reply
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow
from bot.people.model import Reminder

MORNING = time(8)
EVENING = time(20)


def by_day(moment: datetime, zone: str) -> datetime:
    """The same moment when it is between 08:00 and 20:00 in that time zone, else the next 08:00 there."""
    local = moment.astimezone(ZoneInfo(zone))
    if MORNING <= local.time() < EVENING:
        return moment
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, ZoneInfo(zone))


class Reminders:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._words = parts.words.text("reminders.say")

    async def deliver(self) -> None:
        """Says every reminder whose time has come, each once; by night they are put off to the morning."""
        for reminder in await self._parts.people.due_reminders():
            await self._deliver(reminder)

    async def _deliver(self, reminder: Reminder) -> None:
        now = self._parts.now()
        when = by_day(now, await self._zone(reminder))
        if when > now:
            await self._parts.people.put_off(reminder.id, when)
        else:
            await self._say(reminder, now)

    async def _say(self, reminder: Reminder, now: datetime) -> None:
        said: str | None = None
        async with self._parts.store.write() as session:
            found = await session.scalars(
                select(ConversationRow)
                .where(ConversationRow.learner_id == reminder.learner_id)
                .order_by(ConversationRow.last_word.desc())
                .limit(1)
                .with_for_update()
            )
            conversation = found.one_or_none()
            if await self._parts.people.claim(session, reminder.id) and conversation is not None:
                await Outbox(session, conversation, now).say([Reply(self._words.format(text=reminder.text))])
                said = conversation.id
        if said:
            self._parts.news.tell(said)

    async def _zone(self, reminder: Reminder) -> str:
        city = await self._parts.cities.city(reminder.city)
        return city.time_zone if city else "UTC"

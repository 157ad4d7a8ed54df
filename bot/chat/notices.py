"""Says by day and once what a learner is to be told unasked: news of badges and introductions, nudges."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.recognition.model import NEWS
from bot.chat import queries
from bot.chat.model import Handling, Reply, Tap
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.ports import Notice, NoticeBoard
from bot.chat.reminders import by_day
from bot.chat.tables import ConversationRow, TurnRow

QUESTIONS = {"notices.asked_back": NEWS}
"""Notices that ask something, and what then waits for an answer."""


class Notices:
    def __init__(self, parts: Parts, board: NoticeBoard) -> None:
        self._parts = parts
        self._board = board
        self._buttons = {
            "notices.approved": Tap(parts.words.text("notices.see"), "ask_my_badges"),
            "notices.asked_back": Tap(parts.words.text("notices.answer"), "get_recognised"),
        }

    async def deliver(self) -> None:
        """Says every notice whose time has come; by night they are put off to the morning."""
        for notice in await self._board.due():
            await self._deliver(notice)

    async def _deliver(self, notice: Notice) -> None:
        conversation = await self._last_conversation(notice)
        now = self._parts.now()
        when = by_day(now, await self._zone(conversation.city)) if conversation else now
        if when > now:
            await self._board.put_off(notice.id, when)
        else:
            await self._say(notice, conversation.id if conversation else None)

    async def _say(self, notice: Notice, conversation_id: str | None) -> None:
        said: str | None = None
        async with self._parts.store.write() as session:
            held = await queries.locked(session, conversation_id) if conversation_id else None
            if await self._board.claim(session, notice.id) and held and held.handling != Handling.ERASED:
                await self._put(session, held, notice)
                said = held.id
        if said:
            self._parts.news.tell(said)

    async def _put(self, session: AsyncSession, held: ConversationRow, notice: Notice) -> None:
        """Says it; a question in it is what the next message is taken to answer."""
        now, reply = self._parts.now(), self._reply(notice)
        (said,) = await Outbox(session, held, now).say([reply])
        if question := QUESTIONS.get(notice.key):
            bot = {"event": "bot", "text": reply.text, "data": {}}
            slot = {"event": "slot", "name": "question", "value": question}
            events = [bot, slot, {"event": "action", "name": "action_listen"}]
            session.add(TurnRow(conversation_id=held.id, seq=said.seq, at=now, events=events, understanding={}))
            held.slots = {**held.slots, "question": question}

    def _reply(self, notice: Notice) -> Reply:
        button = self._buttons.get(notice.key)
        own = [Tap(each["title"], each["intent"], each["entities"]) for each in notice.buttons]
        return Reply(self._parts.words.say(notice.key, **notice.places), [*own, *([button] if button else [])])

    async def _last_conversation(self, notice: Notice) -> ConversationRow | None:
        async with self._parts.store.read() as session:
            found = await session.scalars(
                select(ConversationRow)
                .where(ConversationRow.learner_id == notice.learner_id)
                .order_by(ConversationRow.last_word.desc())
                .limit(1)
            )
            return found.one_or_none()

    async def _zone(self, city_id: str) -> str:
        city = await self._parts.cities.city(city_id)
        return city.time_zone if city else "UTC"

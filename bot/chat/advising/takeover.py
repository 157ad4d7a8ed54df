"""Stepping in: taking a conversation over, writing in it, handing it back, and what happens when nobody does."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.city import City
from bot.catalogue.hours import next_opening
from bot.chat import handover, limits, queries
from bot.chat.advising.model import SILENCE, TEXT_LIMIT, Adviser, HeldError, NotHeldError
from bot.chat.advising.summary import Need, needs
from bot.chat.advising.tables import DraftRow, TakeoverRow
from bot.chat.errors import NoSuchConversationError, TooLongError
from bot.chat.flags import Flag
from bot.chat.model import Handling, Message, Reply, Speaker
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow, FlagRow, MessageRow, TurnRow

LAPSE_BATCH = 50
REPEAT = 20
"""How many of the last messages are looked at for one that was sent twice."""


async def theirs(session: AsyncSession, conversation_id: str, adviser: Adviser) -> ConversationRow:
    """The conversation, locked. NoSuchConversationError also when it is another city's; ErasedError."""
    row = await queries.writable(session, conversation_id)
    if row.city not in adviser.cities:
        raise NoSuchConversationError(conversation_id)
    return row


class Takeover:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._words = parts.words

    async def take_over(self, conversation_id: str, adviser: Adviser, from_holder: bool = False) -> None:
        """The adviser answers from now on. Whatever the guide has in hand is refused, since the epoch moves.

        HeldError when another has it and it is not taken `from_holder`. NoSuchConversationError, ErasedError.
        """
        async with self._parts.store.write() as session:
            row = await theirs(session, conversation_id, adviser)
            now = self._parts.now()
            if self._is_held(row, now) and row.holder != adviser.id and not from_holder:
                raise HeldError(row.holder)
            if row.handling != Handling.ADVISER or row.holder != adviser.id:
                await self._begin(session, row, adviser, now)
            row.held_until = now + SILENCE
        self._parts.news.tell(conversation_id)

    async def say(
        self,
        conversation_id: str,
        adviser: Adviser,
        text: str,
        cards: Sequence[Mapping[str, Any]] = (),
        key: str = "",
    ) -> Message:
        """Writes to the learner; the same `key` again changes nothing. NotHeldError, TooLongError, EmptyTextError."""
        if len(text) > TEXT_LIMIT:
            raise TooLongError(f"{len(text)} characters; {TEXT_LIMIT} is the most")
        said = limits.printable(text) if text.strip() or not cards else ""
        async with self._parts.store.write() as session:
            row = await theirs(session, conversation_id, adviser)
            now = self._parts.now()
            if not self._is_held(row, now) or row.holder != adviser.id:
                raise NotHeldError(conversation_id)
            if key and (earlier := await _earlier(session, conversation_id, key)) is not None:
                return queries.as_message(earlier)
            shown = {"by": adviser.id, "name": adviser.name, "key": key}
            message = await Outbox(session, row, now).put(Speaker.ADVISER, Reply(said, cards=cards, shown=shown))
            row.held_until, row.unread, row.expires = now + SILENCE, False, now + self._parts.keep
            draft = await session.get(DraftRow, (conversation_id, adviser.id))
            if draft is not None:
                await session.delete(draft)
        self._parts.news.tell(conversation_id)
        return message

    async def hand_back(self, conversation_id: str, adviser: Adviser, agreed: str = "") -> None:
        """The guide answers again; it says what was agreed, and knows it in its next turn. NotHeldError."""
        async with self._parts.store.write() as session:
            row = await theirs(session, conversation_id, adviser)
            if row.handling != Handling.ADVISER or row.holder != adviser.id:
                raise NotHeldError(conversation_id)
            lines = [self._words.say("advisers.gone", name=adviser.name)]
            if agreed.strip():
                lines.append(self._words.say("advisers.agreed", agreed=limits.printable(agreed)[:TEXT_LIMIT]))
                lines.append(self._words.text("advisers.agreed_why"))
            await self._end(session, row, lines, lapsed=False)
        self._parts.news.tell(conversation_id)

    async def keep_alive(self, conversation_id: str, adviser: Adviser) -> None:
        """They are still typing, so the conversation stays theirs."""
        now = self._parts.now()
        async with self._parts.store.write() as session:
            await session.execute(
                update(ConversationRow)
                .where(
                    ConversationRow.id == conversation_id,
                    ConversationRow.holder == adviser.id,
                    ConversationRow.handling == Handling.ADVISER,
                    ConversationRow.held_until > now,
                )
                .values(held_until=now + SILENCE)
            )

    async def lapse(self) -> int:
        """Hands back what advisers left in silence, with a line to each learner; gives how many."""
        async with self._parts.store.read() as session:
            silent = select(ConversationRow.id).where(ConversationRow.held_until <= self._parts.now())
            found = (await session.scalars(silent.limit(LAPSE_BATCH))).all()
        for conversation_id in found:
            await self._lapse(conversation_id)
        return len(found)

    async def _lapse(self, conversation_id: str) -> None:
        async with self._parts.store.read() as session:
            known = await queries.conversation(session, conversation_id)
        city = await self._parts.cities.city(known.city) if known else None
        now = self._parts.now()
        async with self._parts.store.write() as session:
            row = await queries.locked(session, conversation_id)
            if row is None or row.held_until is None or row.held_until > now:
                return
            name = await self._name(session, row)
            lines = [self._words.say("advisers.lapsed", name=name)]
            if await _waits(session, conversation_id):
                lines.append(self._still_waiting(city, now))
                needs(row, Need.ASKED, now)
            await self._end(session, row, lines, lapsed=True)
        self._parts.news.tell(conversation_id)

    def _still_waiting(self, city: object, now: datetime) -> str:
        """An honest word on when somebody will read what waits."""
        opens = next_opening(city.adviser_hours, now, city.zone) if isinstance(city, City) else None
        if opens is None:
            return self._words.text("advisers.lapsed_open")
        day = self._words.items("days.long")[opens.weekday()]
        said = self._words.say("days.at", day=day, time=opens.strftime("%H:%M"))
        return self._words.say("advisers.lapsed_closed", opens=said)

    async def _begin(self, session: AsyncSession, row: ConversationRow, adviser: Adviser, now: datetime) -> None:
        asked = row.need_since
        await _close_takeovers(session, row.id, now, lapsed=False)
        handover.take_over(row)
        row.holder, row.assigned, row.unread = adviser.id, adviser.id, False
        session.add(
            TakeoverRow(conversation_id=row.id, city=row.city, person=adviser.id, asked=asked, began=now, lapsed=False)
        )
        await _settle_flags(session, row, now)
        words = self._words.say("advisers.here", name=adviser.name)
        await Outbox(session, row, now).put(
            Speaker.ADVISER, Reply(words, shown={"by": adviser.id, "name": adviser.name})
        )

    async def _end(self, session: AsyncSession, row: ConversationRow, lines: Sequence[str], lapsed: bool) -> None:
        now = self._parts.now()
        waits = lapsed and row.need >= Need.ASKED
        handover.hand_back(row)
        if waits:
            handover.queue(row)
        row.holder, row.held_until = "", None
        await _close_takeovers(session, row.id, now, lapsed)
        said = await Outbox(session, row, now).say([Reply(line) for line in lines])
        # The brain sees it in its next window, as something that the guide said.
        events: list[dict[str, Any]] = [{"event": "bot", "text": line, "data": {}} for line in lines]
        listen = {"event": "action", "name": "action_listen"}
        session.add(
            TurnRow(conversation_id=row.id, seq=said[-1].seq, at=now, events=[*events, listen], understanding={})
        )

    async def _name(self, session: AsyncSession, row: ConversationRow) -> str:
        """The name under which the holder was announced."""
        rows = await session.scalars(
            select(MessageRow.shown)
            .where(MessageRow.conversation_id == row.id, MessageRow.speaker == Speaker.ADVISER)
            .order_by(MessageRow.seq.desc())
            .limit(500)
        )
        return next(
            (shown["name"] for shown in rows if shown.get("by") == row.holder and "name" in shown), "The adviser"
        )

    def _is_held(self, row: ConversationRow, now: datetime) -> bool:
        return row.handling == Handling.ADVISER and row.held_until is not None and row.held_until > now


async def _earlier(session: AsyncSession, conversation_id: str, key: str) -> MessageRow | None:
    """The message that was sent under the same key before."""
    rows = await session.scalars(
        select(MessageRow)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.speaker == Speaker.ADVISER)
        .order_by(MessageRow.seq.desc())
        .limit(REPEAT)
    )
    return next((row for row in rows if row.shown.get("key") == key), None)


async def _waits(session: AsyncSession, conversation_id: str) -> bool:
    """Whether the learner had the last word, the guide's left aside."""
    last = await session.scalar(
        select(MessageRow.speaker)
        .where(MessageRow.conversation_id == conversation_id, MessageRow.speaker != Speaker.GUIDE)
        .order_by(MessageRow.seq.desc())
        .limit(1)
    )
    return last == Speaker.YOU


async def _close_takeovers(session: AsyncSession, conversation_id: str, now: datetime, lapsed: bool) -> None:
    await session.execute(
        update(TakeoverRow)
        .where(TakeoverRow.conversation_id == conversation_id, TakeoverRow.ended.is_(None))
        .values(ended=now, lapsed=lapsed)
    )


async def _settle_flags(session: AsyncSession, row: ConversationRow, now: datetime) -> None:
    """Somebody came, so nobody need be called any more; a worry stays until it is resolved in so many words."""
    await session.execute(
        update(FlagRow)
        .where(FlagRow.conversation_id == row.id, FlagRow.resolved.is_(None), FlagRow.kind != Flag.HARM)
        .values(resolved=now)
    )
    worried = await session.scalar(
        select(func.count()).where(
            FlagRow.conversation_id == row.id, FlagRow.resolved.is_(None), FlagRow.kind == Flag.HARM
        )
    )
    if not worried:
        row.need, row.need_since = Need.NONE, None

"""Following up: notes, tags, who looks after whom, what came of it, and being reminded."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.model import Adviser, Outcome
from bot.chat.advising.summary import Need
from bot.chat.advising.tables import AlertRow, NoteRow, TagRow, TaskRow
from bot.chat.advising.takeover import theirs
from bot.chat.errors import NoSuchConversationError, NoSuchMessageError
from bot.chat.limits import printable
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow, FlagRow, MessageRow

NOTE_LIMIT, TASK_LIMIT, TAG_LIMIT = 4000, 500, 40
TAGS = 20
"""Tags on one conversation or message."""
TASKS = 100


class TooManyError(ValueError):
    """There are as many tags as one thing may have."""


class FollowUp:
    """`session` is the caller's transaction, so that what is done and the record of it are kept together."""

    def __init__(self, parts: Parts) -> None:
        self._now = parts.now

    async def note(self, session: AsyncSession, conversation_id: str, adviser: Adviser, text: str) -> None:
        """NoSuchConversationError; EmptyTextError."""
        await theirs(session, conversation_id, adviser)
        kept = printable(text)[:NOTE_LIMIT]
        session.add(NoteRow(conversation_id=conversation_id, person=adviser.id, at=self._now(), text=kept))

    async def tag(self, session: AsyncSession, conversation_id: str, adviser: Adviser, tag: str, seq: int = 0) -> None:
        """Puts a word on a conversation, or on one message. NoSuchMessageError, TooManyError, EmptyTextError."""
        await theirs(session, conversation_id, adviser)
        word = " ".join(printable(tag).casefold().split())[:TAG_LIMIT]
        if seq and await session.get(MessageRow, (conversation_id, seq)) is None:
            raise NoSuchMessageError(f"{seq}")
        if await session.get(TagRow, (conversation_id, seq, word)) is not None:
            return
        on_it = select(TagRow.tag).where(TagRow.conversation_id == conversation_id, TagRow.seq == seq)
        if len((await session.scalars(on_it)).all()) >= TAGS:
            raise TooManyError(f"{TAGS} tags is the most")
        session.add(TagRow(conversation_id=conversation_id, seq=seq, tag=word, person=adviser.id, at=self._now()))

    async def untag(self, session: AsyncSession, conversation_id: str, adviser: Adviser, tag: str, seq: int) -> None:
        await theirs(session, conversation_id, adviser)
        await session.execute(
            delete(TagRow).where(TagRow.conversation_id == conversation_id, TagRow.seq == seq, TagRow.tag == tag)
        )

    async def assign(self, session: AsyncSession, conversation_id: str, adviser: Adviser, person: str) -> None:
        """Gives the conversation to somebody to look after; an empty id gives it to nobody."""
        row = await theirs(session, conversation_id, adviser)
        row.assigned = person

    async def resolve(self, session: AsyncSession, conversation_id: str, adviser: Adviser, outcome: Outcome) -> None:
        """Says what came of it. Its flags are settled, and nobody need be called any more."""
        row = await theirs(session, conversation_id, adviser)
        now = self._now()
        row.outcome, row.unread = outcome, False
        row.need, row.need_since = Need.NONE, None
        row.resolved = now if outcome is not Outcome.IN_PROGRESS and outcome is not Outcome.TO_DO else None
        open_flags = (FlagRow.conversation_id == conversation_id) & FlagRow.resolved.is_(None)
        await session.execute(update(FlagRow).where(open_flags).values(resolved=now))
        waiting = (AlertRow.conversation_id == conversation_id) & AlertRow.told.is_(None)
        await session.execute(update(AlertRow).where(waiting).values(told=now))

    async def remind(
        self, session: AsyncSession, conversation_id: str, adviser: Adviser, at: datetime, text: str
    ) -> None:
        await theirs(session, conversation_id, adviser)
        words = printable(text)[:TASK_LIMIT]
        session.add(TaskRow(conversation_id=conversation_id, person=adviser.id, at=at, text=words, done=False))

    async def finish_task(self, session: AsyncSession, task_id: int, adviser: Adviser) -> str:
        """Their own task is done; gives its conversation. NoSuchConversationError when it is not theirs."""
        row = await session.get(TaskRow, task_id)
        if row is None or row.person != adviser.id:
            raise NoSuchConversationError(f"task {task_id}")
        row.done = True
        return row.conversation_id

    async def tasks(self, session: AsyncSession, adviser: Adviser) -> Sequence[TaskRow]:
        """What they still want to be reminded of, the earliest first."""
        rows = await session.scalars(
            select(TaskRow)
            .join(ConversationRow, ConversationRow.id == TaskRow.conversation_id)
            .where(TaskRow.person == adviser.id, TaskRow.done.is_(False), ConversationRow.city.in_(adviser.cities))
            .order_by(TaskRow.at)
            .limit(TASKS)
        )
        return rows.all()

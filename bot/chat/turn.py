"""What becomes of a message: every outcome is one transaction, refused when the conversation moved on meanwhile."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import backoff, queries
from bot.chat.advising import summary
from bot.chat.effects import ERASE, Effects
from bot.chat.erasure import Erasure
from bot.chat.faults import BrainError
from bot.chat.flags import Flag, raise_flag
from bot.chat.lease import Work
from bot.chat.model import Fate, Handling, Reply
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.ports import Answer
from bot.chat.statements import ADD_TURN, FIRST_WAITING, MET_FATE
from bot.chat.tables import ConversationRow, InboxRow
from bot.chat.window import State, fold, slim

QUOTED = 60
"""Characters of a message that are said back when it is set aside."""


class OvertakenError(Exception):
    """The lease passed to another, or who answers has changed: what was worked out must not be kept."""


class Turns:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._effects = Effects(parts)
        self._erasure = Erasure(parts)
        self._thinking = Reply(parts.words.text("faults.thinking"))
        self._aside = parts.words.text("faults.aside")

    async def commit(self, work: Work, answer: Answer) -> None:
        """Keeps an answer. OvertakenError; NonsenseError when the answer cannot be kept."""
        self._kept(await self._parts.store.settle(lambda session: self._commit(session, work, answer)))

    async def _commit(self, session: AsyncSession, work: Work, answer: Answer) -> ConversationRow:
        conversation = await self._held(session, work)
        if any(effect.type == ERASE for effect in answer.effects):
            await self._erasure.apply(session, conversation, answer.replies)
        else:
            await self._keep(session, conversation, work, answer)
        return conversation

    async def pass_on(self, work: Work) -> None:
        """An adviser has the conversation: the message is theirs. OvertakenError."""
        async with self._parts.store.write() as session:
            conversation = await self._held(session, work)
            await self._settle(session, conversation, work.seq, Fate.ADVISER)
        self._kept(conversation)

    async def fail(self, work: Work, error: BrainError) -> None:
        """No answer this time: the message waits for another try, or a person; the learner knows. OvertakenError."""
        async with self._parts.store.write() as session:
            conversation = await self._held(session, work)
            message = await queries.message_in(session, work.conversation_id, work.seq)
            message.tries += error.counts
            if message.tries >= backoff.TRIES:
                await self._set_aside(session, conversation, message)
            else:
                await self._put_off(session, conversation, message, error)
        self._kept(conversation)

    async def release(self, work: Work) -> None:
        """Gives an overtaken conversation back, if it is still ours to give; the message is looked at again."""
        async with self._parts.store.write() as session:
            conversation = await queries.locked(session, work.conversation_id)
            if conversation is not None and conversation.fence == work.fence:
                _end_lease(conversation)
        if conversation is not None:
            self._kept(conversation)

    async def tell_late(self) -> None:
        """Tells learners whose message waits for too long, for whatever reason."""
        async with self._parts.store.read() as session:
            late = await queries.untold_since(session, self._parts.now() - backoff.LATE)
        for conversation_id in late:
            async with self._parts.store.write() as session:
                conversation = await queries.locked(session, conversation_id)
                first = await queries.first_waiting(session, conversation_id)
                if conversation is not None and first is not None and conversation.handling != Handling.ADVISER:
                    await self._tell(session, conversation, first.seq)
            self._parts.news.tell(conversation_id)

    def _kept(self, conversation: ConversationRow) -> None:
        """What is kept now can be seen, and what waits after it can be taken."""
        self._parts.news.tell(conversation.id)
        if conversation.due is not None:
            self._parts.work.set()

    async def _held(self, session: AsyncSession, work: Work) -> ConversationRow:
        conversation = await queries.locked(session, work.conversation_id)
        if conversation is None or (conversation.fence, conversation.epoch) != (work.fence, work.epoch):
            raise OvertakenError(work.conversation_id)
        return conversation

    async def _keep(self, session: AsyncSession, conversation: ConversationRow, work: Work, answer: Answer) -> None:
        await self._effects.apply(session, conversation, work.seq, answer.effects)
        # What changes in the conversation's row goes to the store once, at the end.
        with session.no_autoflush:
            await self._keep_talk(session, conversation, work, answer)

    async def _keep_talk(
        self, session: AsyncSession, conversation: ConversationRow, work: Work, answer: Answer
    ) -> None:
        summary.understood(conversation, answer.understanding)
        turn = {
            "conversation_id": conversation.id,
            "seq": work.seq,
            "at": self._parts.now(),
            "events": slim(answer.events),
            "understanding": dict(answer.understanding),
        }
        await session.execute(ADD_TURN, turn)
        await Outbox(session, conversation, self._parts.now()).say(answer.replies, work.seq)
        await self._settle(session, conversation, work.seq, Fate.DONE)
        state = fold(State(conversation.slots, conversation.active_loop), answer.events)
        conversation.slots, conversation.active_loop = dict(state.slots), state.active_loop

    async def _settle(self, session: AsyncSession, conversation: ConversationRow, seq: int, fate: Fate) -> None:
        """The message has met its fate; the next one may be taken at once."""
        this = {"conversation": conversation.id}
        await session.execute(MET_FATE, {**this, "message": seq, "fate": fate})
        following = (await session.execute(FIRST_WAITING, this)).one_or_none()
        _end_lease(conversation)
        conversation.due = self._parts.now() if following else None

    async def _set_aside(self, session: AsyncSession, conversation: ConversationRow, message: InboxRow) -> None:
        now = self._parts.now()
        await raise_flag(session, conversation.id, message.seq, Flag.UNANSWERED, now)
        sorry = Reply(self._aside.format(text=_short(message.text)))
        await Outbox(session, conversation, now).say([sorry], message.seq)
        await self._settle(session, conversation, message.seq, Fate.ASIDE)

    async def _put_off(
        self, session: AsyncSession, conversation: ConversationRow, message: InboxRow, error: BrainError
    ) -> None:
        age = self._parts.now() - message.at
        _end_lease(conversation)
        conversation.due = self._parts.now() + backoff.until_next(error, message.tries, age)
        if backoff.must_tell(age):
            await self._tell(session, conversation, message.seq)

    async def _tell(self, session: AsyncSession, conversation: ConversationRow, seq: int) -> None:
        """One plain sentence for all that wait and were not told yet."""
        untold = [one for one in await queries.waiting(session, conversation.id) if not one.told]
        if untold:
            await Outbox(session, conversation, self._parts.now()).say([self._thinking], seq)
        for message in untold:
            message.told = True


def _end_lease(conversation: ConversationRow) -> None:
    conversation.lease_owner = conversation.lease_until = None


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"

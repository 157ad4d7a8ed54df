"""How a message gets in: known and writable conversation, not seen before, within the limits, then the guard."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import inbox, limits, queries
from bot.chat.flags import Flag, raise_flag
from bot.chat.guard import Guard
from bot.chat.inbox import Inbox, Incoming
from bot.chat.model import Fate, Receipt, Reply, Tap
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.tables import ConversationRow, InboxRow


class Reception:
    """The guard stands here and not in the worker's line, so that help never waits behind a brain that is down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._guard = Guard(parts.cities, parts.words)
        self._stale = Reply(parts.words.text("faults.stale"))
        self._kept_too = Reply(parts.words.text("faults.kept_too"))

    async def receive(
        self, conversation_id: str, external_id: str, text: str | None, button: str | None, tap: Tap | None
    ) -> Receipt:
        """See `Chat.receive`."""
        limits.checked_id(external_id)
        incoming = _incoming(text, tap) if button is None else None
        help_now = await self._help(conversation_id, incoming) if incoming and not incoming.intent else []
        async with self._parts.store.write() as session:
            conversation = await queries.writable(session, conversation_id)
            box = Inbox(session, conversation, self._parts.now())
            receipt = await box.earlier(external_id)
            if receipt is None:
                inbox.spend_allowance(conversation, self._parts.now())
                self._extend(conversation)
                incoming = incoming or await inbox.meaning(session, conversation, button or "", self._parts.now())
                receipt = await self._take(session, conversation, external_id, incoming, help_now)
        self._parts.news.tell(conversation_id)
        self._parts.work.set()
        return receipt

    async def remark(self, conversation_id: str, external_id: str, text: str) -> Receipt:
        """See `Chat.remark`."""
        limits.checked_id(external_id)
        async with self._parts.store.write() as session:
            conversation = await queries.writable(session, conversation_id)
            box = Inbox(session, conversation, self._parts.now())
            receipt = await box.earlier(external_id)
            if receipt is None:
                inbox.spend_allowance(conversation, self._parts.now())
                said = await Outbox(session, conversation, self._parts.now()).say([Reply(text)])
                await box.keep_stale(external_id, said[0].seq, Fate.DONE)
                receipt = Receipt(said[0].seq)
        self._parts.news.tell(conversation_id)
        return receipt

    async def amend(self, conversation_id: str, external_id: str, text: str) -> bool:
        """See `Chat.amend`."""
        clean = limits.clean(text)
        help_now = await self._help(conversation_id, Incoming(clean))
        async with self._parts.store.write() as session:
            conversation = await queries.writable(session, conversation_id)
            kept = await queries.delivery(session, conversation_id, external_id)
            if kept is None or kept.state != Fate.WAITING:
                return False
            await Inbox(session, conversation, self._parts.now()).amend(kept, clean)
            if help_now:
                kept.state = Fate.GUARDED
                await self._say_help(session, conversation, kept.seq, help_now)
        self._parts.news.tell(conversation_id)
        self._parts.work.set()
        return True

    async def _say_help(
        self, session: AsyncSession, conversation: ConversationRow, seq: int, help_now: list[Reply]
    ) -> None:
        await Outbox(session, conversation, self._parts.now()).say(help_now, seq)
        await raise_flag(session, conversation.id, seq, Flag.HARM, self._parts.now())

    async def _help(self, conversation_id: str, incoming: Incoming) -> list[Reply]:
        """The guard's answer, made before the transaction, which must not wait for anything."""
        if not self._guard.alarmed(incoming.text):
            return []
        async with self._parts.store.read() as session:
            row = await queries.conversation(session, conversation_id)
        return await self._guard.answer(row.city) if row else []

    async def _take(
        self,
        session: AsyncSession,
        conversation: ConversationRow,
        external_id: str,
        incoming: Incoming | None,
        help_now: list[Reply],
    ) -> Receipt:
        box = Inbox(session, conversation, self._parts.now())
        outbox = Outbox(session, conversation, self._parts.now())
        if incoming is None:
            said = await outbox.say([self._stale])
            await box.keep_stale(external_id, said[0].seq)
            return Receipt(said[0].seq, stale=True)
        if help_now:
            kept = await box.keep(external_id, incoming, Fate.GUARDED)
            await self._say_help(session, conversation, kept.seq, help_now)
            return Receipt(kept.seq)
        return Receipt((await self._keep(session, outbox, box, external_id, incoming)).seq)

    async def _keep(
        self, session: AsyncSession, outbox: Outbox, box: Inbox, external_id: str, incoming: Incoming
    ) -> InboxRow:
        """Keeps a message for the brain. When those before it have to wait, so must this one, and the learner knows."""
        first = await queries.first_waiting(session, outbox.conversation_id)
        kept = await box.keep(external_id, incoming)
        if first is not None and first.told:
            await outbox.say([self._kept_too], kept.seq)
            kept.told = True
        return kept

    def _extend(self, conversation: ConversationRow) -> None:
        conversation.last_word = self._parts.now()
        conversation.expires = conversation.last_word + self._parts.keep


def _incoming(text: str | None, tap: Tap | None) -> Incoming:
    if tap is not None:
        return Incoming(tap.title, tap.intent, dict(tap.entities))
    return Incoming(limits.clean(text or ""))

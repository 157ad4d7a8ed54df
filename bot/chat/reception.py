"""How a message gets in: known and writable conversation, not seen before, within the limits, then the guard."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.badges.model import Way
from bot.badges.recognition.doing import is_about_another
from bot.badges.recognition.model import ASKED
from bot.chat import inbox, limits, queries
from bot.chat.desk import Desk
from bot.chat.guard import Guard
from bot.chat.inbox import Incoming
from bot.chat.limits import Allowance
from bot.chat.model import Fate, Receipt, Reply, Tap
from bot.chat.parts import Parts


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel handed in: words or what a button means, a button's token, or a remark of the guide's instead."""

    conversation_id: str
    external_id: str
    incoming: Incoming | None = None
    button: str = ""
    remark: Reply | None = None
    file: bytes | None = None
    help_now: list[Reply] = field(default_factory=list)
    """The guard's answer, if it found harm or distress."""


class Reception:
    """The guard stands here and not in the worker's line, so that help never waits behind a brain that is down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._guard = Guard(parts.cities, parts.words)
        self._stale = Reply(parts.words.text("faults.stale"))
        self._kept_too = Reply(parts.words.text("faults.kept_too"))
        self._checking = Reply(parts.words.text("claims.checking"))
        self._too_many = Reply(parts.words.text("claims.refused.too_many"))
        self._file_sent = Incoming(parts.words.text("claims.file_sent"))
        self._hidden = parts.words.text("claims.address_hidden")

    async def receive(
        self, conversation_id: str, external_id: str, text: str | None, button: str | None, tap: Tap | None
    ) -> Receipt:
        """See `Chat.receive`."""
        limits.checked_id(external_id)
        incoming = _incoming(text, tap) if button is None else None
        help_now = await self._help(conversation_id, incoming) if incoming and not incoming.intent else []
        post = Post(conversation_id, external_id, incoming, button or "", help_now=help_now)
        receipt = await self._parts.store.change(lambda connection: self._take(connection, post))
        self._came(conversation_id)
        return receipt

    async def receive_file(self, conversation_id: str, external_id: str, content: bytes) -> Receipt:
        """See `Chat.receive_file`."""
        limits.checked_id(external_id)
        post = Post(conversation_id, external_id, file=content)
        receipt = await self._parts.store.change(lambda connection: self._take(connection, post))
        self._came(conversation_id)
        return receipt

    async def remark(self, conversation_id: str, external_id: str, text: str) -> Receipt:
        """See `Chat.remark`."""
        limits.checked_id(external_id)
        post = Post(conversation_id, external_id, remark=Reply(text))
        receipt = await self._parts.store.change(lambda connection: self._take(connection, post))
        self._came(conversation_id)
        return receipt

    async def amend(self, conversation_id: str, external_id: str, text: str) -> bool:
        """See `Chat.amend`."""
        incoming = Incoming(limits.clean(text))
        help_now = await self._help(conversation_id, incoming)
        post = Post(conversation_id, external_id, incoming, help_now=help_now)
        amended = await self._parts.store.change(lambda connection: self._amend(connection, post))
        if amended:
            self._came(conversation_id)
        return amended

    def _came(self, conversation_id: str) -> None:
        self._parts.news.tell(conversation_id)
        self._parts.work.set()

    async def _help(self, conversation_id: str, incoming: Incoming) -> list[Reply]:
        """The guard's answer, made before the transaction, which must not wait for anything."""
        if not await self._guard.alarmed(incoming.text):
            return []
        async with self._parts.store.read() as session:
            row = await queries.conversation(session, conversation_id)
        if row is None or await self._is_about_caring(row.slots.get("question"), incoming.text):
            return []
        return await self._guard.answer(row.city)

    async def _is_about_caring(self, question: object, text: str) -> bool:
        """What is hard about caring for somebody sounds like harm by many of its words. As the answer to that question
        it goes on to the guide, which takes it as one, names help and tells an adviser (actions/recognition.py)."""
        asked = isinstance(question, str) and question.startswith(ASKED)
        return asked and is_about_another(text) and not await self._guard.alarmed(text, only_signs=True)

    def _take(self, connection: Connection, post: Post) -> Receipt:
        conversation = queries.writable_row(connection, post.conversation_id)
        earlier = queries.delivery(connection, post.conversation_id, post.external_id)
        if earlier is not None:
            return Receipt(earlier.seq, earlier.state == Fate.STALE)
        now = self._parts.now()
        left = Allowance(conversation.allowance, conversation.allowance_at).spend(now)
        desk = Desk(connection, conversation, post.external_id, now)
        receipt = self._keep(desk, post)
        desk.close(self._parts.keep, left)
        return receipt

    def _keep(self, desk: Desk, post: Post) -> Receipt:
        if post.remark is not None:
            return desk.remark(post.remark)
        if post.file is not None:
            return self._keep_file(desk, post.file)
        incoming = post.incoming or inbox.meaning(desk.connection, desk.conversation, post.button, desk.now)
        if incoming is None:
            return desk.refuse(self._stale)
        heard = self._hear(desk, incoming)
        if post.help_now:
            return desk.guard(heard or incoming, post.help_now)
        return desk.answer(heard, self._checking) if heard else desk.take(incoming, self._kept_too)

    def _keep_file(self, desk: Desk, file: bytes) -> Receipt:
        """Of the file only is shown that there was one; it waits to be looked at, and goes then."""
        claims, learner_id = self._parts.claims, desk.conversation.learner_id
        taken = claims is not None and claims.put(desk.connection, learner_id, Way.FILE, file, desk.external_id)
        return desk.answer(self._file_sent, self._checking if taken else self._too_many)

    def _hear(self, desk: Desk, incoming: Incoming) -> Incoming | None:
        """What is kept of a message with the address that a badge is made out to; None for any other message."""
        if self._parts.claims is None or incoming.intent or "@" not in incoming.text:
            return None
        learner_id = desk.conversation.learner_id
        heard = self._parts.claims.hear(desk.connection, learner_id, incoming.text, self._hidden)
        return Incoming(heard) if heard else None

    def _amend(self, connection: Connection, post: Post) -> bool:
        conversation = queries.writable_row(connection, post.conversation_id)
        kept = queries.delivery(connection, post.conversation_id, post.external_id)
        if kept is None or kept.state != Fate.WAITING or post.incoming is None:
            return False
        desk = Desk(connection, conversation, post.external_id, self._parts.now())
        heard = self._hear(desk, post.incoming) or post.incoming
        desk.amend(kept.seq, heard.text, post.help_now)
        desk.close(self._parts.keep)
        return True


def _incoming(text: str | None, tap: Tap | None) -> Incoming:
    if tap is not None:
        return Incoming(tap.title, tap.intent, dict(tap.entities))
    return Incoming(limits.clean(text or ""))

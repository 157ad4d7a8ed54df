"""What a channel that has to call its learners keeps in the store."""

import secrets
from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from bot.chat import queries as chat_queries
from bot.chat import tokens
from bot.chat.model import Handling
from bot.chat.news import Feed
from bot.chat.parts import Parts
from bot.chat.reach import queries
from bot.chat.reach.model import CODE_LIFE, KNOWN_FOR, LEAD, Address, Received
from bot.chat.reach.seal import Seal
from bot.chat.reach.tables import AddressRow, LinkCodeRow

if TYPE_CHECKING:
    from sqlalchemy import Row


class Reach:
    """Of one channel, such as `telegram:123456789`: that bot's updates and chats."""

    def __init__(self, parts: Parts, seal: Seal, channel: str) -> None:
        self._parts = parts
        self._store = parts.store
        self._seal = seal
        self._channel = channel
        self._owner = secrets.token_hex(16)

    def key_of(self, chat_id: int) -> str:
        """A chat's pseudonym."""
        return self._seal.key_of(f"{self._channel} {chat_id}")

    def news(self) -> AbstractContextManager[Feed]:
        """Tells of every conversation in which something happens in this process."""
        return self._parts.news.feed()

    # ---- what came in

    async def keep(self, number: int, sender: str, body: bytes) -> bool:
        """Stores an update that came in; False when it came before."""
        row = {
            "channel": self._channel, "number": number, "at": self._parts.now(), "waiting": True, "sender": sender,
            "sealed": self._seal.close(body, f"{self._channel} {number}"), "tries": 0,
        }  # fmt: skip
        return await self._store.change(lambda connection: queries.keep(connection, row))

    async def waiting(self) -> list[Received]:
        """Updates that were not handled yet, as they came. What cannot be opened any more is left empty."""
        async with self._store.read() as session:
            rows = await queries.waiting(session, self._channel)
        return [
            Received(
                row.number, row.sender, self._seal.open(row.sealed, f"{self._channel} {row.number}") or b"", row.tries
            )
            for row in rows
        ]

    async def done(self, number: int) -> None:
        """Forgets all of an update but its number."""
        await self._store.change(lambda connection: queries.done(connection, self._channel, number))

    async def count_try(self, number: int) -> int:
        """Counts a try to handle an update that failed; gives how many there were."""
        async with self._store.write() as session:
            return await queries.count_try(session, self._channel, number)

    # ---- where to

    async def find(self, key: str) -> Address | None:
        """The address of a chat; None when nobody talks there."""
        row = await self._store.look(lambda connection: queries.address(connection, key))
        return self._address(row) if row else None

    async def of(self, conversations: Collection[str]) -> list[Address]:
        """Where these conversations are answered; nothing where the learner blocked the bot."""
        rows = await self._store.look(lambda connection: queries.addresses_of(connection, self._channel, conversations))
        return [self._address(row) for row in rows]

    async def behind(self) -> list[Address]:
        """Addresses that have not been sent all that was said, longest waiting first, a bounded number."""
        async with self._store.read() as session:
            return [self._address(row) for row in await queries.behind(session, self._channel)]

    async def put(self, chat_id: int, conversation_id: str, sent: int = 0, campaign: str = "") -> None:
        """A chat's messages belong to this conversation from now on."""
        async with self._store.write() as session:
            await queries.put(session, self._row(chat_id, conversation_id, sent, campaign))

    async def delivered(self, key: str, seq: int, part: int = 0) -> None:
        """All up to `seq` was delivered, and `part` pieces of the message after it."""
        await self._store.change(lambda connection: queries.note(connection, key, seq, part))

    async def blocked(self, key: str, *, blocked: bool = True) -> None:
        """The learner blocked the bot, or lets it write again."""
        async with self._store.write() as session:
            await queries.change(session, key, blocked=blocked)

    async def quiet(self, key: str, after: int) -> None:
        """Nothing unasked goes there after that seq; 0 lets it again."""
        async with self._store.write() as session:
            await queries.change(session, key, quiet=after)

    async def moved(self, address: Address, chat_id: int) -> Address:
        """The chat has another number now."""
        key = self.key_of(chat_id)
        sealed = self._seal.close(str(chat_id).encode(), key)
        async with self._store.write() as session:
            await queries.change(session, address.key, key=key, sealed=sealed)
        return Address(key, address.conversation_id, chat_id, address.sent, address.part, address.quiet)

    # ---- going on elsewhere

    async def link_code(self, conversation_id: str) -> str:
        """A code that opens a conversation here, once and within ten minutes. ErasedError, NoSuchConversationError."""
        code = secrets.token_urlsafe(24)
        async with self._store.write() as session:
            await chat_queries.writable(session, conversation_id)
            expires = self._parts.now() + CODE_LIFE
            session.add(LinkCodeRow(digest=tokens.digest(code), conversation_id=conversation_id, expires=expires))
        return code

    async def redeem(self, code: str, chat_id: int) -> str | None:
        """Leads a chat to the conversation that a code opens; what was said there since the learner's last words is
        said again. None when the code is unknown, used or over."""
        async with self._store.write() as session:
            conversation_id = await queries.take_code(session, tokens.digest(code), self._parts.now())
            if conversation_id is not None:
                sent = await chat_queries.last_said(session, conversation_id)
                await queries.put(session, self._row(chat_id, conversation_id, sent))
        return conversation_id

    async def is_used(self, conversation_id: str) -> bool:
        """Whether the learner said anything there."""
        async with self._store.read() as session:
            return await chat_queries.last_said(session, conversation_id) > 0

    async def handling(self, conversation_id: str) -> Handling:
        """Who answers there at present; ERASED also when it is gone."""
        found = await self._store.look(lambda connection: queries.handling(connection, conversation_id))
        return Handling(found) if found else Handling.ERASED

    # ---- one process at a time

    async def lead(self) -> bool:
        """Whether this process works for the channel; to be asked again well within eight seconds."""
        async with self._store.write() as session:
            if self._store.is_sqlite:
                # This process is the only writer, so whoever led before has ended.
                await queries.oust(session, self._channel, self._owner)
            return await queries.lead(session, self._channel, self._owner, self._parts.now(), LEAD)

    async def leave(self) -> None:
        """Lets another process lead."""
        async with self._store.write() as session:
            await queries.leave(session, self._channel, self._owner)

    async def sweep(self) -> None:
        """Deletes what is over: codes, and the numbers of updates that nobody sends again."""
        now = self._parts.now()
        async with self._store.write() as session:
            await queries.sweep(session, now, now - KNOWN_FOR)

    def _row(self, chat_id: int, conversation_id: str, sent: int, campaign: str = "") -> dict[str, Any]:
        key = self.key_of(chat_id)
        return {
            "key": key, "channel": self._channel, "conversation_id": conversation_id, "sent": sent, "part": 0,
            "sealed": self._seal.close(str(chat_id).encode(), key), "campaign": campaign[:48],
            "blocked": False, "quiet": 0,
        }  # fmt: skip

    def _address(self, row: "AddressRow | Row[Any]") -> Address:
        opened = self._seal.open(row.sealed, row.key)
        chat_id = int(opened) if opened else 0
        return Address(row.key, row.conversation_id, chat_id, row.sent, row.part, row.quiet, row.blocked)

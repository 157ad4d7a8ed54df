"""Puts replies where every channel reads them, every button behind a token of its own."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.model import Message, Reply, Speaker
from bot.chat.sheet import Sheet
from bot.chat.statements import ADD_BUTTONS, ADD_MESSAGES
from bot.chat.tables import ConversationRow


class Outbox:
    """Writes to one locked conversation within one transaction."""

    def __init__(self, session: AsyncSession, conversation: ConversationRow, now: datetime) -> None:
        self._session = session
        self._conversation = conversation
        self._now = now

    async def say(self, replies: Iterable[Reply], answers: int | None = None) -> list[Message]:
        """What the guide says; `answers` is the seq of the message that it replies to."""
        sheet = self._sheet()
        said = sheet.say(replies, answers)
        await self._keep(sheet)
        return said

    async def put(self, speaker: Speaker, reply: Reply, answers: int | None = None) -> Message:
        """One bubble of whoever speaks."""
        sheet = self._sheet()
        said = sheet.put(speaker, reply, answers)
        await self._keep(sheet)
        return said

    def _sheet(self) -> Sheet:
        held = self._conversation
        return Sheet(held.id, held.epoch, held.next_seq, self._now)

    async def _keep(self, sheet: Sheet) -> None:
        await self._session.run_sync(lambda session: write(session.connection(), sheet))
        self._conversation.next_seq = sheet.next_seq


def write(connection: Connection, sheet: Sheet) -> None:
    """Stores a sheet's bubbles and buttons; the conversation's `next_seq` is the caller's to keep."""
    if sheet.messages:
        connection.execute(ADD_MESSAGES, sheet.messages)
    if sheet.buttons:
        connection.execute(ADD_BUTTONS, sheet.buttons)

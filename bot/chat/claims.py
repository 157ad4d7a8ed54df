"""Looks at what learners claim, and tells them. A claim is looked at outside of any turn, since that may take the
network; it waits in the store, so none is lost and none is settled twice."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.cards import held_card
from bot.badges.claiming.model import Claim, Said
from bot.chat.model import Handling, Reply, Tap
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.ports import ClaimDesk
from bot.chat.tables import ConversationRow

AT_ONCE = 3
"""Claims in hand in one process."""
WAYS_ON = ("taken", "taken_old", "taken_many", "taken_unconfirmed", "already")


class Claims:
    def __init__(self, parts: Parts, desk: ClaimDesk) -> None:
        self._parts = parts
        self._desk = desk
        self._words = parts.words
        self._see = Tap(parts.words.text("claims.see_mine"), "ask_my_badges")

    async def deliver(self) -> None:
        """Settles every claim that waits."""
        if await self._desk.due():
            await asyncio.gather(*(self._work_off() for _ in range(AT_ONCE)))

    async def recheck(self) -> None:
        """Looks again at what learners hold."""
        await self._desk.recheck()
        await self._desk.sweep()

    async def _work_off(self) -> None:
        while claim := await self._desk.take():
            await self._settle(claim)

    async def _settle(self, claim: Claim) -> None:
        looked = await self._desk.look(claim)
        told: str | None = None
        async with self._parts.store.write() as session:
            conversation = await _last_conversation(session, claim.learner_id)
            said = await self._desk.settle(session, claim, looked)
            if conversation is not None and said:
                await Outbox(session, conversation, self._parts.now()).say(self._replies(said))
                told = conversation.id
        if told:
            self._parts.news.tell(told)

    def _replies(self, said: Sequence[Said]) -> list[Reply]:
        return [self._reply(one) for one in said]

    def _reply(self, said: Said) -> Reply:
        cards = [held_card(self._words, held) for held in said.held]
        buttons = (self._see,) if said.key in WAYS_ON else ()
        return Reply(self._words.say(f"claims.{said.key}", **said.places), buttons, cards)


async def _last_conversation(session: AsyncSession, learner_id: str) -> ConversationRow | None:
    """Where the learner spoke last, locked; None when there is none to speak in."""
    found = await session.scalars(
        select(ConversationRow)
        .where(ConversationRow.learner_id == learner_id, ConversationRow.handling != Handling.ERASED)
        .order_by(ConversationRow.last_word.desc())
        .limit(1)
        .with_for_update()
    )
    return found.one_or_none()

"""A chat in a small city with issuers, where badges can be brought; the vectors' pages are files."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import words
from bot.badges.claiming.pages import OwnPages
from bot.badges.claiming.service import Claims
from bot.badges.issuing.hosting import Hosting
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.service import Issuing
from bot.badges.model import Held
from bot.badges.service import Badges
from bot.badges.verification.fetching import MappedPages
from bot.catalogue.tables import ClaimCodeRow
from bot.chat.claims import Claims as ClaimWork
from bot.chat.model import Message, Speaker
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.people.service import People
from bot.store.engine import Store
from tests.badges.issuing.helpers import AT
from tests.badges.issuing.town import fill
from tests.badges.verification import vectors
from tests.fakes import FakeCities, FakeCity, FakeClock

CITY = "fernley"


@dataclass
class Town:
    """What a test asks and does."""

    store: Store
    chat: Chat
    claims: Claims
    badges: Badges
    issuing: Issuing
    parts: Parts
    work: ClaimWork
    site: Path
    """What stands at https://badges.example/."""
    talk: str
    learner: str

    async def send(self, content: bytes, id_: str = "f1") -> list[str]:
        """Sends a file; what the guide said to it in the end."""
        await self.chat.receive_file(self.talk, id_, content)
        return await self.answers()

    async def bring(self, way: str, what: str) -> list[str]:
        """As an action's effect does."""
        async with self.store.write() as session:
            await self.badges.handlers["claim"](session, self.learner, {"way": way, "what": what})
        return await self.answers()

    async def write(self, text: str, id_: str = "m1") -> list[str]:
        await self.chat.receive(self.talk, id_, text)
        return await self.answers()

    async def answers(self) -> list[str]:
        """What the guide says once the claims are looked at, since it was last listened to."""
        last = (await self.messages())[-1].seq
        await self.work.deliver()
        return [one.text for one in await self.chat.messages(self.talk, last)]

    async def messages(self) -> list[Message]:
        return await self.chat.messages(self.talk, 0)

    async def shown(self) -> list[str]:
        return [one.text for one in await self.messages() if one.speaker is Speaker.YOU]

    async def held(self) -> list[Held]:
        return await self.badges.held(self.learner)


@pytest.fixture
async def town(store: Store, clock: FakeClock, tmp_path: Path) -> Town:
    async with store.write() as session:
        await fill(session)
        for code, uses in (("FERN-2UNM-KAX5", 1), ("FERN-FWA4-5WE7", 2)):
            session.add(
                ClaimCodeRow(
                    id=f"{CITY}:claim_code:{code}",
                    city=CITY,
                    source="test",
                    source_id=code,
                    digest="",
                    badge="beats",
                    uses_left=uses,
                    expires=None,
                )
            )
    site = tmp_path / "site"
    site.mkdir()
    ring = KeyRing(tmp_path / "keys")
    issuing, hosting = Issuing(store, ring, AT, clock), Hosting(store, ring, AT, clock)
    beyond = MappedPages({"https://badges.example/": site}, vectors.pages())
    claims = Claims(store, issuing, OwnPages(AT.base, hosting, beyond), clock)
    badges = Badges(store, clock, claims)
    people = People(store, clock, [badges])
    cities = FakeCities(FakeCity(CITY, "Fernley"))
    parts = Parts(store, people, cities, words.load(), now=clock, claims=claims)
    chat = Chat(parts)
    begun = await chat.begin(CITY, "web", "en")
    learner = begun.conversation.learner_id or ""
    work = ClaimWork(parts, claims)
    return Town(store, chat, claims, badges, issuing, parts, work, site, begun.conversation.id, learner)

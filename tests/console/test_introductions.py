"""An adviser's queue of introductions, the mentor's link, and what an employer sees."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.app import Edge
from bot.catalogue.tables import MentorRow
from bot.console.model import Grant, Role
from bot.console.pages.introductions import mailed
from bot.mentors.model import State
from bot.mentors.service import Introductions
from bot.store.engine import Store
from bot.words import load
from tests.console.conftest import CITY, Colleague, Hire
from tests.fakes import FakeClock

MENTOR = f"{CITY}:mentor:ada"


@pytest.fixture
def introductions(store: Store, clock: FakeClock) -> Introductions:
    return Introductions(store, load(), "", clock)


async def asked(edge: Edge, introductions: Introductions, store: Store) -> tuple[str, str]:
    """(introduction, learner) of a new request."""
    learner = (await edge.services.chat.begin(CITY, "web", "en")).conversation.learner_id
    assert learner is not None
    async with store.write() as session:
        data = {"mentor": MENTOR, "name": "Ada", "asks": "What is a day like?", "age": 16}
        await introductions.handlers["introduce"](session, learner, data)
    (one,) = await introductions.of_learner(learner)
    return one.id, learner


async def test_an_adviser_approves_and_the_mentor_answers(
    adviser: Colleague, hire: Hire, edge: Edge, introductions: Introductions, store: Store
) -> None:
    id, learner = await asked(edge, introductions, store)
    page = await adviser.read("/introductions")
    assert "What is a day like?" in page
    assert "meet/" not in page
    await adviser.done(f"/introductions/{id}", do="approve")
    found = re.search(r"/console(/meet/[0-9a-f.]+)", await adviser.read("/introductions"))
    assert found
    mentor = await hire(signed_in=False)
    assert "What is a day like?" in await mentor.read(found[1])
    assert (await mentor.post(found[1], do="accept", times="mail ada@example.org")).status == 422
    await mentor.done(found[1], do="accept", times="Wed 17:30\nSat 11:00")
    (one,) = await introductions.of_learner(learner)
    assert (one.state, one.times) == (State.ACCEPTED, ("Wed 17:30", "Sat 11:00"))
    assert (await mentor.post(found[1], do="decline")).status == 409


async def test_advisers_of_another_city_see_and_decide_nothing(
    hire: Hire, edge: Edge, introductions: Introductions, store: Store
) -> None:
    id, learner = await asked(edge, introductions, store)
    stranger = await hire(Grant(Role.ADVISER, "elsewhere"))
    assert "What is a day like?" not in await stranger.read("/introductions")
    assert (await stranger.post(f"/introductions/{id}", do="approve")).status == 404
    (one,) = await introductions.of_learner(learner)
    assert one.state is State.ASKED


async def test_a_link_that_is_not_good_says_so(hire: Hire) -> None:
    mentor = await hire(signed_in=False)
    assert (await mentor.get("/meet/" + "0" * 32 + "." + "0" * 64)).status == 404


async def test_an_employer_sees_a_page_of_their_own(hire: Hire) -> None:
    employer = await hire(Grant(Role.EMPLOYER, CITY, f"{CITY}:org:lib"))
    page = await employer.read("/openings")
    assert "Nobody yet" in page


class Post:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    async def send(self, to: Sequence[str], subject: str, text: str) -> bool:
        self.sent += [(address, text) for address in to]
        return True


async def test_where_mail_is_set_up_the_mentor_has_their_link_by_mail(
    edge: Edge, introductions: Introductions, store: Store
) -> None:
    id, _ = await asked(edge, introductions, store)
    async with store.write() as session:
        named = {"name": "Ada", "occupation": "baker", "contact_email": "ada@example.org"}
        session.add(MentorRow(id=MENTOR, city=CITY, source="test", source_id="ada", digest="", **named))
        await session.flush()
        await introductions.approve(session, id, {CITY}, "somebody")
    post = Post()
    assert await mailed(replace(edge.desk, mailer=post), id, {CITY})
    ((address, text),) = post.sent
    assert address == "ada@example.org"
    assert "/console/meet/" in text
    assert "What is a day like?" not in text, "only behind the link"
    assert not await mailed(edge.desk, id, {CITY}), "an adviser sends it where no mail is set up"

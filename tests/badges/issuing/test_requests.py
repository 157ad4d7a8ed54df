"""Requests and shared pages on both stores: what the talk's effects change, and what issuers make of it."""

from bot.badges.issuing.notices import Notices
from bot.badges.issuing.orders import Order
from bot.badges.issuing.service import Issuing
from bot.badges.keeper import AwardsKeeper
from bot.badges.model import RequestState
from bot.badges.recognition.service import Recognition
from bot.badges.service import Badges
from bot.badges.sharing.service import Sharing
from bot.store.engine import Store
from tests.badges.issuing.helpers import AT
from tests.badges.issuing.town import KITCHEN, STUDIO
from tests.fakes import FakeClock


async def recognise(store: Store, clock: FakeClock, learner: str, *deeds: dict[str, object]) -> None:
    handler = AwardsKeeper(clock).handlers["recognise"]
    async with store.write() as session:
        for deed in deeds:
            await handler(session, learner, deed)


async def ask(store: Store, clock: FakeClock, learner: str) -> None:
    """A request for the studio's badge."""
    await recognise(
        store,
        clock,
        learner,
        {"do": "begin", "city": "fernley", "words": "i make beats", "skills": []},
        {"do": "answer", "about": "long", "said": "2 years"},
        {"do": "skills", "skills": ["Mixing tracks"]},
        {"do": "choose", "badge": "fernley:badge:beats"},
        {"do": "send"},
    )


async def test_a_request_is_asked_back_answered_and_approved(
    issuing: Issuing, town: Store, learner: str, clock: FakeClock
) -> None:
    recognition, board = Recognition(town, issuing, clock), Notices(town, clock)
    await ask(town, clock, learner)
    assert await recognition.queue(KITCHEN) == []
    (request,) = await recognition.queue(STUDIO)
    assert (request.badge_name, request.answers, list(request.skills)) == (
        "Beat Maker",
        {"long": "2 years"},
        ["Mixing tracks"],
    )
    await recognition.ask_back(STUDIO, request.id, "On what?")
    asked = await recognition.asked_back(learner)
    assert asked is not None
    assert asked.reason == "On what?"
    await recognise(town, clock, learner, {"do": "reply", "said": "my phone"})
    await recognition.approve(STUDIO, request.id)
    assert [one.badge for one in await Badges(town, clock).held(learner)] == ["fernley:badge:beats"]
    assert sorted(one.key for one in await board.due()) == ["notices.approved", "notices.asked_back"]
    async with town.write() as session:
        assert [await board.claim(session, one.id) for one in await board.due()] == [True, True]
    assert await board.due() == []


async def test_asking_for_the_same_badge_again_replaces_what_waits(
    issuing: Issuing, town: Store, learner: str, clock: FakeClock
) -> None:
    recognition = Recognition(town, issuing, clock)
    await ask(town, clock, learner)
    await ask(town, clock, learner)
    assert [one.state for one in await recognition.queue(STUDIO)] == [RequestState.ASKED]
    assert await recognition.unanswered(learner) == 1
    await recognise(town, clock, learner, {"do": "begin", "city": "fernley", "words": "more", "skills": []})
    await recognise(town, clock, learner, {"do": "drop"})
    assert await recognition.draft(learner) is None


async def test_a_page_opens_and_closes(issuing: Issuing, town: Store, learner: str, clock: FakeClock) -> None:
    sharing, handlers = Sharing(town, issuing.ring, AT, clock), AwardsKeeper(clock).handlers
    given = await issuing.give(STUDIO, Order("beats"))
    async with town.write() as session:
        await issuing.claim(session, learner, given.code)
        for number in range(52):
            page = {"hash": f"{number:064}", "awards": [given.award_id, "none"], "name": ""}
            await handlers["share"](session, learner, page)
            clock.forward(seconds=1)
    assert await sharing.open_pages(learner) == 50
    async with town.write() as session:
        await handlers["unshare"](session, learner, {"hash": ""})
    assert await sharing.open_pages(learner) == 0

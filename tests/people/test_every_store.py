"""Goals, quizzes, nudges, expressions and introductions are kept, told and deleted alike on every kind of store."""

from typing import Any

import pytest

from bot.catalogue.service import Catalogue
from bot.mentors.model import State
from bot.mentors.service import Introductions, NoSuchIntroductionError
from bot.openings.service import Openings
from bot.pathways import queries
from bot.pathways.nudges import Nudges
from bot.pathways.service import Pathways
from bot.people.notices import LearnerNotices
from bot.people.service import People
from bot.store.engine import Store
from bot.words import load
from tests.fakes import FakeClock

STAGE = {
    "item": "t:opp:x", "kind": "opportunity", "title": "X", "begins": "2026-12-01", "ends": "2026-12-09",
    "badges": [["t:badge:b", "B"]],
}  # fmt: skip
GOAL = {
    "goal": "t:occupation:nurse", "kind": "occupation", "title": "Nurse", "link": "k" * 43, "plan": [STAGE],
    "ready": "2026-12-09", "missing": ["t:badge:nobody"],
}  # fmt: skip
EXPRESSION = {"opening": "t:opening:o", "title": "O", "organisation": "t:org:e", "words": "Hi", "first_name": "Kai"}
WISH = {"mentor": "t:mentor:m", "name": "Ada", "asks": "What is a day like?", "age": 16}


class Kept:
    """A learner, and all that keeps something about them."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store = store
        catalogue = Catalogue(store, clock)
        self.pathways = Pathways(store, catalogue, clock)
        self.openings = Openings(store, catalogue, clock)
        self.introductions = Introductions(store, load(), "", clock)
        self.people = People(store, clock, [self.pathways, self.openings, self.introductions])
        self.nudges = Nudges(store, self.pathways, catalogue, load(), clock)
        self.learner = ""

    async def do(self, effect: str, **data: Any) -> None:
        async with self.store.write() as session:
            await self.people.handlers[effect](session, self.learner, data)


@pytest.fixture
async def kept(store: Store, clock: FakeClock) -> Kept:
    found = Kept(store, clock)
    async with store.write() as session:
        found.learner = await found.people.add(session, "talk", "t")
    return found


async def test_a_goal_takes_the_place_of_the_one_before(kept: Kept) -> None:
    await kept.do("goal", **GOAL)
    await kept.do("goal", **{**GOAL, "goal": "t:occupation:vet", "title": "Vet", "link": "v" * 43})
    goal = await kept.pathways.kept(kept.learner)
    assert goal is not None
    assert (goal.goal.title, [stage.title for stage in goal.stages]) == ("Vet", ["X"])
    assert await kept.pathways.by_link("k" * 43) is None
    assert await kept.pathways.by_link("v" * 43) is not None


async def test_gaps_are_counted_for_the_city_once_a_goal(kept: Kept) -> None:
    await kept.do("goal", **GOAL)
    await kept.do("goal", **GOAL)
    assert await kept.pathways.gaps("t") == [("t:badge:nobody", "t:occupation:nurse", 1)]


async def test_steps_and_their_proof_are_kept(kept: Kept) -> None:
    await kept.do("goal", **GOAL)
    await kept.do("step", item="t:opp:x", title="X", badges=["t:badge:b"], state="done", proof="provider")
    await kept.do("step", item="t:opp:x", title="X", badges=["t:badge:b"], state="done", proof="badge")
    assert [(each.title, each.proof) for each in await kept.pathways.done(kept.learner)] == [("X", "badge")]


@pytest.mark.parametrize(
    ("effect", "data"),
    [
        ("goal", {**GOAL, "kind": "dream"}),
        ("step", {"item": "x", "title": "X", "state": "perhaps"}),
        ("quiz", {"answers": {"r1": 9}}),
        ("express", {**EXPRESSION, "words": "mail kai@example.org"}),
        ("introduce", {**WISH, "asks": "ring 07700 900123"}),
    ],
)
async def test_data_that_make_no_sense_are_refused(kept: Kept, effect: str, data: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        await kept.do(effect, **data)


async def test_nudges_are_claimed_once_a_week(kept: Kept, clock: FakeClock) -> None:
    await kept.do("goal", **GOAL)
    await kept.do("nudges", wanted=True)
    clock.forward(days=8)
    async with kept.store.read() as session:
        assert await queries.nudgeable(session, clock()) == [(kept.learner, "t")]
    async with kept.store.write() as session:
        assert await kept.nudges.claim(session, kept.learner)
        assert not await kept.nudges.claim(session, kept.learner)
    await kept.do("nudges", wanted=False)
    clock.forward(days=8)
    async with kept.store.write() as session:
        assert not await kept.nudges.claim(session, kept.learner)


async def test_an_expression_is_sent_replaced_and_taken_back(kept: Kept) -> None:
    await kept.do("express", **EXPRESSION)
    await kept.do("express", **{**EXPRESSION, "words": "Hello"})
    assert [each.words for each in await kept.openings.for_employer(["t:org:e"])] == ["Hello"]
    assert await kept.openings.for_employer(["t:org:other"]) == []
    await kept.do("withdraw", opening="t:opening:o")
    assert await kept.openings.for_employer(["t:org:e"]) == []


async def test_an_introduction_goes_its_way_and_is_told(kept: Kept, clock: FakeClock) -> None:
    await kept.do("introduce", **WISH)
    await kept.do("introduce", **WISH)
    (one,) = await kept.introductions.waiting({"t"})
    async with kept.store.write() as session:
        await kept.introductions.approve(session, one.id, {"t"}, "ada")
    link = (await kept.introductions.contact(one.id, {"t"})).link.rpartition("/")[2]
    await kept.introductions.accept(link, "Wed 17:30\nSat 11:00")
    await kept.do("introduction", id=one.id, do="choose", time=1)
    (fixed,) = await kept.introductions.of_learner(kept.learner)
    assert (fixed.state, fixed.when) == (State.FIXED, "Sat 11:00")
    board = LearnerNotices(kept.store, clock)
    notices = await board.due()
    assert len(notices) == 2
    async with kept.store.write() as session:
        assert await board.claim(session, notices[0].id)
        assert not await board.claim(session, notices[0].id)
    assert len(await board.due()) == 1


async def test_another_learner_changes_nothing_of_it(kept: Kept) -> None:
    await kept.do("introduce", **WISH)
    (one,) = await kept.introductions.waiting({"t"})
    async with kept.store.write() as session:
        other = await kept.people.add(session, "other", "t")
        await kept.people.handlers["introduction"](session, other, {"id": one.id, "do": "withdraw"})
    assert [each.state for each in await kept.introductions.of_learner(kept.learner)] == [State.ASKED]


async def test_all_of_it_goes_with_the_learner(kept: Kept) -> None:
    await kept.do("goal", **GOAL)
    await kept.do("quiz", answers={"r1": 4}, not_me=["R"])
    await kept.do("nudges", wanted=True)
    await kept.do("express", **EXPRESSION)
    await kept.do("introduce", **WISH)
    async with kept.store.write() as session:
        told = await kept.people.about(session, kept.learner)
        assert {each["what"] for each in told["pathways"]} == {"goal", "interest quiz", "wish for nudges"}
        receipt = await kept.people.forget(session, kept.learner)
    assert (receipt["pathways"], receipt["expressions_of_interest"], receipt["introductions"]) == (3, 1, 1)
    assert await kept.pathways.kept(kept.learner) is None
    assert await kept.openings.for_employer(["t:org:e"]) == []
    assert await kept.introductions.waiting({"t"}) == []
    with pytest.raises(NoSuchIntroductionError):
        await kept.introductions.by_link("0" * 32 + "." + "0" * 64)

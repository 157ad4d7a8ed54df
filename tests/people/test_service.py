"""Learners are found by their conversation and by nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.effects import Data, Handler
from bot.people.model import Profile
from bot.people.service import NoSuchLearnerError, People
from bot.store.engine import Store
from tests.fakes import FakeClock


@pytest.fixture
def people(store: Store, clock: FakeClock) -> People:
    return People(store, clock)


async def add(people: People, store: Store, talk: str) -> str:
    async with store.write() as session:
        return await people.add(session, talk, "brightport")


async def test_a_new_learner_has_told_nothing(people: People, store: Store) -> None:
    learner_id = await add(people, store, "talk")
    learner = await people.learner("talk")
    assert (learner.id, learner.city, learner.profile) == (learner_id, "brightport", Profile())
    assert await people.plan("talk") == []


async def test_an_unknown_conversation_has_no_learner(people: People) -> None:
    with pytest.raises(NoSuchLearnerError):
        await people.learner("nobody")
    with pytest.raises(NoSuchLearnerError):
        await people.plan("nobody")


async def test_a_reminder_is_claimed_once(people: People, store: Store, clock: FakeClock) -> None:
    learner_id = await add(people, store, "talk")
    async with store.write() as session:
        await people.handlers["remind"](session, learner_id, {"at": "2026-11-23T09:00:00Z", "text": "open day"})
    (reminder,) = await people.due_reminders()
    assert (reminder.city, reminder.text) == ("brightport", "open day")
    async with store.write() as session:
        assert await people.claim(session, reminder.id)
        assert not await people.claim(session, reminder.id)
    assert await people.due_reminders() == []


async def test_forgetting_says_how_much_there_was(people: People, store: Store) -> None:
    learner_id = await add(people, store, "talk")
    async with store.write() as session:
        save = {"item": "x", "kind": "opportunity", "title": "X"}
        await people.handlers["save"](session, learner_id, save)
        assert (await people.forget(session, learner_id))["saved"] == 1
    with pytest.raises(NoSuchLearnerError):
        await people.learner("talk")


class Shelf:
    """A topic that keeps what it is given, for the length of a test."""

    name = "shelf"

    def __init__(self) -> None:
        self.kept: list[str] = []

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {"shelve": self._shelve}

    async def _shelve(self, session: AsyncSession, learner_id: str, data: Data) -> None:
        self.kept.append(data["thing"])

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        return [{"thing": thing} for thing in self.kept]


async def test_what_another_topic_keeps_is_told_and_counted(store: Store, clock: FakeClock) -> None:
    people = People(store, clock, [Shelf()])
    learner_id = await add(people, store, "talk")
    async with store.write() as session:
        await people.handlers["shelve"](session, learner_id, {"thing": "a cup"})
        assert (await people.about(session, learner_id))["shelf"] == [{"thing": "a cup"}]
        assert (await people.forget(session, learner_id))["shelf"] == 1


def test_two_topics_never_apply_one_effect(store: Store) -> None:
    with pytest.raises(ValueError, match="shelve"):
        People(store, keepers=[Shelf(), Shelf()])

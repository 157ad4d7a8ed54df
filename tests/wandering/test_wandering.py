"""A learner who wanders at random through everything: no dead end, no loop, no error, nothing beyond their limits."""

import asyncio
import os
import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.services import Services
from bot.app import Edge, compose
from bot.catalogue.importing import import_folder
from bot.chat.model import Message, Speaker
from bot.chat.worker import Worker
from bot.settings import PROJECT, Settings
from bot.store.engine import Store
from tests.fakes import FakeClock
from tests.wandering.labelled_brain import LabelledBrain, examples

LEARNERS = 10
TURNS = int(os.environ.get("WAYMARK_WANDERING_TURNS", "200"))
"""Turns of each learner; 1,000 each takes some minutes."""
TODAY = date(2026, 11, 23)
ENDS = {"delete_my_data", "disclose_harm"}
"""What ends a talk, or is answered before the brain; both have tests of their own."""
GOODBYES = {"Yes, delete everything"}
QUESTIONS = 3
"""The same question is never put so often in a row."""


async def _load(url: str) -> None:
    store = Store(url)
    await import_folder(store, PROJECT / "cities" / "brightport", today=TODAY)
    await store.close()


@pytest.fixture(scope="module")
def brightport(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wandering") / "brightport.db"
    shutil.copy(migrated_sqlite, path)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_load(f"sqlite:///{path}"))).result()
    return path


class Wanderer:
    """Taps whatever is offered, or says any of the training examples; looks at each answer."""

    def __init__(self, services: Services, worker: Worker, clock: FakeClock, seed: int) -> None:
        self._services = services
        self._chat = services.chat
        self._worker = worker
        self._clock = clock
        self._dice = random.Random(seed)
        self._asked: Counter[str] = Counter()
        self._trail: list[str] = []

    async def wander(self, known: Sequence[dict[str, Any]], turns: int) -> None:
        begun = await self._chat.begin("brightport", "web", "en")
        talk, offered, after = begun.conversation.id, list(_buttons(begun.messages)), begun.messages[-1].seq
        for number in range(turns):
            self._clock.forward(seconds=10)
            rejected = (await self._services.people.learner(talk)).rejected
            button = self._dice.choice(offered) if offered else None
            if button and button["title"] not in GOODBYES and self._dice.random() < 0.5:
                self._trail.append(f"[{button['title']}]")
                receipt = await self._chat.receive(talk, str(number), button=button["token"])
            else:
                said = self._dice.choice(known)
                self._trail.append(said["text"])
                receipt = await self._chat.receive(talk, str(number), text=said["text"])
            while work := await self._worker.take():
                await self._worker.answer(work)
            news = await self._chat.messages(talk, after)
            after = news[-1].seq
            answers = [one for one in news if one.speaker is Speaker.GUIDE and one.seq > receipt.seq]
            await self._look_at(talk, answers, rejected)
            offered = list(_buttons(answers)) or offered

    async def _look_at(self, talk: str, answers: Sequence[Message], rejected: frozenset[str]) -> None:
        story = " > ".join(self._trail[-12:])
        assert any(one.text or one.cards for one in answers), f"no answer: {story}"
        assert not any("{" in one.text for one in answers), f"an open place in the words: {story}"
        self._count_questions(answers, story)
        await self._check_cards(talk, [card for one in answers for card in one.cards], rejected, story)

    def _count_questions(self, answers: Sequence[Message], story: str) -> None:
        put = {one.text for one in answers if one.text.endswith("?")}
        self._asked = Counter({text: self._asked[text] + 1 for text in put})
        looped = [text for text, times in self._asked.items() if times >= QUESTIONS and not self._tapped_again()]
        assert not looped, f"{looped[0]!r} was put {QUESTIONS} times: {story}"

    def _tapped_again(self) -> bool:
        """Whoever asks the same three times gets the same answer."""
        return len(set(self._trail[-QUESTIONS:])) < QUESTIONS

    async def _check_cards(
        self, talk: str, cards: Sequence[Mapping[str, Any]], rejected: frozenset[str], story: str
    ) -> None:
        ids = [card["id"] for card in cards if card["kind"] == "opportunity"]
        held = {each.id: each for each in await self._services.catalogue.get(ids)}
        learner = await self._services.people.learner(talk)
        kept = await self._services.pathways.kept(learner.id)
        chosen = learner.saved | {stage.item for stage in (kept.stages if kept else ())}
        for id in ids:
            assert id in held, f"{id} is not in the catalogue: {story}"
            assert id not in rejected or id in chosen, f"{id} was refused before: {story}"
            age, low, high = learner.profile.age, held[id].age_min or 0, held[id].age_max or 200
            known = age is None or id in chosen
            assert known or low <= (age or 0) <= high, f"{id} is for {low} to {high}, not {age}: {story}"


def _buttons(messages: Sequence[Message]) -> list[Mapping[str, str]]:
    under_cards = [button for one in messages for card in one.cards for button in card["buttons"]]
    return [*(button for one in messages for button in one.buttons), *under_cards]


@pytest.fixture
async def edge(brightport: Path, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Edge]:
    shutil.copy(brightport, tmp_path / "waymark.db")
    store = Store(f"sqlite:///{tmp_path / 'waymark.db'}")
    settings = Settings(home=tmp_path, city="brightport")
    yield compose(settings, store, ["http://127.0.0.1:1"], clock)
    await store.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.mark.parametrize("seed", range(LEARNERS))
async def test_a_wandering_learner_always_gets_on(edge: Edge, clock: FakeClock, seed: int) -> None:
    known = [one for one in examples() if one["intent"]["name"] not in ENDS]
    worker = Worker(edge.worker._parts, LabelledBrain(edge.services, known))
    await Wanderer(edge.services, worker, clock, seed).wander(known, TURNS)

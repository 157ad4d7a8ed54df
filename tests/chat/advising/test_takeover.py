"""Stepping in: an adviser takes a conversation over, writes, and hands it back or falls silent."""

import asyncio
import random

import pytest

from bot.chat.advising.model import SILENCE, HeldError, NotHeldError
from bot.chat.advising.presence import Presence
from bot.chat.advising.summary import Need
from bot.chat.advising.takeover import Takeover
from bot.chat.errors import EmptyTextError, ErasedError, NoSuchConversationError, TooLongError
from bot.chat.model import Effect, Handling, Speaker
from bot.chat.parts import Parts
from bot.chat.ports import Answer, Question
from bot.chat.service import Chat
from bot.chat.tables import ConversationRow
from bot.chat.worker import Worker
from bot.store.engine import Store
from tests.chat.advising.conftest import FOREIGN, KIM, SAM
from tests.chat.helpers import said, since, texts, work_off
from tests.fakes import FakeBrain, FakeClock, echo, effects

TRIES, AT_ONCE = 500, 20


async def row_of(store: Store, talk: str) -> ConversationRow:
    async with store.read() as session:
        return await session.get_one(ConversationRow, talk)


async def test_the_learner_hears_who_is_there(takeover: Takeover, chat: Chat, talk: str) -> None:
    await takeover.take_over(talk, SAM)
    message = (await since(chat, talk))[0]
    assert (message.speaker, message.text) == (Speaker.ADVISER, said("advisers.here", name="Sam"))
    assert await chat.handling(talk) is Handling.ADVISER


async def test_what_an_adviser_writes_arrives_and_what_the_learner_answers_stays_with_them(
    takeover: Takeover, chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    await takeover.take_over(talk, SAM)
    await takeover.say(talk, SAM, "Hi, what can I do?", cards=[{"kind": "opportunity", "id": "a", "title": "A club"}])
    await chat.receive(talk, "1", "help me find a course")
    await work_off(worker)
    messages = await since(chat, talk)
    assert [message.text for message in messages[1:]] == ["Hi, what can I do?", "help me find a course"]
    assert messages[1].cards[0]["title"] == "A club"
    assert brain.asked == []


async def test_the_same_message_sent_twice_arrives_once(takeover: Takeover, chat: Chat, talk: str) -> None:
    await takeover.take_over(talk, SAM)
    sent = await asyncio.gather(*(takeover.say(talk, SAM, "Hello", key="one") for _ in range(5)))
    assert len({message.seq for message in sent}) == 1
    assert (await texts(chat, talk)).count("Hello") == 1


async def test_nobody_writes_without_having_taken_over(takeover: Takeover, talk: str) -> None:
    with pytest.raises(NotHeldError):
        await takeover.say(talk, SAM, "Hello")
    await takeover.take_over(talk, SAM)
    with pytest.raises(NotHeldError):
        await takeover.say(talk, KIM, "Hello")


async def test_two_advisers_cannot_have_one_conversation(takeover: Takeover, talk: str, store: Store) -> None:
    results = await asyncio.gather(takeover.take_over(talk, SAM), takeover.take_over(talk, KIM), return_exceptions=True)
    assert [type(result) for result in results if result] == [HeldError]
    holder = (await row_of(store, talk)).holder
    other = KIM if holder == "sam" else SAM
    await takeover.take_over(talk, other, from_holder=True)
    assert (await row_of(store, talk)).holder == other.id


async def test_another_citys_adviser_finds_nothing(takeover: Takeover, presence: Presence, talk: str) -> None:
    for attempt in (
        takeover.take_over(talk, FOREIGN),
        takeover.say(talk, FOREIGN, "Hello"),
        takeover.hand_back(talk, FOREIGN),
        presence.here(talk, FOREIGN),
    ):
        with pytest.raises(NoSuchConversationError):
            await attempt


async def test_an_erased_conversation_cannot_be_taken(takeover: Takeover, chat: Chat, talk: str) -> None:
    await chat.erase(talk)
    with pytest.raises(ErasedError):
        await takeover.take_over(talk, SAM)


@pytest.mark.parametrize(("text", "error"), [("  ", EmptyTextError), ("x" * 2001, TooLongError)])
async def test_empty_and_endless_messages_are_refused(
    takeover: Takeover, talk: str, text: str, error: type[Exception]
) -> None:
    await takeover.take_over(talk, SAM)
    with pytest.raises(error):
        await takeover.say(talk, SAM, text)


async def test_the_guide_says_what_was_agreed_and_knows_it(
    takeover: Takeover, chat: Chat, talk: str, worker: Worker, brain: FakeBrain
) -> None:
    await takeover.take_over(talk, SAM)
    await takeover.hand_back(talk, SAM, agreed="You try the coding club on Tuesday.")
    agreed = said("advisers.agreed", agreed="You try the coding club on Tuesday.")
    assert agreed in await texts(chat, talk)
    await chat.receive(talk, "1", "ok what next")
    await work_off(worker)
    assert agreed in [event.get("text") for event in brain.asked[-1].events]


async def test_ten_minutes_of_silence_end_it_with_a_line(
    takeover: Takeover, chat: Chat, talk: str, clock: FakeClock, store: Store
) -> None:
    await takeover.take_over(talk, SAM)
    clock.forward(minutes=9)
    assert await takeover.lapse() == 0
    clock.forward(minutes=1)
    assert await takeover.lapse() == 1
    assert (await texts(chat, talk))[-1] == said("advisers.lapsed", name="Sam")
    assert await chat.handling(talk) is Handling.GUIDE
    assert await takeover.lapse() == 0
    with pytest.raises(NotHeldError):
        await takeover.say(talk, SAM, "Sorry, I am back")


async def test_a_learner_who_waited_is_queued_again_when_the_adviser_fell_silent(
    takeover: Takeover, chat: Chat, talk: str, clock: FakeClock, store: Store
) -> None:
    await takeover.take_over(talk, SAM)
    clock.forward(seconds=1)
    await chat.receive(talk, "1", "are you there?")
    clock.forward(minutes=10)
    await takeover.lapse()
    assert said("advisers.lapsed_open") in await texts(chat, talk)
    row = await row_of(store, talk)
    assert (row.handling, row.need) == (Handling.QUEUED, Need.ASKED)


async def test_typing_keeps_it_and_the_draft_is_kept(
    takeover: Takeover, presence: Presence, talk: str, clock: FakeClock, store: Store
) -> None:
    await takeover.take_over(talk, SAM)
    for minute in range(4):
        clock.forward(minutes=5)
        await presence.here(talk, SAM, draft=f"I am writing {minute}")
    assert await takeover.lapse() == 0
    async with store.read() as session:
        assert await presence.draft(session, talk, SAM) == "I am writing 3"
        assert await presence.others(session, talk, KIM) == [("Sam", True)]
        assert await presence.others(session, talk, SAM) == []
    clock.forward(minutes=SILENCE.total_seconds() / 60)
    assert await takeover.lapse() == 1


async def test_a_wish_for_a_person_waits_until_one_comes(
    takeover: Takeover, chat: Chat, talk: str, worker: Worker, brain: FakeBrain, store: Store
) -> None:
    brain.answers = effects(Effect("handover", {"reason": "asked"}), Effect("profile", {"set": {"age": 16}}))
    await chat.receive(talk, "1", "can i talk to someone")
    await work_off(worker)
    row = await row_of(store, talk)
    assert (row.need, row.unread, row.age_band) == (Need.ASKED, True, "16-17")
    await takeover.take_over(talk, SAM)
    row = await row_of(store, talk)
    assert (row.need, row.unread, row.assigned) == (Need.NONE, False, "sam")


async def test_a_worry_stays_after_somebody_came(takeover: Takeover, chat: Chat, talk: str, store: Store) -> None:
    await chat.receive(talk, "1", "i want to kill myself")
    assert (await row_of(store, talk)).need == Need.WORRIED
    await takeover.take_over(talk, SAM)
    assert (await row_of(store, talk)).need == Need.WORRIED


class SlowBrain:
    """Thinks for a moment, each time another."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    async def turn(self, question: Question) -> Answer:
        await asyncio.sleep(self._random.uniform(0, 0.004))
        return echo(question)


async def test_takeovers_against_a_turn_in_flight(parts: Parts, takeover: Takeover) -> None:
    """Once a takeover is confirmed, the guide says nothing more: not once in 1,000 tries, half on each database."""
    chat, worker, chance = Chat(parts), Worker(parts, SlowBrain(1)), random.Random(2)
    overtaken = 0

    async def race() -> bool:
        talk = (await chat.begin("brightport", "web", "en")).conversation.id
        await chat.receive(talk, "1", "hello")
        work = await worker.take()
        assert work is not None
        answering = asyncio.create_task(worker.answer(work))
        await asyncio.sleep(chance.uniform(0, 0.006))
        await takeover.take_over(work.conversation_id, SAM)
        await answering
        messages = await since(chat, work.conversation_id)
        confirmed = next(message.seq for message in messages if message.speaker is Speaker.ADVISER)
        assert [message.text for message in messages if message.seq > confirmed] == []
        return len(messages) == 2

    for _ in range(TRIES // AT_ONCE):
        overtaken += sum(await asyncio.gather(*(race() for _ in range(AT_ONCE))))
    assert 0 < overtaken < TRIES, "both sides won sometimes, so it was a race"

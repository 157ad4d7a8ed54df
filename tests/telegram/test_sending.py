"""What goes wrong between here and a phone: nothing is lost, nothing comes twice, the order stays."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.chat.model import Reply, Tap
from bot.chat.ports import Answer, Question
from bot.store.engine import Store
from tests.telegram.bot_api import BotApi, Stand
from tests.telegram.faults import Fault, Silence, bad, blocked, broken, migrated, too_many
from tests.telegram.guide import Guide, SlowBrain, at_work, made
from tests.telegram.methods import METHODS, send_message
from tests.telegram.person import Person


def answers(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text.startswith("You said")]


@pytest.mark.parametrize(
    "faults",
    [[broken()], [Silence()], [too_many(1)], [broken(), Silence(), too_many(1)]],
    ids=["500", "broken off", "429", "all three"],
)
async def test_what_fails_is_sent_again_once_and_in_order(ada: Person, guide: Guide, faults: list[Fault]) -> None:
    guide.stand.api.faults.order("sendMessage", *faults)
    ada.say("one")
    ada.say("two")
    await ada.hears("You said: two")
    assert answers(ada.texts) == ["You said: one", "You said: two"]
    arrivals = guide.parts.arrivals._known
    while not arrivals:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.02)


async def test_an_answer_that_was_lost_is_rather_said_twice_than_never(ada: Person, guide: Guide) -> None:
    """Telegram knows no id for what is sent, so nobody can tell whether it came."""
    guide.stand.api.faults.order("sendMessage", Silence(done=True))
    ada.say("one")
    await ada.until(lambda: len(answers(ada.texts)) == 2)


async def test_a_429_holds_up_its_own_chat_alone(ada: Person, guide: Guide) -> None:
    bob = guide.person(43, "Bob")
    bob.say("/start")
    await bob.hears("What are you into?")
    guide.stand.api.faults.order("sendMessage", too_many(3))
    ada.say("hello")
    while guide.stand.api.faults.ordered["sendmessage"]:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.02)
    bob.say("hello")
    await bob.hears("You said: hello")
    assert answers(ada.texts) == []
    await ada.hears("You said: hello")


async def test_who_blocks_the_bot_hears_nothing_until_they_come_back(ada: Person, guide: Guide) -> None:
    ada.block()
    await guide.settled()
    await guide.remind("while away")
    await guide.settled()
    assert "while away" not in ada.texts
    assert "while away" in str(await guide.chat.about(await guide.conversation()))
    ada.block(blocked=False)
    await ada.hears("while away")


async def test_a_403_ends_the_sending_by_itself(ada: Person, guide: Guide) -> None:
    ada.chat.blocked = True
    await guide.remind("to nobody")
    await guide.settled()
    tried = len(guide.stand.api.calls)
    await guide.remind("to nobody again")
    await asyncio.sleep(0.2)
    assert len(guide.stand.api.calls) == tried


async def test_who_writes_again_is_answered_again(ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("sendMessage", blocked())
    await guide.remind("to nobody")
    await guide.settled()
    ada.say("I'm back")
    await ada.hears("You said: I'm back")


async def test_a_chat_that_is_gone_is_left_alone(ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("sendMessage", bad("chat not found"))
    await guide.remind("to nobody")
    await guide.settled()
    assert await guide.reach.behind() == []


async def test_a_chat_that_moved_is_followed(ada: Person, guide: Guide) -> None:
    moved = guide.stand.api.chat(-10042, "Ada")
    guide.stand.api.faults.order("sendMessage", migrated(-10042))
    await guide.remind("hello there")
    await ada.until_in(moved, lambda: len(moved.messages) == 1)


async def test_what_cannot_be_read_as_marks_is_sent_in_plain_words(ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("sendMessage", bad("can't parse entities: Unsupported start tag"))
    await guide.remind("a < b & c")
    await ada.hears("a < b & c")


async def test_what_is_taken_in_no_form_does_not_hold_up_the_rest(ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("sendMessage", bad("no"), bad("no"), bad("no"))
    await guide.remind("poison")
    await guide.remind("after it")
    await ada.hears("after it")
    assert "poison" not in ada.texts


async def test_marks_of_a_learner_stay_words(ada: Person) -> None:
    ada.say("<b>1 < 2 & 3</b>")
    await ada.hears("You said: <b>1 < 2 & 3</b>")


async def test_a_long_answer_comes_in_pieces_with_the_buttons_at_the_last(ada: Person, guide: Guide) -> None:
    text = "\n\n".join(f"Paragraph {number}. {'word ' * 150}" for number in range(5))[:3900]

    def long(question: Question) -> Answer:
        return Answer([], [Reply("😀" * 200 + text), Reply("😀" * 2100 + ".", [Tap("Yes", "affirm")])])

    guide.brain.answers = long
    ada.say("tell me everything")
    await ada.until(lambda: "Yes" in ada.titles())
    assert all(len(text.encode("utf-16-le")) // 2 <= 4096 for text in ada.texts)
    assert "".join("".join(ada.texts).split()).count("😀") == 2300
    assert ada.heard[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Yes"


async def test_a_process_that_ends_between_two_pieces_sends_the_rest_and_nothing_again(
    store: Store, stand: Stand, brain: SlowBrain
) -> None:
    def cards(question: Question) -> Answer:
        shown = [{"kind": "group", "id": f"g{n}", "title": f"Club {n}", "buttons": []} for n in range(3)]
        return Answer([], [Reply("Three clubs.", cards=shown)])

    brain.answers = cards
    guide = made(store, stand, brain)
    person = guide.person()
    async with at_work(guide):
        person.say("/start")
        await person.hears("What are you into?")
        stand.api.faults.chance = lambda method, params: (
            broken() if "Club 1" in str(params.get("text")) and method == "sendmessage" else None
        )
        person.say("clubs")
        await person.hears("Club 0")
    stand.api.faults.chance = None
    async with at_work(made(store, stand, brain)):
        await person.hears("Club 2")
    clubs = [text for text in person.texts if "lub" in text][1:]
    assert clubs == ["Three clubs.", "1. Club 0", "2. Club 1", "3. Club 2"]


async def test_an_answer_of_a_later_bot_api_that_cannot_be_read_is_one_all_the_same(
    ada: Person, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sent_oddly(api: BotApi, params: dict[str, object]) -> object:
        await send_message(api, params)
        return {"message_of_the_future": 1}

    monkeypatch.setitem(METHODS, "sendmessage", sent_oddly)
    ada.say("one")
    ada.say("two")
    await ada.hears("You said: two")
    assert answers(ada.texts) == ["You said: one", "You said: two"]


async def test_a_tap_that_cannot_be_shown_still_counts(ada: Person, guide: Guide) -> None:
    for fault in (blocked(), broken(), bad("message is not modified")):
        guide.stand.api.faults.order("editMessageText", fault)
        guide.stand.api.faults.order("answerCallbackQuery", bad("query is too old"))
    ada.tap("Not sure")
    await ada.hears("You said: Not sure")
    await guide.settled()

"""A talk on Telegram: words and buttons in, words and buttons out."""

from bot import words
from bot.store.engine import Store
from tests.telegram.bot_api import Stand
from tests.telegram.guide import Guide, SlowBrain, at_work, made
from tests.telegram.person import Person


async def test_start_begins_with_the_guides_first_words(ada: Person) -> None:
    assert [text.split(",")[0] for text in ada.texts] == [
        "Hi",
        "I keep what you tell me here",
        "What are you into? Anything counts: music",
    ]
    assert ada.titles() == ["Not sure", "Just show me what's on"]


async def test_a_message_is_answered(ada: Person) -> None:
    ada.say("I like music")
    await ada.hears("You said: I like music")


async def test_polling_does_the_same(store: Store, stand: Stand, brain: SlowBrain) -> None:
    async with at_work(made(store, stand, brain), webhook=False) as guide:
        person = guide.person()
        person.say("/start")
        await person.hears("What are you into?")
        person.say("I like music")
        await person.hears("You said: I like music")


async def test_a_tap_is_answered_at_once_and_shows_what_was_chosen(ada: Person, guide: Guide) -> None:
    query = ada.tap("Not sure")
    await ada.hears("You said: Not sure")
    await ada.until(lambda: "✓ Not sure" in ada.texts[2])
    assert query not in guide.stand.api.queries
    assert ada.titles() == []
    assert guide.brain.asked[-1].intent == "dont_know"


async def test_a_stale_button_is_met_politely(ada: Person) -> None:
    ada.press("b:made-up")
    await ada.hears(words.load().text("faults.stale"))


async def test_a_tap_whose_query_is_too_old_still_counts(ada: Person, guide: Guide) -> None:
    guide.stand.api.queries.clear()
    ada.tap("Not sure")
    guide.stand.api.queries.clear()
    await ada.hears("You said: Not sure")


async def test_a_second_bot_number_of_the_same_person_is_another_talk(ada: Person, guide: Guide) -> None:
    bob = guide.person(43, "Bob")
    bob.say("hello")
    await bob.hears("You said: hello")
    assert "hello" not in " ".join(ada.texts)
    assert await guide.conversation(42) != await guide.conversation(43)

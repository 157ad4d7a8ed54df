"""What the guide says as Telegram messages: all of it, in pieces that Telegram takes, each with the right buttons."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot import words
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.letters import Letter, Letters
from bot.channels.telegram.ports import NoEnclosures, Picture
from bot.channels.telegram.splitting import LIMIT, pieces, units
from bot.chat.model import Message, Speaker
from tests.telegram import markup
from tests.telegram.guide import FakePictures
from tests.widget.samples import BAD_LINKS, BEATS, HOSTILE, OTHERS, hostile_card

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LETTERS = Letters(words.load(), NoEnclosures())
TALK = "a conversation"


def message(text: str = "", speaker: Speaker = Speaker.GUIDE, **more: Any) -> Message:
    return Message(1, speaker, NOW, text, **more)


def titles(letter: Letter) -> list[list[str]]:
    return [[button.text for button in row] for row in letter.keyboard.inline_keyboard] if letter.keyboard else []


async def test_a_card_reads_from_bold_title_to_why() -> None:
    [letter] = await LETTERS.of(TALK, message(cards=[BEATS]))
    assert letter.html == (
        "<b>Beat making for beginners</b>\nHarbour Studios, Eastfield\n\n"
        "When: Saturdays 10:00 to 12:00\nWhere: 12 Quay Street, Eastfield\nCost: Free\n\n"
        "<i>Why: You like music production, and it's free and near you.</i>\n\nYou can earn: Beat Maker"
    )
    assert titles(letter) == [["Save", "Tell me more"], ["Not for me", "Open the page"]]


async def test_three_suggestions_are_three_messages_and_the_rest_of_the_buttons_come_last() -> None:
    buttons = [{"token": "t", "title": "Show me more"}]
    letters = await LETTERS.of(TALK, message("Here are three.", cards=[BEATS, *OTHERS[:2]], buttons=buttons))
    assert [letter.plain.split("\n")[0] for letter in letters] == [
        "Here are three.",
        "1. Beat making for beginners",
        "2. Apprentice sound technician",
        "3. Amina",
        "You can also tap:",
    ]
    assert titles(letters[-1]) == [["Show me more"]]


async def test_a_text_alone_carries_its_buttons() -> None:
    [letter] = await LETTERS.of(TALK, message("Shall I?", buttons=[{"token": "t", "title": "Yes"}]))
    assert titles(letter) == [["Yes"]]


async def test_what_the_learner_said_is_not_said_again_and_a_person_is_named() -> None:
    assert await LETTERS.of(TALK, message("hello", Speaker.YOU)) == []
    [letter] = await LETTERS.of(TALK, message("I'm <Sam>", Speaker.ADVISER))
    assert letter.html == "<b>Adviser</b>\nI'm &lt;Sam&gt;"


async def test_a_picture_comes_before_its_card_with_its_words_under_it() -> None:
    letters = Letters(words.load(), FakePictures({"pathway": Picture(b"png", "Three steps to <music>")}))
    picture, file, card = await letters.of(TALK, message(cards=[OTHERS[4]]))
    assert (picture.photo, picture.html) == (b"png", "Three steps to &lt;music&gt;")
    assert file.file is not None
    assert file.file.name == "plan.ics"
    assert card.plain.startswith("Into music")


async def test_what_was_saved_is_followed_by_one_file_for_all_of_it() -> None:
    letters = Letters(words.load(), FakePictures({"saved": Picture(b"", "")}))
    *cards, file = await letters.of(TALK, message("Your plan.", cards=[BEATS, OTHERS[0]]))
    assert file.file is not None
    assert file.file.name == "my-plan.ics"
    assert all(letter.file is None for letter in cards)


async def test_hostile_words_stay_words() -> None:
    for text in HOSTILE:
        for link in (*BAD_LINKS, "https://example.org/x"):
            for letter in await LETTERS.of(TALK, message(text, cards=[hostile_card(text, link)])):
                shown, _ = markup.read(letter.html)
                assert shown.strip() == letter.plain.strip()
                assert units(shown) <= LIMIT


def test_a_link_that_opens_no_page_is_no_button() -> None:
    for link in BAD_LINKS:
        assert keyboard([], ("Page", link)) is None


def test_data_fits_and_titles_are_shortened() -> None:
    made = keyboard([{"token": "x" * 20, "title": "word " * 40}])
    assert made is not None
    [[button]] = made.inline_keyboard
    assert isinstance(button.callback_data, str)
    assert len(button.callback_data.encode()) <= 64
    assert len(button.text) <= 64


def test_short_buttons_stand_two_in_a_row_and_long_ones_alone() -> None:
    made = keyboard([{"token": "x", "title": title} for title in ("Yes", "No", "Just show me what's on", "Maybe")])
    assert made is not None
    assert [[button.text for button in row] for row in made.inline_keyboard] == [
        ["Yes", "No"],
        ["Just show me what's on"],
        ["Maybe"],
    ]


TEXTS = st.text(
    st.one_of(st.sampled_from("ab .!?\n<>&😀"), st.characters(exclude_categories=["Cs", "Cc"])), max_size=300
)


@given(TEXTS, st.integers(10, 60))
def test_pieces_fit_lose_nothing_and_are_never_empty(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert all(0 < units(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@given(TEXTS)
async def test_any_text_makes_marks_that_can_be_read(text: str) -> None:
    for letter in await LETTERS.of(TALK, message(text * 20, Speaker.ADVISER, cards=[hostile_card(text * 20, "x")])):
        shown, _ = markup.read(letter.html)
        assert shown.strip() == letter.plain.strip()
        assert units(shown) <= LIMIT


def test_a_text_is_parted_at_the_end_of_a_paragraph_or_sentence() -> None:
    assert pieces("One two.\n\nThree four. Five", 20) == ["One two.", "Three four. Five"]
    assert pieces("One two. Three four five", 16) == ["One two.", "Three four five"]
    assert pieces("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]

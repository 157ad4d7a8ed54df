"""Search in what was said, the same on both databases."""

import pytest
from sqlalchemy import update

from bot.chat.advising.searching import find, marked, words_of
from bot.chat.service import Chat
from bot.chat.tables import MessageRow
from bot.store.engine import Store

HERE = frozenset({"brightport"})


async def texts(store: Store, asked: str, cities: frozenset[str] = HERE) -> list[str]:
    async with store.read() as session:
        return [hit.message.text for hit in await find(session, cities, asked)]


@pytest.fixture
async def said(chat: Chat, talk: str) -> str:
    for number, text in enumerate(
        ("Any coding clubs on Tuesdays?", "coding is fun", "I'd rather do café work", 'a slash / and 100% "quotes"')
    ):
        await chat.receive(talk, str(number), text)
    return talk


async def test_all_words_must_be_there_and_a_star_makes_the_last_a_beginning(store: Store, said: str) -> None:
    assert await texts(store, "coding") == ["coding is fun", "Any coding clubs on Tuesdays?"]
    assert await texts(store, "CODING tues*") == ["Any coding clubs on Tuesdays?"]
    assert await texts(store, "codi clubs") == await texts(store, "codi") == []


async def test_another_citys_words_are_not_found(store: Store, said: str) -> None:
    assert await texts(store, "coding", frozenset({"elsewhere"})) == []
    assert await texts(store, "brightport coding") == []


@pytest.mark.parametrize(
    "asked", ['"', "a OR b", "text : x", "NEAR(", "*", "' ; drop", "!!", "", "x:*", "&|!", "🙂", "-", "\\"]
)
async def test_signs_of_a_query_language_are_only_signs(store: Store, said: str, asked: str) -> None:
    await texts(store, asked)


async def test_what_was_deleted_or_changed_is_not_found(store: Store, chat: Chat, said: str) -> None:
    async with store.write() as session:
        await session.execute(update(MessageRow).where(MessageRow.text == "coding is fun").values(text="gone"))
    assert await texts(store, "coding fun") == []
    assert await texts(store, "gone") == ["gone"]
    await chat.erase(said)
    assert await texts(store, "coding") == []


def test_what_was_found_is_marked_in_its_place() -> None:
    parts = marked("Any coding clubs on Tuesdays?", words_of("coding tues*"))
    assert parts == [("Any ", False), ("coding", True), (" clubs on ", False), ("Tuesdays", True), ("?", False)]
    long = marked("x " * 200 + "coding" + " y" * 300, words_of("coding"))
    assert long[0] == ("…", False)
    assert long[-1] == ("…", False)
    assert ("coding", True) in long

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from rich.console import Console

from bot import words
from bot.channels.terminal.client import Client, TalkError
from bot.channels.terminal.screen import Screen
from bot.channels.terminal.talk import Talk
from bot.channels.web.app import build
from bot.channels.web.keys import Options
from bot.chat.model import Receipt, Speaker
from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import FakeHealth, city_name

CARD = {
    "kind": "opportunity",
    "id": "brightport:opp:0042",
    "title": "Beat making",
    "subtitle": "Harbour Studios",
    "facts": [{"name": "Cost", "value": "Free"}],
    "why": "you like music",
    "earns": [{"badge": "brightport:badge:beat-maker", "name": "Beat Maker"}],
    "link": "https://beats.example",
    "buttons": [{"token": "save", "title": "Save"}],
}


class AnsweringChat(FakeChat):
    """Thinks for a moment and answers with a card."""

    async def receive(
        self, conversation_id: str, external_id: str, text: str | None = None, button: str | None = None
    ) -> Receipt:
        receipt = await super().receive(conversation_id, external_id, text, button)
        if self.too_fast is None:
            await self.set_typing(conversation_id, True)
            self.thinking = asyncio.create_task(self._answer(conversation_id))
        return receipt

    async def _answer(self, conversation_id: str) -> None:
        await asyncio.sleep(0.02)
        await self.say(conversation_id, "One moment.")
        await asyncio.sleep(0.02)
        talk = self.talks[conversation_id]
        message = await self.say(conversation_id, "This fits.", "more")
        talk.buttons.add("save")
        talk.messages[-1] = replace(message, cards=[CARD])
        await self.set_typing(conversation_id, False)


class Typed:
    """Somebody at the keyboard, or a pipe."""

    def __init__(self, *lines: str, from_keyboard: bool = False) -> None:
        self.from_keyboard = from_keyboard
        self._lines = [*lines]

    async def next(self) -> str | None:
        return self._lines.pop(0) if self._lines else None


@pytest.fixture
def chat() -> FakeChat:
    return AnsweringChat()


@pytest.fixture
async def url(chat: FakeChat) -> AsyncIterator[str]:
    app = build(chat, FakeHealth(), city_name, Options("brightport", Path()))
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


async def talk(url: str, lines: Any, city: str = "brightport") -> str:
    """What stands on the screen after a talk."""
    shown = io.StringIO()
    screen = Screen(Console(file=shown, width=100, highlight=False, markup=False), words.load())
    async with aiohttp.ClientSession() as session, asyncio.timeout(20):
        await Talk(Client(session, url), screen, lines).run(city)
    return shown.getvalue()


async def test_the_first_line_says_how_it_works(url: str) -> None:
    first, *rest = (await talk(url, Typed())).splitlines()
    assert "/1" in first
    assert "/quit" in first
    assert rest == ["Guide: Hi, I'm the guide.", "[1] Yes"]


async def test_an_answer_is_shown_whole_with_its_card_and_numbered_buttons(url: str) -> None:
    shown = await talk(url, Typed("beats pls"))
    assert shown.splitlines()[3:] == [
        "Guide: One moment.",
        "Guide: This fits.",
        "  * Beat making, Harbour Studios",
        "    Cost: Free",
        "    Why: you like music",
        "    You can earn: Beat Maker",
        "    https://beats.example",
        "    [1] Save",
        "[2] More",
    ]


async def test_a_number_after_a_slash_presses_a_button(url: str, chat: FakeChat) -> None:
    await talk(url, Typed("beats pls", "/2", "/1"))
    pressed = [message.text for message in chat.talks["c1"].messages if message.speaker is Speaker.YOU]
    assert pressed == ["beats pls", "[more]", "[save]"]


async def test_a_number_without_a_button_is_told_and_not_sent(url: str, chat: FakeChat) -> None:
    shown = await talk(url, Typed("/7"))
    assert shown.splitlines()[-1] == "There is no button 7 here just now."
    assert len(chat.talks["c1"].messages) == 1


async def test_a_bare_number_is_an_answer_and_other_slashes_are_plain_text(url: str, chat: FakeChat) -> None:
    await talk(url, Typed("15", "/restart", '/inform{"age":"30"}', "/quit now"))
    said = [message.text for message in chat.talks["c1"].messages if message.speaker is Speaker.YOU]
    assert said == ["15", "/restart", '/inform{"age":"30"}', "/quit now"]


async def test_a_file_is_sent_by_its_name(url: str, chat: FakeChat, tmp_path: Path) -> None:
    (tmp_path / "my badge.png").write_bytes(b"a picture")
    shown = await talk(url, Typed(f"/file {tmp_path}/my badge.png", "/file nowhere.png"))
    assert chat.files == [b"a picture"]
    assert "Guide: This fits." in shown
    assert shown.splitlines()[-1] == "There is no file nowhere.png."


async def test_quit_leaves_and_blank_lines_are_passed_over(url: str, chat: FakeChat) -> None:
    await talk(url, Typed("", "   ", "/quit", "never said"))
    assert len(chat.talks["c1"].messages) == 1


async def test_a_text_that_is_too_long_is_refused_and_the_talk_goes_on(url: str) -> None:
    shown = await talk(url, Typed("x" * 1001, "hi"))
    assert "A message may have 1,000 characters at most." in shown
    assert "Guide: This fits." in shown


async def test_whoever_is_too_fast_waits_and_is_heard(url: str, chat: FakeChat) -> None:
    chat.too_fast = 0.5

    async def calm_down() -> None:
        await asyncio.sleep(0.1)
        chat.too_fast = None

    calming = asyncio.create_task(calm_down())
    assert "Guide: This fits." in await talk(url, Typed("hi"))
    await calming


async def test_an_adviser_is_heard_while_nothing_is_typed(url: str, chat: FakeChat) -> None:
    class Waiting(Typed):
        async def next(self) -> str | None:
            await asyncio.sleep(0.05)
            await chat.say("c1", "Sam here.", speaker=Speaker.ADVISER)
            await asyncio.sleep(0.2)
            return None

    assert "Adviser: Sam here." in await talk(url, Waiting(from_keyboard=True))


async def test_a_message_cannot_steer_the_terminal(url: str, chat: FakeChat) -> None:
    class Waiting(Typed):
        async def next(self) -> str | None:
            await chat.say("c1", "\x1b[2Jred\u202eder\x07")
            await asyncio.sleep(0.2)
            return None

    assert "Guide: [2Jredder\n" in await talk(url, Waiting(from_keyboard=True))


async def test_an_unknown_city_is_one_sentence(url: str) -> None:
    with pytest.raises(TalkError, match=r"There is no city of that name here\. \(city atlantis\)"):
        await talk(url, Typed(), "atlantis")


async def test_no_server_is_one_sentence_that_says_what_to_do(unused_tcp_port: int) -> None:
    with pytest.raises(TalkError, match="start it with `make run`"):
        await talk(f"http://127.0.0.1:{unused_tcp_port}", Typed())


async def test_an_erased_conversation_ends_the_talk(url: str, chat: FakeChat) -> None:
    class Erasing(Typed):
        async def next(self) -> str | None:
            await chat.erase("c1")
            return "hello?"

    with pytest.raises(TalkError, match="a conversation that still exists"):
        await talk(url, Erasing())

"""A day: the web widget in a browser, Telegram's stand and the console at once, on one Waymark."""

import csv
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, Page, expect
from pydantic import SecretStr

from bot.app import Edge, compose
from bot.catalogue.importing import import_folder
from bot.chat.model import Effect
from bot.chat.ports import Answer, Question
from bot.chat.worker import Worker
from bot.console import audit
from bot.console.model import Grant, Role
from bot.console.passwords import Passwords
from bot.console.people import Staff
from bot.console.sessions import Sessions
from bot.console.vault import Vault
from bot.mentors.model import State
from bot.settings import Settings
from bot.store.engine import Store
from tests.channels.web.conftest import Learner, begin
from tests.cli.conftest import small_city  # noqa: F401 - a fixture
from tests.console.browser import chromium, window  # noqa: F401 - a fixture
from tests.console.conftest import CITY, QUICK, Client, Colleague
from tests.fakes import FakeBrain, echo
from tests.telegram.bot_api import TOKEN, BotApi, Stand, running
from tests.telegram.person import Person

INTRODUCTION = {"mentor": f"{CITY}:mentor:ada", "name": "Ada", "asks": "What is a day like?", "age": 19}
EFFECTS = {
    "person": Effect("handover", {"reason": "asked"}),
    "mentor": Effect("introduce", INTRODUCTION),
    "delete": Effect("erase", {}),
}


def understood(question: Question) -> Answer:
    """Does what one word of the message asks for, and says what it heard."""
    wanted = [effect for word, effect in EFFECTS.items() if word in question.text]
    plain = echo(question)
    return replace(plain, effects=wanted, understanding={"intent": "find_opportunity", "confidence": 0.9})


@dataclass
class Day:
    edge: Edge
    stand: Stand
    server: TestServer
    adviser: Colleague

    def person(self, number: int) -> Person:
        return Person(self.stand.api, number, f"P{number}")


@pytest.fixture
async def day(store: Store, small_city: Path, tmp_path: Path) -> AsyncIterator[Day]:  # noqa: F811
    await import_folder(store, small_city, today=date(2026, 11, 23))
    async with running(BotApi()) as stand:
        settings = Settings(home=tmp_path, city=CITY, telegram_api=stand.url, telegram_token=SecretStr(TOKEN))
        edge = compose(settings, store, [])
        words, vault = Passwords(QUICK), Vault(settings)
        desk = replace(edge.desk, staff=Staff(store, words, vault), sessions=Sessions(store, words, vault))
        edge = replace(edge, desk=desk, worker=Worker(edge.worker._parts, FakeBrain(understood)))
        grants = [Grant(Role.ADVISER, CITY), Grant(Role.LEAD, CITY)]
        password = await desk.staff.add("sam@city.example", "Sam", grants, "waymark", must_change=False)
        server = TestServer(edge.web_app())
        client: Client = TestClient(server)
        async with client:
            adviser = Colleague(client, "sam@city.example", password)
            assert (await adviser.sign_in()).status == 303
            yield Day(edge, stand, server, adviser)


async def in_the_widget(page: Page, url: str, *texts: str) -> None:
    """Begins to chat and has each text answered."""
    await page.goto(url)
    await page.locator(".launcher").click()
    await page.get_by_role("button", name="OK, let's chat").click()
    for text in texts:
        await page.get_by_label("Your message").fill(text)
        await page.keyboard.press("Enter")
        await expect(page.get_by_text(f"You said: {text}").first).to_be_visible()


async def twelve_conversations(day: Day, page: Page) -> list[Learner]:
    """One in the widget, four on Telegram, the others by the API; gives those who use the API."""
    client = day.adviser.client
    learners = [await begin(client, CITY) for _ in range(7)]
    for number, learner in enumerate(learners):
        for text in (f"hello {number}", "any clubs"):
            assert (await learner.send(text=text)).status == 202
    for number in range(4):
        person = day.person(100 + number)
        person.say("/start")
        await person.hears("What are you into?")
        person.say("find me a mentor" if number == 0 else "a person please" if number == 1 else "hello")
        await person.hears("You said")
    await in_the_widget(page, str(day.server.make_url("/")), "hello", "a person please")
    return learners


async def taken_over(day: Day, conversation: str, words: str) -> None:
    await day.adviser.read(f"/conversations/{conversation}")
    await day.adviser.done(f"/conversations/{conversation}/take")
    await day.adviser.done(f"/conversations/{conversation}/say", text=words, key=words)


async def test_a_day(day: Day, chromium: Browser, store: Store) -> None:  # noqa: F811
    adviser, page = day.adviser, await chromium.new_page()
    desk = await window(chromium, str(day.server.make_url("")).rstrip("/"), adviser.session)
    await desk.open("/inbox")
    learners = await twelve_conversations(day, page)
    await expect(desk.page.get_by_text("Asked for a person")).to_have_count(2)

    await learners[0].send(text="i want to kill myself")
    await expect(desk.page.locator(".entry").first).to_contain_text("Worried about")
    await desk.page.locator(".entry.need-3 a").first.click()
    await desk.page.get_by_role("button", name="Take over").click()
    await desk.page.get_by_label("Your message").fill("Are you safe?")
    await desk.page.get_by_role("button", name="Send").click()
    await expect(desk.page.locator(".from-adviser")).to_have_count(2)
    await learners[0].fetch(after=(await learners[0].fetch(after=0))["messages"][-1]["seq"])
    await expect(desk.page.locator(".from-adviser .arrival.known")).to_have_count(2)

    asked = re.findall(r"/console/conversations/([0-9a-f-]{36})#moment", await adviser.read("/inbox"))[1:]
    for conversation in asked:
        await taken_over(day, conversation, "Hi, what is up?")
    await expect(page.get_by_text("Hi, what is up?").first).to_be_in_viewport()
    await day.person(101).hears("Hi, what is up?")
    for conversation in asked:
        await adviser.done(f"/conversations/{conversation}/hand-back", agreed="You try the club.")
    await expect(page.get_by_text("You try the club.").first).to_be_in_viewport()

    (introduction,) = await day.edge.desk.introductions.waiting(frozenset({CITY}))
    await adviser.done(f"/introductions/{introduction.id}", do="approve")
    assert await day.edge.desk.introductions.waiting(frozenset({CITY}), State.APPROVED)

    await adviser.done("/review/draw", why="random")
    for _ in range(20):
        where = re.findall(r'action="/console(/review/[0-9a-f-]{36}/\d+)"', await adviser.read("/review"))
        await adviser.done(where[0], mark="right")
    assert "Nothing waits for your mark" in await adviser.read("/review")

    rows = csv.DictReader(io.StringIO(await (await adviser.post("/exports", kind="csv", query="view=all")).text()))
    assert len(list(rows)) == 12
    receipt = await (await learners[1].call("DELETE", "/me")).json()
    assert [one["kind"] for one in receipt["taken_out_before"]] == ["csv"]
    day.person(102).say("delete it")
    await day.person(102).hears("You said: delete it")
    await desk.open("/inbox?view=all")
    await expect(desk.page.locator(".count")).to_have_text("10 conversations")
    assert (await audit.verify(store)).wrong is None
    assert desk.problems == []
    await desk.context.close()

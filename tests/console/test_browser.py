"""In a real Chromium: nothing that anybody stored runs, every page is accessible, and all can be done by keyboard."""

import asyncio
import csv
import re
from datetime import date
from pathlib import Path

from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, expect

from bot.app import Edge
from bot.catalogue.importing import import_folder
from bot.chat.model import Handling, Reply
from bot.chat.ports import Answer, Question
from bot.console.app import links
from bot.console.model import EVERY_ROLE, OF_ORGANISATION, Grant, Role
from bot.store.engine import Store
from tests.cli.conftest import small_city  # noqa: F401 - a fixture
from tests.console.browser import Window, chromium, window  # noqa: F401 - a fixture
from tests.console.conftest import CITY, Colleague, Hire
from tests.console.conversations import CARD, asking_for_a_person, talk, with_card
from tests.fakes import FakeBrain, echo

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</textarea><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "{{ 7 * 7 }}{% raw %}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<div hx-get='/console/sign-out' hx-trigger='load'>",
    "<div hx-on:click='alert(1)' hx-on::load='alert(1)'>x</div>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>*{display:none}</style>",
    "<base href='https://evil.example/'>",
    "<form action='https://evil.example/'><button>x</button>",
    "\u2028alert(1)\u2029",
)
PAGES = (
    "/inbox?view=all",
    "/search?q=course",
    "/reminders",
    "/review",
    "/glance",
    "/exports",
    "/rules?try=1",
    "/audit",
    "/me",
)


def hostile(question: Question) -> Answer:
    """Answers with cards, buttons, reasons and entities made of a payload."""
    text = question.text
    card = {
        **CARD,
        "title": text,
        "subtitle": text,
        "why": text,
        "facts": [{"name": text, "value": text}],
        "link": text,
        "kind": text[:20],
    }
    shown = {"version": "1", "reasons": {CARD["id"]: [[text, text, 0.1]]}}
    parsed = {"entities": [{"entity": text, "value": text}], "intent_ranking": [{"name": text, "confidence": 0.2}]}
    events = [{"event": "user", "text": text, "parse_data": parsed}, *echo(question).events[1:]]
    return Answer(events, [Reply(text, cards=[card], shown=shown)], [], {"intent": text[:100], "confidence": 0.4})


OF_LIBRARY = [Grant(role, CITY, f"{CITY}:org:lib") for role in sorted(OF_ORGANISATION)]


async def open_window(chromium: Browser, server: TestServer, who: Colleague, **options: object) -> Window:  # noqa: F811
    return await window(chromium, str(server.make_url("")).rstrip("/"), who.session, **options)  # type: ignore[arg-type]


async def test_nothing_that_anybody_stored_runs(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    hire: Hire,
    edge: Edge,
) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    adviser = await hire(email="a@city.example")
    await hire(Grant(Role.ADVISER, CITY), email='"<svg/onload=alert(1)>"@city.example'.replace(" ", ""))
    conversation = ""
    for payload in PAYLOADS:
        conversation = await talk(edge, f"course {payload}", brain=FakeBrain(hostile))
        here = f"/conversations/{conversation}"
        await adviser.done(f"{here}/notes", text=payload)
        await adviser.done(f"{here}/tags", tag=payload[:40])
        await adviser.done(f"{here}/remind", at="2026-11-20T10:00", text=payload)
        last = (await edge.services.chat.messages(conversation, 0))[-1]
        await edge.services.chat.feedback(conversation, last.seq, "down", payload)
    await adviser.done("/inbox/views", name=nasty, query=f"view=all&tag={nasty}")
    await adviser.done("/rules/canned", city=CITY, title=nasty, text="</option></select><script>alert(1)</script>")
    await adviser.done("/review/draw", why="random")
    await adviser.done(f"/conversations/{conversation}/take")
    await adviser.post(f"/conversations/{conversation}/here", draft="</textarea><script>alert(1)</script>")
    seen = await open_window(chromium, server, adviser)
    rows = re.findall(r"/console/conversations/([0-9a-f-]{36})#moment", await adviser.read("/inbox?view=all"))
    for path in (
        *PAGES,
        *(f"/conversations/{one}" for one in dict.fromkeys(rows)),
        f"/conversations/{conversation}/print",
    ):
        await seen.open(path)
    await seen.open(f"/conversations/{conversation}")
    for number, payload in enumerate(PAYLOADS):
        edge.desk.advising.news.tell(conversation)
        if number < 4:
            await edge.services.chat.receive(conversation, f"live{number}", f"live {payload}")
    await expect(seen.page.locator(".fresh .words").first).to_contain_text("live ")
    assert (
        await seen.page.locator("main script, main iframe, main [onerror], main [onload], main [hx-on\\:click]").count()
        == 0
    )
    assert seen.problems == [], "no script ran, no dialog opened and the policy had nothing to refuse"
    await seen.context.close()


async def test_every_page_is_accessible_at_both_widths_in_light_and_dark(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    adviser: Colleague,
    edge: Edge,
) -> None:
    conversation = await talk(edge, "any art courses", brain=FakeBrain(with_card))
    await talk(edge, "a person please", brain=FakeBrain(asking_for_a_person))
    worried = await talk(edge)
    await edge.services.chat.receive(worried, "1", "i want to kill myself")
    await adviser.done(f"/conversations/{conversation}/tags", tag="art")
    await adviser.done(f"/conversations/{conversation}/remind", at="2026-11-20T10:00", text="Ask again")
    await adviser.done("/review/draw", why="random")
    await adviser.done(f"/conversations/{conversation}/take")
    paths = (
        *PAGES,
        f"/conversations/{conversation}",
        f"/conversations/{worried}",
        f"/conversations/{conversation}/print",
    )
    wrong = []
    for width, scheme in ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")):
        seen = await open_window(chromium, server, adviser, width=width, scheme=scheme)
        for path in (*paths, "/nothing-here"):
            await seen.open(path)
            found = (await Axe().run(seen.page)).response["violations"]
            wrong += [(path, width, scheme, one["id"]) for one in found]
            if await seen.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append((path, width, scheme, "wider than the screen"))
        await seen.context.clear_cookies()
        await seen.open("/sign-in")
        wrong += [("/sign-in", width, scheme, one["id"]) for one in (await Axe().run(seen.page)).response["violations"]]
        await seen.context.close()
    assert wrong == []


async def test_pages_of_other_topics_are_accessible_too(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    hire: Hire,
    edge: Edge,
    store: Store,
) -> None:
    everybody = await hire(*(Grant(role, CITY) for role in sorted(EVERY_ROLE - OF_ORGANISATION)), *OF_LIBRARY)
    looked_at = {path.partition("?")[0] for path in PAGES}
    others = [link.path for link in links() if link.path not in looked_at]
    assert len(others) > 5
    learner = (await edge.services.chat.begin(CITY, "web", "en")).conversation.learner_id
    assert learner is not None
    async with store.write() as session:
        asked = {"mentor": f"{CITY}:mentor:ada", "name": "Ada", "asks": "What is a day like?", "age": 16}
        await edge.desk.introductions.handlers["introduce"](session, learner, asked)
    (one,) = await edge.desk.introductions.of_learner(learner)
    await everybody.done(f"/introductions/{one.id}", do="approve")
    link = re.search(r"/console(/meet/[0-9a-f.]+)", await everybody.read("/introductions"))
    assert link is not None
    wrong = []
    for width, scheme in ((320, "dark"), (1280, "light")):
        seen = await open_window(chromium, server, everybody, width=width, scheme=scheme)
        for path in (*others, "/badges/new", link[1], "second factor"):
            if path == "second factor":
                await seen.open("/me")
                await seen.page.get_by_role("button", name="Set it up").click()
                await expect(seen.page.get_by_label("Code")).to_be_visible()
            else:
                await seen.open(path)
            wrong += [(path, width, one["id"]) for one in (await Axe().run(seen.page)).response["violations"]]
            if await seen.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append((path, width, "wider than the screen"))
        assert seen.problems == []
        await seen.context.close()
    assert wrong == []


async def test_nothing_that_was_imported_runs(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    adviser: Colleague,
    edge: Edge,
    store: Store,
    small_city: Path,  # noqa: F811
) -> None:
    with (small_city / "opportunities.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "organisation", "kind", "summary"])
        for number, payload in enumerate(PAYLOADS):
            rows.writerow([f"p{number}", f"Zine {payload}", "lib", "club", payload])
    await import_folder(store, small_city, today=date(2026, 11, 23))
    conversation = await talk(edge, "hello")
    await adviser.done(f"/conversations/{conversation}/take")
    found = await adviser.read(f"/conversations/{conversation}/cards?words=zine")
    cards = re.findall(r'name="card" value="([^"]+)"', found)
    assert len(cards) > 3
    for card in cards:
        await adviser.done(f"/conversations/{conversation}/say", text="Look", card=card)
    seen = await open_window(chromium, server, adviser)
    for path in ("", "/cards?words=zine", "/print"):
        await seen.open(f"/conversations/{conversation}{path}")
        assert (
            await seen.page.locator("main script, main iframe, [onerror], [onload], a[href^=javascript]").count() == 0
        )
    assert seen.problems == []
    await seen.context.close()


async def test_a_conversation_is_taken_answered_and_resolved_by_keyboard_alone(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    adviser: Colleague,
    edge: Edge,
) -> None:
    conversation = await talk(edge, "a person please", brain=FakeBrain(asking_for_a_person))
    seen = await open_window(chromium, server, adviser)
    page = seen.page
    await seen.open("/inbox")
    await page.keyboard.press("?")
    await expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/conversations/*")
    await page.keyboard.press("r")
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_visible()
    await page.keyboard.press("r")
    await page.keyboard.type("Hello, what is up?")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".from-adviser .words").last).to_have_text("Hello, what is up?")
    await page.locator("#kept").click()
    await page.keyboard.press("e")
    await expect(page.get_by_role("status").first).to_have_text("Saved.")
    assert "Nobody needs a person" in await adviser.read("/inbox")
    await talk(edge, "a person please", brain=FakeBrain(asking_for_a_person))
    await seen.open("/inbox")
    await page.keyboard.press("j")
    await page.keyboard.press("e")
    await expect(page.get_by_text("Nobody needs a person")).to_be_visible()
    await page.keyboard.press("/")
    await expect(page.locator("#search")).to_be_focused()
    assert await edge.services.chat.handling(conversation) is Handling.ADVISER
    assert seen.problems == []
    await seen.context.close()


async def test_new_conversations_and_messages_appear_by_themselves(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    adviser: Colleague,
    edge: Edge,
) -> None:
    inbox = await open_window(chromium, server, adviser)
    await inbox.open("/inbox")
    await expect(inbox.page.get_by_text("Nobody needs a person")).to_be_visible()
    await inbox.page.wait_for_timeout(300)
    conversation = await talk(edge, "a person please", brain=FakeBrain(asking_for_a_person))
    await expect(inbox.page.get_by_text("Asked for a person")).to_be_visible()
    talking = await open_window(chromium, server, adviser)
    await talking.open(f"/conversations/{conversation}")
    await edge.services.chat.receive(conversation, "new", "are you there?")
    await expect(talking.page.locator(".line .words").last).to_have_text("are you there?")
    assert inbox.problems == talking.problems == []
    await inbox.context.close()
    await talking.context.close()


COUNT_SOUNDS = """window.AudioContext = class {
    constructor() { sessionStorage.setItem("sounds", 1 + Number(sessionStorage.getItem("sounds") ?? 0)); }
    get currentTime() { return 0; }
    resume() {}
    createOscillator() { return { frequency: {}, connect: (to) => to, start() {}, stop() {} }; }
    createGain() { return { gain: {}, connect: (to) => to }; }
};"""


async def kept(seen: Window, name: str, value: str) -> None:
    """Returns when the tab remembers that value."""
    async with asyncio.timeout(15):
        while await seen.page.evaluate(f"sessionStorage.getItem('{name}')") != value:
            await seen.page.wait_for_timeout(30)


async def test_a_worry_sounds_once_on_whatever_page_one_is(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    adviser: Colleague,
    edge: Edge,
) -> None:
    seen = await open_window(chromium, server, adviser)
    await seen.page.add_init_script(COUNT_SOUNDS)
    for number, path in enumerate(("/inbox", "/exports", f"/conversations/{await talk(edge, 'hello')}")):
        await seen.open(path)
        await kept(seen, "worry", str(number))
        worried = await talk(edge)
        await edge.services.chat.receive(worried, "1", "i want to kill myself")
        edge.desk.advising.news.tell(worried)
        await kept(seen, "sounds", str(number + 1))
    await seen.open("/inbox?view=mine")
    await expect(seen.page.get_by_text("Nothing matches")).to_be_visible()
    await seen.page.wait_for_timeout(300)
    assert await seen.page.evaluate("sessionStorage.getItem('sounds')") == "3"
    assert seen.problems == []
    await seen.context.close()


async def test_it_works_without_javascript(
    chromium: Browser,  # noqa: F811
    server: TestServer,
    adviser: Colleague,
    edge: Edge,
) -> None:
    conversation = await talk(edge, "hello")
    seen = await open_window(chromium, server, adviser, js=False)
    page = seen.page
    await seen.open(f"/conversations/{conversation}")
    await page.get_by_role("button", name="Take over").click()
    await page.get_by_label("Your message").fill("Hello from a plain page")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Hello from a plain page")).to_be_visible()
    await page.get_by_text("Hand back to the guide").click()
    await page.get_by_role("button", name="Hand back").click()
    assert await edge.services.chat.handling(conversation) is Handling.GUIDE
    await seen.context.close()


def test_no_script_of_ours_makes_code_out_of_text() -> None:
    folder = Path(__file__).parents[2] / "bot" / "console" / "static"
    ours = [path.read_text("utf-8") for path in folder.glob("*.js") if "min" not in path.name]
    assert ours
    assert [
        word for text in ours for word in ("eval(", "new Function", "innerHTML", "document.write") if word in text
    ] == []

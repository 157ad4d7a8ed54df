"""One headless Chromium for all, and for each test a fresh server and a visitor who reports what went wrong."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from tests.widget.fake_waymark import FakeWaymark, start

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
ORDERED = ("Failed to load resource", "net::ERR_")
"""The browser's own lines about answers that a test ordered to be bad."""
WIDE: ViewportSize = {"width": 1280, "height": 800}

expect.set_options(timeout=8000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def waymark() -> AsyncIterator[FakeWaymark]:
    fake = await start()
    yield fake
    fake.faults.drop_streams()
    await fake.server.close()


@dataclass
class Visitor:
    """Somebody with a browser, on the city's page."""

    page: Page
    url: str
    problems: list[str] = field(default_factory=list)
    """Errors of scripts and breaches of the page's policy."""

    def look_away(self) -> None:
        self.page.remove_listener("pageerror", self._fail)
        self.page.remove_listener("console", self._note)

    def _fail(self, error: Error) -> None:
        self.problems.append(str(error))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(part in message.text for part in ORDERED):
            self.problems.append(message.text)

    async def visit(self) -> None:
        self.page.on("pageerror", self._fail)
        self.page.on("console", self._note)
        await self.page.goto(self.url)
        await expect(self.page.locator(".launcher:visible, dialog.panel[open]")).to_be_visible()

    async def agree(self) -> None:
        """Opens the chat and agrees."""
        await self.launcher.click()
        await self.button("OK, let's chat").click()
        await expect(self.field).to_be_visible()

    async def write(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def say(self, text: str) -> None:
        """Writes, and waits until the server has it."""
        await self.write(text)
        await self.sent()

    async def sent(self) -> None:
        """Returns when nothing waits to be sent."""
        await expect(self.page.locator(".queued, .sending, .waiting, .sent")).to_have_count(0)

    @property
    def launcher(self) -> Locator:
        return self.page.locator(".launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("dialog.panel")

    @property
    def field(self) -> Locator:
        return self.page.get_by_label("Your message")

    @property
    def bubbles(self) -> Locator:
        return self.page.locator(".message:not([hidden]) > .bubble")

    @property
    def live(self) -> Locator:
        return self.page.locator("[aria-live]")

    @property
    def replies(self) -> Locator:
        return self.page.locator(".replies:not([hidden]) button")

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name)

    async def menu(self, entry: str) -> None:
        await self.button("Menu").click()
        await self.panel.locator(".menu").get_by_role("button", name=entry, exact=True).click()

    async def focused(self) -> str:
        """The words of what has the focus, inside the widget or on the page."""
        found: str = await self.page.evaluate(
            """() => {
                let one = document.activeElement;
                while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
                return one.getAttribute("aria-label") || one.textContent.trim() || one.tagName.toLowerCase();
            }"""
        )
        return found

    async def look(self, script: str) -> Any:
        """What a function of the widget's shadow root gives."""
        return await self.page.evaluate(f"({script})(document.querySelector('waymark-chat').shadowRoot)")


Enter = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(loop_scope="session")
async def enter(browser: Browser, waymark: FakeWaymark) -> AsyncIterator[Enter]:
    """Makes visitors; the options are those of a browser's context, and `beside` is one who has the same browser."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    async def enter(beside: Visitor | None = None, url: str = "", **options: Any) -> Visitor:
        if beside:
            context = beside.page.context
        else:
            context = await browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
            contexts.append(context)
        visitors.append(Visitor(await context.new_page(), url or waymark.url))
        await visitors[-1].visit()
        return visitors[-1]

    yield enter
    for visitor in visitors:
        await visitor.page.close()
    for context in contexts:
        await context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_page(browser: Browser) -> Page:
    """Opening a page takes longer than most tests; what it stores belongs to its server, which each test has anew."""
    context = await browser.new_context(viewport=WIDE, locale="en-GB")
    return await context.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(shared_page: Page, waymark: FakeWaymark) -> AsyncIterator[Visitor]:
    """On the page, with the chat still closed."""
    await shared_page.context.clear_cookies()
    visitor = Visitor(shared_page, waymark.url)
    await visitor.visit()
    yield visitor
    await shared_page.context.set_offline(False)
    visitor.look_away()
    assert visitor.problems == []


@pytest_asyncio.fixture(loop_scope="session")
async def learner(visitor: Visitor) -> Visitor:
    """In a chat."""
    await visitor.agree()
    return visitor

"""A real Chromium on the console: a browser signed in, and what its pages complained of."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from tests.widget.conftest import ARGUMENTS, CHROMIUM


@pytest_asyncio.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@dataclass
class Window:
    """One browser of one colleague."""

    context: BrowserContext
    page: Page
    base: str
    problems: list[str] = field(default_factory=list)
    """Errors of scripts, breaches of the policy, dialogs that opened."""

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.base}/console{path}")

    def note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.problems.append(message.text)


async def window(
    chromium: Browser, base: str, session: str, width: int = 1280, scheme: str = "light", js: bool = True
) -> Window:
    """A window that is signed in by a session's cookie."""
    context = await chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=js,
    )
    await context.add_cookies([{"name": "waymark_console", "value": session, "url": f"{base}/console/"}])
    page = await context.new_page()
    made = Window(context, page, base)
    page.on("console", made.note)
    page.on("pageerror", lambda error: made.problems.append(str(error)))
    page.on("dialog", lambda dialog: made.problems.append(f"dialog: {dialog.message}"))
    return made

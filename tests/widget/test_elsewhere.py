"""On another site's page, with that site's styles and its strict policy."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from tests.widget.conftest import Enter
from tests.widget.fake_waymark import FakeWaymark, start

pytestmark = pytest.mark.asyncio(loop_scope="session")
PAGE = """<!doctype html><html lang="en"><title>A school</title><link rel="stylesheet" href="/loud.css">
<script src="{waymark}widget.js" data-city="brightport" data-language="en-GB"></script>
<main><h1>A school</h1><p>Words.</p></main></html>"""
LOUD = (
    """* { color: red !important; font-size: 40px; } button, p, dialog { display: none; } html { font-size: 62.5%; }"""
)


class Site:
    def __init__(self) -> None:
        app = web.Application()
        app.add_routes([web.get("/", self.page), web.get("/loud.css", self.style)])
        self.server = TestServer(app)
        self.waymark = ""

    @property
    def origin(self) -> str:
        return str(self.server.make_url("/")).rstrip("/")

    async def page(self, request: web.Request) -> web.Response:
        policy = f"default-src 'none'; style-src 'self'; script-src {self.waymark}; connect-src {self.waymark}"
        text = PAGE.format(waymark=self.waymark)
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def style(self, request: web.Request) -> web.Response:
        return web.Response(text=LOUD, content_type="text/css")


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    site = Site()
    await site.server.start_server()
    yield site
    await site.server.close()


@pytest_asyncio.fixture(loop_scope="session")
async def waymark(site: Site) -> AsyncIterator[FakeWaymark]:
    fake = await start(frozenset({site.origin}))
    site.waymark = fake.url
    yield fake
    fake.faults.drop_streams()
    await fake.server.close()


async def test_the_chat_works_on_another_sites_page(waymark: FakeWaymark, site: Site, enter: Enter) -> None:
    visitor = await enter(url=site.origin)
    await visitor.agree()
    await visitor.say("hello from school")
    await waymark.says("Hello.")
    await expect(visitor.bubbles).to_have_text([waymark.chat.greeting, "hello from school", "Hello."])
    waymark.faults.drop_streams()
    await waymark.says("After the break.")
    await expect(visitor.bubbles.last).to_have_text("After the break.")


async def test_the_sites_styles_stay_outside(waymark: FakeWaymark, site: Site, enter: Enter) -> None:
    visitor = await enter(url=site.origin)
    await visitor.launcher.click()
    await expect(visitor.button("OK, let's chat")).to_be_visible()
    style = """root => {
        const { color, fontSize } = getComputedStyle(root.querySelector('.sheet p'));
        return [color, fontSize];
    }"""
    assert await visitor.look(style) == ["rgb(26, 37, 48)", "16px"]

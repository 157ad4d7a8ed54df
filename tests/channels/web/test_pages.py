from pathlib import Path

import pytest

from bot.channels.web.bundle import bundle
from tests.channels.web.conftest import Client, error_of

WIDGET = Path(__file__).parent / "widget"


async def test_the_page_names_the_city_and_escapes_it(client: Client) -> None:
    response = await client.get("/")
    text = await response.text()
    assert response.content_type == "text/html"
    assert "<h1>Bright&lt;port&gt;</h1>" in text
    assert 'data-city="brightport"' in text
    assert "{{" not in text


async def test_the_page_allows_its_own_scripts_and_styles_only(client: Client) -> None:
    policy = (await client.get("/")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


async def test_the_widget_can_be_embedded_and_is_asked_for_again_cheaply(client: Client) -> None:
    first = await client.get("/widget.js")
    assert first.content_type == "text/javascript"
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = await client.get("/widget.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


async def test_the_widget_is_one_script(client: Client) -> None:
    assert await (await client.get("/widget.js")).text() == bundle(WIDGET / "src")


async def test_the_widget_travels_compressed(client: Client) -> None:
    response = await client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"


async def test_static_files_are_served(client: Client) -> None:
    response = await client.get("/static/page.css")
    assert (response.status, response.content_type) == (200, "text/css")


@pytest.mark.parametrize(
    "path",
    [
        "/static/missing.css",
        "/static/..%2Fpage.html",
        "/static/%2e%2e%2fpage.html",
        "/static/.hidden.css",
        "/static/page.html",
        "/static/",
        "/widget/page.html",
        "/bot/settings.py",
    ],
)
async def test_nothing_else_is_served(client: Client, path: str) -> None:
    from yarl import URL

    assert await error_of(await client.get(URL(path, encoded=True)), 404) == "not_found"

from pathlib import Path

import pytest

from tests.channels.web.conftest import Client, error_of, with_options

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


async def test_the_built_widget_goes_before_its_source(client: Client) -> None:
    assert await (await client.get("/widget.js")).text() == (WIDGET / "dist" / "widget.js").read_text()


@pytest.mark.parametrize("options", [with_options(widget=WIDGET / "bare")])
async def test_the_source_is_served_where_nothing_is_built(client: Client) -> None:
    assert await (await client.get("/widget.js")).text() == (WIDGET / "bare" / "widget.js").read_text()


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

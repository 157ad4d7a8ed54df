import json
from typing import Any

from aiohttp import web

from bot.channels.web.app import ROUTES
from bot.channels.web.health import DESCRIPTION
from tests.channels.web.conftest import Client

PAGES = {"/", "/widget.js", "/static/{name}"}
METHODS = {"get", "post", "put", "patch", "delete"}


def described() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return found


async def test_the_description_is_served(client: Client) -> None:
    response = await client.get("/api/v1/openapi.json")
    assert response.content_type == "application/json"
    assert await response.json() == described()


def test_every_route_is_described_and_nothing_else() -> None:
    app = web.Application()
    app.add_routes(ROUTES)
    routes = {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.method != "HEAD" and route.resource.canonical not in PAGES
    }
    paths = described()["paths"]
    assert routes == {(method, path) for path, item in paths.items() for method in item if method in METHODS}

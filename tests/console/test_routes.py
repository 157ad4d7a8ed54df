"""The route table, walked: every address with every role and with none."""

import re
from http import HTTPStatus

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Edge
from bot.console.app import links, routes
from bot.console.model import OF_ORGANISATION, Grant, Role
from bot.store.engine import Store
from tests.console.conftest import CITY, SAME, Hire

ORGANISATION = f"{CITY}:organisation:lib"
OPEN = {"/sign-in", "/static/{name}", "/oidc/begin", "/oidc/callback", "/oidc/logout", "/meet/{link}"}
"""What needs no session."""


def address(path: str) -> str:
    """The path with something in every place, such as an id that nothing has."""
    return "/console" + re.sub(r"\{(\w+)(:(?:[^{}]|\{[^}]*\})*)?\}", lambda found: "7" if found[2] else "nothing", path)


def test_only_the_door_is_open_to_everybody() -> None:
    assert {route.path for route in routes() if route.roles is None} <= OPEN


def test_no_two_routes_share_an_address() -> None:
    table = [(route.method, route.path) for route in routes()]
    assert len(table) == len(set(table))


def test_every_link_leads_to_a_route_that_admits_its_roles() -> None:
    pages = {route.path: route.roles or frozenset() for route in routes() if route.method == "GET"}
    assert [link for link in links() if not link.roles <= pages[link.path]] == []


@pytest.mark.parametrize("role", [*Role, None])
async def test_every_route_admits_its_roles_and_nobody_else(hire: Hire, role: Role | None) -> None:
    grant = Grant(role or Role.ADVISER, CITY, ORGANISATION if role in OF_ORGANISATION else None)
    visitor = await hire(grant, signed_in=role is not None)
    wrong = []
    for route in routes():
        if route.path in OPEN or route.path in {"/sign-out", "/me/end-sessions"}:
            continue
        data = {"csrf": visitor.token} if route.method == "POST" else None
        response = await visitor.client.request(
            route.method, address(route.path), headers={**SAME}, allow_redirects=False, data=data
        )
        status, where = response.status, response.headers.get("Location", "")
        response.close()
        if role is None:
            good = status == 401 or (status == 303 and where.startswith("/console/sign-in"))
        elif role in (route.roles or ()):
            good = status not in {401, 403} and status < 500 and "/sign-in" not in where
        else:
            good = status == 403
        if not good:
            wrong.append((route.method, route.path, HTTPStatus(status).phrase, where))
    assert wrong == []


async def test_every_change_needs_the_form_token_and_this_site(hire: Hire, store: Store) -> None:
    visitor = await hire(*(Grant(role, CITY, ORGANISATION if role in OF_ORGANISATION else None) for role in Role))
    for route in (route for route in routes() if route.method != "GET" and route.checked):
        for headers, token in (
            (SAME, "0" * 64),
            (SAME, ""),
            ({"Sec-Fetch-Site": "cross-site"}, visitor.token),
            ({"Sec-Fetch-Site": "same-site"}, visitor.token),
            ({"Origin": "https://elsewhere.example"}, visitor.token),
            ({}, visitor.token),
        ):
            response = await visitor.client.request(
                route.method, address(route.path), headers=headers, data={"csrf": token}, allow_redirects=False
            )
            assert response.status == 403, (route.path, headers)
            assert "out of date" in await response.text()


async def test_pages_carry_strict_headers(hire: Hire) -> None:
    visitor = await hire(signed_in=False)
    response = await visitor.get("/sign-in")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["Cache-Control"] == "no-store"
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


async def test_files_are_served_by_plain_names_alone(hire: Hire) -> None:
    visitor = await hire(signed_in=False)
    for name, status in (("console.css", 200), ("htmx.min.js", 200), ("..%2fapp.py", 404), ("none.css", 404)):
        assert (await visitor.get(f"/static/{name}")).status == status


async def test_an_unknown_address_is_a_page_too(hire: Hire) -> None:
    visitor = await hire(signed_in=False)
    response = await visitor.get("/nothing-here")
    assert response.status == 404
    assert "Not found" in await response.text()


async def test_the_way_in_leads_to_the_sign_in_page_also_beside_the_api(edge: Edge) -> None:
    async with TestClient(TestServer(edge.web_app())) as client:
        for path in ("/console", "/console/", "/console/inbox?view=all"):
            page = await client.get(path)
            assert (page.status, page.url.path) == (200, "/console/sign-in")
            assert "Sign in to Waymark" in await page.text()

"""Nobody of another city or organisation reads or changes a thing, whatever address they guess right."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Edge
from bot.badges.tables import AwardRow
from bot.catalogue.tables import SkillRow
from bot.chat.advising.tables import SampleRow, TaskRow
from bot.console.app import routes
from bot.console.model import OF_ORGANISATION, Grant, Role
from bot.console.tables import CannedRow, ViewRow
from bot.store.base import Base
from bot.store.engine import Store
from tests.console.conftest import CITY, SAME, Colleague, Hire
from tests.console.conversations import talk
from tests.console.test_introductions import asked, introductions  # noqa: F401 - a fixture

LIBRARY = f"{CITY}:org:lib"
OWN = {"audit", "audit_head", "console_people", "console_grants", "console_sessions", "console_attempts"}
"""Tables that tell of the strangers themselves."""
SECRET = "secretword"
FORM = {
    "text": "x",
    "tag": "x",
    "outcome": "done",
    "at": "2026-12-01T10:00",
    "reason": "because i can",
    "mark": "right",
    "do": "approve",
    "name": "Zine Maker",
    "summary": "x",
    "criteria": "x",
    "skills": "Folding paper",
    "rows": "reference\nx\n",
}


async def everything(store: Store) -> dict[str, Any]:
    async with store.read() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in OWN]
        return {table.name: sorted(map(repr, await session.execute(select(table)))) for table in tables}


@pytest.fixture
async def places(hire: Hire, edge: Edge, store: Store, introductions: Any) -> dict[str, str]:  # noqa: F811
    """A real id for each place in an address, of things of the library and of its city."""
    desk = await hire(*(Grant(role, CITY) for role in (Role.ADVISER, Role.LEAD, Role.ADMIN)))
    conversation = await talk(edge, f"hello {SECRET}")
    await desk.done(f"/conversations/{conversation}/notes", text=SECRET)
    await desk.done(f"/conversations/{conversation}/remind", at="2026-12-01T10:00", text=SECRET)
    await desk.done("/inbox/views", name=SECRET, query="view=all")
    await desk.done("/rules/canned", city=CITY, title=SECRET, text=SECRET)
    await desk.done("/review/draw", why="random")
    async with store.write() as session:
        known = {"id": f"{CITY}:skill:folding", "city": CITY, "source": "test", "source_id": "folding"}
        session.add(SkillRow(**known, digest="", extra={}, name="Folding paper"))
    issuer = await hire(Grant(Role.ISSUER, CITY, LIBRARY))
    badge = (await issuer.done("/badges/new", **FORM)).partition("/badges/")[2].partition("?")[0]
    await issuer.post(f"/badges/{badge}/award", reference=SECRET)
    introduction, _ = await asked(edge, introductions, store)
    async with store.read() as session:
        ids = [await session.scalar(select(each)) for each in (AwardRow.id, TaskRow.id, ViewRow.id, CannedRow.id)]
        seq = await session.scalar(select(SampleRow.seq))
    found = dict(zip(("award", "task", "view", "answer"), map(str, ids), strict=True))
    return found | {"conversation": conversation, "introduction": introduction, "badge": badge, "seq": str(seq)}


def address(path: str, places: dict[str, str]) -> str:
    """The path with the real ids in it."""
    of_id = places["introduction"] if path.startswith("/introductions") else places["conversation"]
    known = {**places, "id": of_id, "answer": "approve" if "recognition" in path else places["answer"]}
    return re.sub(r"\{(\w+)(:(?:[^{}]|\{[^}]*\})*)?\}", lambda found: known.get(found[1], "nothing"), path)


async def walk(stranger: Colleague, places: dict[str, str]) -> list[tuple[str, int]]:
    """What told the stranger anything."""
    told = []
    for route in routes():
        if route.roles is None or "{" not in route.path or "me/" in route.path:
            continue
        data = {"csrf": stranger.token, **FORM} if route.method == "POST" else None
        response = await stranger.client.request(
            route.method, f"/console{address(route.path, places)}", data=data, headers=SAME, allow_redirects=False
        )
        if response.status == 200 or SECRET in await response.text():
            told.append((route.path, response.status))
    return told


@pytest.mark.parametrize(
    ("city", "organisation", "held"),
    [
        ("elsewhere", "elsewhere:org:lib", [*Role]),
        (CITY, f"{CITY}:org:school", sorted(OF_ORGANISATION)),
    ],
)
async def test_real_ids_open_nothing_to_strangers(
    hire: Hire, store: Store, places: dict[str, str], city: str, organisation: str, held: list[Role]
) -> None:
    grants = [Grant(role, city, organisation if role in OF_ORGANISATION else None) for role in held]
    stranger, before = await hire(*grants), await everything(store)
    assert await walk(stranger, places) == []
    assert await everything(store) == before
    pages = [route.path for route in routes() if route.method == "GET" and route.roles and "{" not in route.path]
    for page in (page for page in pages if page != "/live"):
        assert SECRET not in await (await stranger.get(page)).text(), page

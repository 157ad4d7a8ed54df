"""How long things are kept, canned answers: what a city's lead or administrator sets."""

from aiohttp import web
from sqlalchemy import delete, select

from bot.console import audit, keeping
from bot.console.desk import place
from bot.console.dry_runs import DryRuns
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import Role
from bot.console.rendering import fields, not_found, render, see_other, wanted
from bot.console.routes import Link, route
from bot.console.tables import CannedRow, SweepRow

DRY_RUNS = web.AppKey("dry_runs", DryRuns)
SETTERS = frozenset({Role.LEAD, Role.ADMIN})
RECEIPTS = 30
CANNED = 100


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/rules: with `try=1`, how much would go now, or that it is being counted"""
    city, desk = _city(request, wanted(request, "city")), request.app[DESK]
    asked = wanted(request, "try") == "1"
    counts = await request.app[DRY_RUNS].of(city) if asked else None
    async with desk.store.read() as session:
        days = await keeping.rules(session, city)
        receipts = await session.scalars(
            select(SweepRow).where(SweepRow.city == city).order_by(SweepRow.id.desc()).limit(RECEIPTS)
        )
        canned = await session.scalars(
            select(CannedRow).where(CannedRow.city == city).order_by(CannedRow.title).limit(CANNED)
        )
        kept, answers = receipts.all(), canned.all()
    cities = sorted(request[VIEWER].cities(*SETTERS))
    return render(
        request,
        "rules.html",
        city=city,
        cities=cities,
        place=await place(request, city),
        kinds=keeping.KINDS,
        days=days,
        most=desk.advising.keep.days,
        counts=counts,
        counting=asked and counts is None,
        receipts=kept,
        canned=answers,
    )


async def set_days(request: web.Request) -> web.StreamResponse:
    """POST /console/rules"""
    sent, desk = await fields(request), request.app[DESK]
    city = _city(request, sent.get("city", ""))
    most = desk.advising.keep.days
    days = {name.removeprefix("days-"): value for name, value in sent.items() if name.startswith("days-")}
    try:
        numbers = {name: int(value) for name, value in days.items()}
        async with desk.store.write() as session:
            await keeping.set_rules(session, city, numbers, most)
            await audit.record(
                session, desk.now(), request[VIEWER].id, "keeping changed", f"city {city}", city, numbers
            )
    except ValueError:
        raise RefusedError(422, f"Days are whole numbers from {keeping.LEAST} to {most}.") from None
    request.app[DRY_RUNS].forget(city)
    return see_other(f"/rules?city={city}", "saved")


async def add_canned(request: web.Request) -> web.StreamResponse:
    """POST /console/rules/canned"""
    sent, desk = await fields(request), request.app[DESK]
    city, title, text = (
        _city(request, sent.get("city", "")),
        sent.get("title", "").strip(),
        sent.get("text", "").strip(),
    )
    if not title or not text:
        raise RefusedError(422, "A canned answer has a title and words.")
    async with desk.store.write() as session:
        session.add(CannedRow(city=city, title=title[:80], text=text[:2000]))
        await audit.record(session, desk.now(), request[VIEWER].id, "canned answer added", f"city {city}", city)
    return see_other(f"/rules?city={city}", "saved")


async def drop_canned(request: web.Request) -> web.StreamResponse:
    """POST /console/rules/canned/{answer}/remove"""
    desk, cities = request.app[DESK], request[VIEWER].cities(*SETTERS)
    mine = (CannedRow.id == int(request.match_info["answer"])) & CannedRow.city.in_(cities)
    async with desk.store.write() as session:
        gone = (await session.scalars(delete(CannedRow).where(mine).returning(CannedRow.city))).first()
        if gone is None:
            raise not_found()
        await audit.record(session, desk.now(), request[VIEWER].id, "canned answer removed", f"city {gone}", gone)
    return see_other(f"/rules?city={gone}", "removed")


def _city(request: web.Request, asked: str) -> str:
    cities = request[VIEWER].cities(*SETTERS)
    if asked and asked not in cities:
        raise not_found()
    return asked or min(cities)


ROUTES = [
    route("GET", "/rules", page, SETTERS),
    route("POST", "/rules", set_days, SETTERS),
    route("POST", "/rules/canned", add_canned, SETTERS),
    route("POST", r"/rules/canned/{answer:\d{1,9}}/remove", drop_canned, SETTERS),
]
LINKS = [Link("Rules", "/rules", SETTERS, 75)]

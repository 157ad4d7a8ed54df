"""At a glance: today and the last 30 days, in counts that show nobody."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web
from markupsafe import Markup

from bot.console import charts, figures
from bot.console.charts import Shown
from bot.console.desk import READERS, place
from bot.console.figures import DAYS, Figures
from bot.console.keys import DESK, VIEWER, Desk
from bot.console.rendering import render
from bot.console.routes import Link, route

FRESH = timedelta(minutes=5)
"""How old figures may be: a long past takes a second to count."""
REMEMBERED = 100
LISTED = (figures.BEGUN, figures.FIRST, figures.CAME, figures.ANSWERED, figures.ASKED)
LISTED_LAST = (figures.SAVED, figures.JOINED, figures.UP, figures.DOWN)


class Counted:
    """The figures of each set of cities, counted again when they are five minutes old, by one viewer for all."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[datetime, Figures]] = {}
        self._counting = asyncio.Lock()

    async def of(self, desk: Desk, cities: tuple[str, ...], zone: ZoneInfo) -> tuple[datetime, Figures]:
        """When they were counted, and the figures."""
        async with self._counting:
            known, now = self._known.get(cities), desk.now()
            if known is None or now - known[0] > FRESH:
                async with desk.store.read() as session:
                    counted = await figures.read(session, cities, figures.days_until(now, zone))
                if len(self._known) >= REMEMBERED:
                    self._known.clear()
                known = self._known[cities] = (now, counted)
            return known


COUNTED = web.AppKey("counted", Counted)


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/glance"""
    desk, cities = request.app[DESK], tuple(sorted(request[VIEWER].cities(*READERS)))
    zone = ZoneInfo((await place(request, cities[0])).zone)
    at, counted = await request.app[COUNTED].of(desk, cities, zone)
    names = [f"{day.astimezone(zone):%d %b}" for day in counted.days[:-1]]
    return render(
        request,
        "glance.html",
        charts=[*_by_day(counted, names), ("Topics", *_drawn("Topics of the last message", _counts(counted.topics)))],
        month=_listed(counted, slice(None)),
        today=_listed(counted, slice(-1, None)),
        days=DAYS,
        at=at,
        zone=zone.key,
    )


def _listed(counted: Figures, span: slice) -> list[tuple[str, str]]:
    """Name and value of each figure over some of the days."""
    total = {name: sum(counts[span]) for name, counts in counted.counts.items()}
    waits = [wait for day in counted.waits[span] for wait in day]
    return [
        *((name, charts.said(total[name])) for name in LISTED),
        ("Waited for one, in the middle", _waited(waits).words),
        ("Share of answers at a loss", _share(total[figures.LOST], total[figures.ANSWERED]).words),
        *((name, charts.said(total[name])) for name in LISTED_LAST),
    ]


def _by_day(counted: Figures, names: Sequence[str]) -> list[tuple[str, Markup, Mapping[str, Shown]]]:
    def of(name: str) -> tuple[str, Markup, Mapping[str, Shown]]:
        return (name, *_drawn(f"{name}, by day", _counts(dict(zip(names, counted.counts[name], strict=True)))))

    lost = zip(counted.counts[figures.LOST], counted.counts[figures.ANSWERED], strict=True)
    shares = dict(zip(names, (_share(part, whole) for part, whole in lost), strict=True))
    waits = dict(zip(names, map(_waited, counted.waits), strict=True))
    return [
        *(of(name) for name in (figures.BEGUN, figures.FIRST, figures.ASKED)),
        ("Minutes waited for a person", *_drawn("Minutes waited for a person, in the middle, by day", waits)),
        ("Share of answers at a loss", *_drawn("Share of answers at a loss in per cent, by day", shares)),
        *(of(name) for name in LISTED_LAST),
    ]


def _counts(counts: Mapping[str, int]) -> dict[str, Shown]:
    return {name: Shown(charts.rounded(count), charts.said(count)) for name, count in counts.items()}


def _drawn(title: str, values: Mapping[str, Shown]) -> tuple[Markup, Mapping[str, Shown]]:
    return charts.columns(title, values), values


def _share(part: int, whole: int) -> Shown:
    words = charts.share(part, whole)
    return Shown(round(100 * part / whole) if words.endswith("%") else None, words)


def _waited(waits: Sequence[float]) -> Shown:
    minutes = figures.middle(waits) if len(waits) >= charts.HIDDEN_UNDER else None
    if minutes is None:
        return Shown(None, "too few to say")
    return Shown(round(minutes), f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h")


ROUTES = [route("GET", "/glance", page, READERS)]
LINKS = [Link("At a glance", "/glance", READERS, 60)]

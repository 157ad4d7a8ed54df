"""At a glance: today and the last 30 days, in counts that show nobody."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiohttp import web
from markupsafe import Markup

from bot.console import charts, figures
from bot.console.charts import Shown
from bot.console.days import DAYS, Days
from bot.console.desk import READERS, place
from bot.console.figures import Day
from bot.console.keys import VIEWER
from bot.console.rendering import render
from bot.console.routes import Link, route

LISTED = (figures.BEGUN, figures.FIRST, figures.CAME, figures.ANSWERED, figures.ASKED)
LISTED_LAST = (figures.SAVED, figures.JOINED, figures.UP, figures.DOWN)


COUNTED = web.AppKey("counted", Days)


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/glance"""
    cities = sorted(request[VIEWER].cities(*READERS))
    zone = ZoneInfo((await place(request, cities[0])).zone)
    counted = [await request.app[COUNTED].of(city) for city in cities]
    found = [each for each in counted if each is not None]
    if len(found) < len(cities):
        return render(request, "glance_counting.html")
    at = min(counted for counted, _ in found)
    days = [_together(each) for each in zip(*(days for _, days in found), strict=True)]
    today = at.astimezone(zone).date()
    names = [f"{today + timedelta(days=number):%d %b}" for number in range(1 - DAYS, 1)]
    topics = sorted(_together(days).topics.items(), key=lambda pair: -pair[1])
    return render(
        request,
        "glance.html",
        charts=[*_by_day(days, names), ("Topics", *_drawn("Topics of the last message", _counts(dict(topics))))],
        month=_listed(_together(days)),
        today=_listed(days[-1]),
        days=DAYS,
        at=at,
        zone=zone.key,
    )


def _together(days: Sequence[Day]) -> Day:
    """What several days or cities come to."""
    counts: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for day in days:
        counts.update(day.counts)
        topics.update(day.topics)
    return Day(counts, [wait for day in days for wait in day.waits], topics)


def _listed(day: Day) -> list[tuple[str, str]]:
    """Name and value of each figure."""
    return [
        *((name, charts.said(day.counts[name])) for name in LISTED),
        ("Waited for one, in the middle", _waited(day.waits).words),
        ("Share of answers at a loss", _share(day.counts[figures.LOST], day.counts[figures.ANSWERED]).words),
        *((name, charts.said(day.counts[name])) for name in LISTED_LAST),
    ]


def _by_day(days: Sequence[Day], names: Sequence[str]) -> list[tuple[str, Markup, Mapping[str, Shown]]]:
    def each(value: Callable[[Day], Shown]) -> dict[str, Shown]:
        return {name: value(day) for name, day in zip(names, days, strict=True)}

    def of(name: str) -> tuple[str, Markup, Mapping[str, Shown]]:
        return (name, *_drawn(f"{name}, by day", each(lambda day: _count(day.counts[name]))))

    shares = each(lambda day: _share(day.counts[figures.LOST], day.counts[figures.ANSWERED]))
    waits = each(lambda day: _waited(day.waits))
    return [
        *(of(name) for name in (figures.BEGUN, figures.FIRST, figures.ASKED)),
        ("Minutes waited for a person", *_drawn("Minutes waited for a person, in the middle, by day", waits)),
        ("Share of answers at a loss", *_drawn("Share of answers at a loss in per cent, by day", shares)),
        *(of(name) for name in LISTED_LAST),
    ]


def _count(count: int) -> Shown:
    return Shown(charts.rounded(count), charts.said(count))


def _counts(counts: Mapping[str, int]) -> dict[str, Shown]:
    return {name: _count(count) for name, count in counts.items()}


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

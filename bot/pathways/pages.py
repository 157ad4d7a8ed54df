"""The plan behind its link: a page, a picture (SVG and PNG), a calendar, and plain text. The link is the only key."""

import asyncio
import re
from dataclasses import dataclass
from html import escape

from bot.catalogue.calendar import calendar
from bot.catalogue.city import City
from bot.catalogue.service import Catalogue
from bot.clock import Clock, utc_now
from bot.pathways import wording
from bot.pathways.bars import bars
from bot.pathways.calendar import entry, is_near
from bot.pathways.model import Kept
from bot.pathways.picture import Drawn, png, svg
from bot.pathways.riasec import LETTERS
from bot.pathways.service import Pathways
from bot.words import Words

PROFILE = re.compile(r"plan/profile/(\d{1,2}(?:-\d{1,2}){5})\.(svg|png)")
"""Six scores: they say nothing of whose they are, so they need no key."""
PATH = re.compile(r"plan/([\w-]{43})(?:\.(svg|png|ics|txt))?")


@dataclass(frozen=True, slots=True)
class Page:
    """As channels publish documents; nobody may keep a copy and no search engine may list it."""

    body: bytes
    content_type: str
    name: str = ""
    status: int = 200
    seconds: int = 0


class PlanPages:
    def __init__(self, pathways: Pathways, catalogue: Catalogue, words: Words, now: Clock = utc_now) -> None:
        self._pathways = pathways
        self._catalogue = catalogue
        self._words = words
        self._now = now
        self._forms = {
            None: self._page,
            "svg": lambda kept, city, link: Page(self.picture(kept).encode(), "image/svg+xml", "plan.svg"),
            "png": lambda kept, city, link: Page(png(self.picture(kept)), "image/png", "plan.png"),
            "txt": lambda kept, city, link: Page(self._text(kept).encode(), "text/plain; charset=utf-8", "plan.txt"),
        }

    async def document(self, path: str) -> Page | None:
        """What stands at a path; None for an unknown link."""
        if profile := PROFILE.fullmatch(path):
            return await asyncio.to_thread(self._profile, [int(each) for each in profile[1].split("-")], profile[2])
        found = PATH.fullmatch(path)
        kept = await self._pathways.by_link(found[1]) if found else None
        if found is None or kept is None:
            return None
        city = await self._catalogue.city(kept.goal.id.partition(":")[0])
        if found[2] == "ics":
            return await self._calendar(kept, city) if city else None
        return await asyncio.to_thread(self._forms[found[2]], kept, city.name if city else "", found[1])

    def _profile(self, scores: list[int], form: str) -> Page:
        say = self._words.say
        names = [say(f"quiz.areas.{letter}") for letter in LETTERS]
        rows = [
            (f"{name[0].upper()}{name[1:]}", points, say("quiz.points", points=points))
            for name, points in zip(names, scores, strict=True)
        ]
        drawn = bars(say("quiz.profile_title"), rows)
        return Page(png(drawn), "image/png") if form == "png" else Page(drawn.encode(), "image/svg+xml")

    def picture(self, kept: Kept) -> str:
        earned = {badge for each in kept.done for badge in each.badges}
        steps = [
            Drawn(
                stage.title,
                wording.line(self._words, stage).removeprefix(stage.title).strip(" ,."),
                kept.state(stage),
                [(name, badge in earned) for badge, name in stage.badges],
            )
            for stage in kept.stages
        ]
        title = self._say("title", goal=kept.goal.title)
        return svg(title, self._say("goal", goal=kept.goal.title), steps, self._say("held"))

    def lines(self, kept: Kept) -> list[str]:
        return [
            self._say("step", number=number, line=wording.line(self._words, stage))
            for number, stage in enumerate(kept.stages, start=1)
        ]

    async def _calendar(self, kept: Kept, city: City) -> Page:
        """What is still to do, at its own hours in the city's time."""
        now = self._now()
        ahead = [each for each in kept.stages if kept.state(each) != "done" and is_near(each, now.date())]
        known = {one.id: one for one in await self._catalogue.get([stage.item for stage in ahead])}
        entries = [entry(stage, wording.line(self._words, stage), known) for stage in ahead]
        title = self._say("title", goal=kept.goal.title)
        body = await asyncio.to_thread(calendar, city, entries, now, title)
        return Page(body, "text/calendar; charset=utf-8", "plan.ics")

    def _text(self, kept: Kept) -> str:
        return (
            "\n".join([self._say("title", goal=kept.goal.title), *self.lines(kept), self._ready(kept)]).strip() + "\n"
        )

    def _ready(self, kept: Kept) -> str:
        return self._say("ready", day=wording.ready(self._words, kept.ready)) if kept.ready else ""

    def _page(self, kept: Kept, city: str, link: str) -> Page:
        title = escape(self._say("title", goal=kept.goal.title))
        items = "".join(f"<li>{escape(wording.line(self._words, stage))}</li>" for stage in kept.stages)
        body = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{escape(self._say("lead", city=city))}</p>
<p><a href="/plan/{link}.ics">{escape(self._say("calendar"))}</a> ·
<a href="/plan/{link}.png" download>{escape(self._say("image"))}</a></p>
<ol>{items}</ol><p>{escape(self._ready(kept))}</p>
<p><img src="/plan/{link}.svg" alt="{escape(self._say("picture", goal=kept.goal.title), quote=True)}" width="100%"></p>
</main></body></html>
"""
        return Page(body.encode(), "text/html; charset=utf-8")

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(f"pathways.page.{key}", **values)

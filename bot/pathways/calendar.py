"""The steps of a plan as a calendar tells them: at their own hours, on the days that the plan has for them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.catalogue.calendar import Entry, of_opportunity
from bot.catalogue.model import Opportunity
from bot.pathways.model import Stage

FAR = timedelta(days=3 * 366)
"""Days ahead up to which a step is told."""


def entry(stage: Stage, line: str, known: Mapping[str, Opportunity]) -> Entry:
    """`line` is the step in one line, `known` the opportunities by public id. A step that can begin any day, or takes
    no time, is on its first day alone."""
    one = known.get(stage.item)
    short = stage.kind != "opportunity" or (stage.open and not (one and one.sessions))
    last = stage.begins if short else stage.ends
    if one is None:
        return Entry(stage.item, stage.title, line, starts=stage.begins, ends=last)
    return replace(of_opportunity(one), title=stage.title, summary=line, starts=stage.begins, ends=last)


def is_near(stage: Stage, today: date) -> bool:
    return stage.begins - today < FAR

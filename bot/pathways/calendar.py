"""A plan as iCalendar (RFC 5545): one event a step, with unique ids that stay the same when it is fetched again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from bot.pathways.model import Stage

PRODUCT = "-//Waymark//careers guide//EN"
FAR = 3 * 366
"""Days ahead up to which a step is an event."""


def calendar(title: str, lines: Sequence[tuple[Stage, str]], made: datetime) -> bytes:
    """The calendar of (stage, what it says). A step that can begin any day is put on the first day that it can."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", title)
    for stage, line in lines:
        if stage.begins - made.date() < timedelta(days=FAR):
            whole.add_component(_event(stage, line, made))
    return bytes(whole.to_ical())


def _event(stage: Stage, line: str, made: datetime) -> Event:
    """All day, since a plan knows days and a provider knows hours."""
    event = Event()
    event.add("uid", f"{stage.item}@waymark")
    event.add("dtstamp", made)
    event.add("summary", stage.title)
    event.add("description", line)
    first, last = _days(stage)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _days(stage: Stage) -> tuple[date, date]:
    """Of what one can begin any day only its beginning is known."""
    return (stage.begins, stage.begins) if stage.open or stage.kind != "opportunity" else (stage.begins, stage.ends)

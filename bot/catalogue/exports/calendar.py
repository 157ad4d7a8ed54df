"""A city's opportunities as one calendar, event by event."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from bot.catalogue import calendar
from bot.catalogue.calendar import Entry
from bot.catalogue.exports.things import Thing, load_city, things
from bot.catalogue.exports.writing import Written
from bot.catalogue.importing.values import session
from bot.catalogue.model import Position
from bot.store.engine import Store


async def export_calendar(store: Store, path: Path, *, city: str, now: datetime, item: str = "") -> Written:
    """Writes the times of a city's opportunities, or of the one with the public id `item`.

    UnknownCityError, OSError; LookupError when there is no such opportunity.
    """
    home = await load_city(store, city)
    await asyncio.to_thread(_write, path, [calendar.opening(home, now)], "wb")
    number = 0
    async for batch in things(store, home, "opportunities"):
        chosen = [entry_of(thing) for thing in batch if not item or thing.id == item]
        number += len(chosen)
        await asyncio.to_thread(_write, path, calendar.events(home, chosen, now), "ab")
    await asyncio.to_thread(_write, path, [calendar.CLOSING], "ab")
    if item and not number:
        raise LookupError(f"there is no opportunity {item!r} in {city!r}")
    return Written(path, number)


def entry_of(thing: Thing) -> Entry:
    """An opportunity from the store as it stands in a calendar."""
    fields = thing.fields
    place = (thing.organisation["name"], fields.get("address"), fields.get("postcode"))
    sessions = tuple(session(each) for each in fields.get("sessions", ()))
    return Entry(
        thing.id,
        fields["title"],
        fields.get("summary") or fields.get("description") or "",
        ", ".join(part for part in place if part),
        Position(fields["lat"], fields["lon"]) if "lat" in fields else None,
        fields.get("url", ""),
        fields["kind"],
        fields.get("starts"),
        fields.get("ends") or (fields.get("valid_until") if sessions else None),
        sessions,
    )


def _write(path: Path, parts: Iterable[bytes] | Iterator[bytes], mode: str) -> None:
    with path.open(mode) as file:
        file.writelines(parts)

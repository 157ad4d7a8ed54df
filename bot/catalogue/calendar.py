"""When things take place, as iCalendar (RFC 5545), in the city's time zone and with UIDs that stay the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from bot.catalogue.city import City
from bot.catalogue.model import Opportunity, Position, Session
from bot.catalogue.openings import Opening

PRODUCT = "-//Waymark//Waymark//EN"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = timedelta(days=7)
"""A span of days up to this stands in the calendar as a whole; of a longer one only its first day."""
ZONE_PAST, ZONE_FUTURE = timedelta(days=366), timedelta(days=10 * 366)
"""How much of the time zone's rules is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar says about one thing. `starts` and `ends` are its first and last day, either may be open."""

    id: str
    """The public id."""
    title: str
    summary: str = ""
    place: str = ""
    position: Position | None = None
    url: str = ""
    kind: str = ""
    starts: date | None = None
    ends: date | None = None
    sessions: Sequence[Session] = ()


def of_opportunity(one: Opportunity) -> Entry:
    """An opportunity as it stands in a calendar; regular times end when it is no longer valid."""
    place = ", ".join(part for part in (one.organisation, one.address, one.postcode) if part)
    return Entry(
        one.id, one.title, one.summary or one.description, place, one.position, one.url, one.kind, one.starts,
        one.ends or (one.valid_until if one.sessions else None), one.sessions,
    )  # fmt: skip


def of_opening(one: Opening, title: str) -> Entry:
    """The last day to apply for an opening, under a title that says so."""
    place = ", ".join(part for part in (one.organisation, one.address, one.postcode) if part)
    return Entry(one.id, title, one.summary, place, one.position, one.url, one.kind, one.closes, one.closes)


def calendar(city: City, entries: Iterable[Entry], now: datetime, name: str = "") -> bytes:
    """A whole calendar. What has no date at all is not in it. It is called like the city unless it has a name."""
    return b"".join([opening(city, now, name), *events(city, entries, now), CLOSING])


def opening(city: City, now: datetime, name: str = "") -> bytes:
    """The start of a calendar: whose it is, and the rules of the city's time zone."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("name", name or city.name)
    whole.add("x-wr-calname", name or city.name)
    first, last = (now - ZONE_PAST).date(), (now + ZONE_FUTURE).date()
    if city.time_zone != "UTC":
        whole.add_component(Timezone.from_tzid(city.time_zone, first_date=first, last_date=last))
    return bytes(whole.to_ical()).removesuffix(CLOSING)


CLOSING = b"END:VCALENDAR\r\n"


def events(city: City, entries: Iterable[Entry], now: datetime) -> Iterator[bytes]:
    """The events of a calendar, one by one; `now` is when they are written."""
    for entry in entries:
        for event in _events(entry, city.zone, now):
            yield bytes(event.to_ical())


def _events(entry: Entry, zone: ZoneInfo, now: datetime) -> Iterator[Event]:
    if entry.sessions:
        for hours, days in _slots(entry.sessions).items():
            yield from _regular(entry, hours, days, zone, now)
    elif entry.starts is not None:
        yield _days(entry, entry.starts, now)


def _slots(sessions: Iterable[Session]) -> Mapping[tuple[time, time], list[int]]:
    """The week days of each pair of hours: one rule for each."""
    slots: dict[tuple[time, time], list[int]] = {}
    for session in sessions:
        days = slots.setdefault((session.starts, session.ends), [])
        if session.day not in days:
            days.append(session.day)
    return {hours: sorted(days) for hours, days in slots.items()}


def _regular(
    entry: Entry, hours: tuple[time, time], days: Sequence[int], zone: ZoneInfo, now: datetime
) -> Iterator[Event]:
    """Weekly times from the first day on which one falls, or the next one where no start is known."""
    starts, ends = hours
    earliest = entry.starts or now.astimezone(zone).date()
    first = min(earliest + timedelta(days=(day - earliest.weekday()) % 7) for day in days)
    if entry.ends is not None and first > entry.ends:
        return
    event = _event(entry, f"{starts:%H%M}-{ends:%H%M}", now)
    event.add("dtstart", datetime.combine(first, starts, zone))
    event.add("dtend", datetime.combine(first + timedelta(days=ends <= starts), ends, zone))
    if entry.ends is None or entry.ends > first:
        event.add("rrule", _weekly(days, entry.ends, starts, zone))
    yield event


def _weekly(days: Sequence[int], last: date | None, starts: time, zone: ZoneInfo) -> dict[str, object]:
    """The rule. UNTIL is in UTC where the start has a time zone (RFC 5545, section 3.3.10)."""
    until = {"until": datetime.combine(last, starts, zone).astimezone(UTC)} if last else {}
    return {"freq": "WEEKLY", **until, "byday": [DAYS[day] for day in days]}


def _days(entry: Entry, starts: date, now: datetime) -> Event:
    last = entry.ends if entry.ends and timedelta() <= entry.ends - starts < LONGEST else starts
    event = _event(entry, "days", now)
    event.add("dtstart", starts)
    event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _event(entry: Entry, slot: str, now: datetime) -> Event:
    event = Event()
    # The same thing at the same hours keeps its UID, so that a calendar updates it (RFC 7986, section 5.3: UUIDs).
    event.add("uid", str(uuid5(NAMESPACE_URL, f"urn:waymark:{entry.id}#{slot}")))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", entry.title)
    for name, value in (("description", entry.summary), ("location", entry.place), ("url", entry.url)):
        if value:
            event.add(name, value)
    if entry.position:
        event.add("geo", (entry.position.lat, entry.position.lon))
    if entry.kind:
        event.add("categories", [entry.kind])
    return event

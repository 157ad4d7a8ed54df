"""When things take place, for calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import icalendar
import pytest

from bot.catalogue import calendar
from bot.catalogue.calendar import Entry
from bot.catalogue.city import City
from bot.catalogue.model import Opportunity, Position, Session

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday."""
CITY = City("fernley", "Fernley", Position(54.0, -1.5), time_zone="Europe/London")
CLUB = Entry(
    "fernley:opp:beats", "Beats; club, loud", "Make beats.\nBring headphones.", "The Loft, 1 Mill Lane",
    Position(54.0, -1.5), "https://loft.example/a,b", "club", date(2026, 3, 3), date(2026, 6, 30),
    (Session(5, time(10), time(12)), Session(1, time(18), time(20)), Session(6, time(10), time(12))),
)  # fmt: skip


def read(*entries: Entry, city: City = CITY, now: datetime = NOW) -> list[Any]:
    """The events, as a calendar program reads them."""
    return list(icalendar.Calendar.from_ical(calendar.calendar(city, entries, now)).walk("VEVENT"))


def rule(event: Any) -> str:
    return str(event["rrule"].to_ical().decode())


def test_regular_times_are_one_rule_for_each_pair_of_hours() -> None:
    weekend, tuesday = read(CLUB)
    assert rule(weekend) == "FREQ=WEEKLY;UNTIL=20260630T090000Z;BYDAY=SA,SU"
    assert rule(tuesday) == "FREQ=WEEKLY;UNTIL=20260630T170000Z;BYDAY=TU"
    assert weekend.decoded("dtstart").isoformat() == "2026-03-07T10:00:00+00:00"
    assert tuesday.decoded("dtend").isoformat() == "2026-03-03T20:00:00+00:00"


def test_times_are_the_city_s_with_its_rules_of_summer_time() -> None:
    text = calendar.calendar(CITY, [CLUB], NOW).decode()
    assert "DTSTART;TZID=Europe/London:20260307T100000" in text
    [zone] = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/London"
    assert zone.walk("DAYLIGHT")


def test_what_has_no_start_begins_next_time_and_without_an_end_goes_on() -> None:
    [event] = read(replace(CLUB, starts=None, ends=None, sessions=(Session(2, time(9), time(10)),)))
    assert event.decoded("dtstart").date() == date(2026, 3, 4)
    assert rule(event) == "FREQ=WEEKLY;BYDAY=WE"


def test_a_single_time_has_no_rule_and_one_past_midnight_ends_on_the_next_day() -> None:
    night = replace(CLUB, starts=date(2026, 3, 6), ends=date(2026, 3, 6), sessions=(Session(4, time(22), time(1)),))
    [event] = read(night)
    assert "rrule" not in event
    assert event.decoded("dtend").isoformat() == "2026-03-07T01:00:00+00:00"


def test_times_that_never_come_are_left_out() -> None:
    assert read(replace(CLUB, starts=date(2026, 3, 3), ends=date(2026, 3, 3), sessions=CLUB.sessions[:1])) == []


@pytest.mark.parametrize(
    ("starts", "ends", "last"),
    [
        (date(2026, 4, 1), None, date(2026, 4, 2)),
        (date(2026, 4, 1), date(2026, 4, 3), date(2026, 4, 4)),
        (date(2026, 4, 1), date(2026, 7, 1), date(2026, 4, 2)),
    ],
)
def test_days_without_hours_are_whole_days_and_a_long_span_is_its_first(
    starts: date, ends: date | None, last: date
) -> None:
    [event] = read(replace(CLUB, starts=starts, ends=ends, sessions=()))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (starts, last)


def test_what_has_no_date_is_not_in_it() -> None:
    assert read(replace(CLUB, starts=None, ends=None, sessions=())) == []


def test_ids_are_the_same_each_time_and_differ_from_each_other() -> None:
    first = [event["uid"] for event in read(CLUB)]
    assert first == [event["uid"] for event in read(replace(CLUB, title="New"), now=NOW.replace(year=2027))]
    assert len({*first, *(event["uid"] for event in read(replace(CLUB, id="fernley:opp:other")))}) == 4


def test_what_is_told_survives_the_signs_that_calendars_use() -> None:
    event = read(CLUB)[0]
    assert event["summary"] == "Beats; club, loud"
    assert event["description"] == "Make beats.\nBring headphones."
    assert event["location"] == "The Loft, 1 Mill Lane"
    assert event["url"] == "https://loft.example/a,b"
    assert (event["geo"].latitude, event["geo"].longitude) == (54.0, -1.5)


def test_lines_are_short_and_end_as_the_standard_wants() -> None:
    text = calendar.calendar(CITY, [replace(CLUB, summary="ü" * 500)], NOW)
    lines = text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert b"\n" not in text.replace(b"\r\n", b"")


def test_a_city_in_universal_time_needs_no_rules() -> None:
    text = calendar.calendar(replace(CITY, time_zone="UTC"), [CLUB], NOW).decode()
    assert "VTIMEZONE" not in text
    assert "DTSTART:20260307T100000Z" in text


def test_an_opportunity_s_regular_times_end_when_it_is_no_longer_valid() -> None:
    club = Opportunity(
        "fernley:opp:x", "fernley", "X", "The Loft", "fernley:org:loft", "club", sessions=CLUB.sessions,
        address="1 Mill Lane", postcode="FE1", valid_until=date(2026, 5, 1),
    )  # fmt: skip
    entry = calendar.of_opportunity(club)
    assert (entry.place, entry.ends) == ("The Loft, 1 Mill Lane, FE1", date(2026, 5, 1))
    assert calendar.of_opportunity(replace(club, sessions=())).ends is None

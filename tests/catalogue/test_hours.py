from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.catalogue.city import Hours
from bot.catalogue.hours import next_opening

LONDON = ZoneInfo("Europe/London")
WEEK = [Hours(day, time(9), time(17, 30)) for day in range(5)]


def test_nothing_to_wait_for_while_they_are_there() -> None:
    assert next_opening(WEEK, datetime(2026, 11, 24, 10, tzinfo=UTC), LONDON) is None


def test_in_the_evening_it_is_tomorrow_morning() -> None:
    opens = next_opening(WEEK, datetime(2026, 11, 24, 19, tzinfo=UTC), LONDON)
    assert opens == datetime(2026, 11, 25, 9, tzinfo=LONDON)


def test_on_friday_night_it_is_monday() -> None:
    opens = next_opening(WEEK, datetime(2026, 11, 27, 20, tzinfo=UTC), LONDON)
    assert opens == datetime(2026, 11, 30, 9, tzinfo=LONDON)


def test_hours_are_those_of_the_city() -> None:
    # 08:30 UTC is 09:30 in London's summer.
    assert next_opening(WEEK, datetime(2026, 7, 7, 8, 30, tzinfo=UTC), LONDON) is None


def test_a_city_without_hours_promises_none() -> None:
    assert next_opening([], datetime(2026, 11, 24, 19, tzinfo=UTC), LONDON) is None

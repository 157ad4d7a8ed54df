"""OpenActive feeds and single things."""

from typing import Any

import pytest

from bot.settings import PROJECT
from tests.catalogue.formats.conftest import Reading, rows

REAL = PROJECT.parent / "shared/data/openactive"
SESSION: dict[str, Any] = {
    "@context": "https://openactive.io/", "@type": "SessionSeries", "@id": "https://gym.example/s/1",
    "name": "Girls Swim", "description": "Splash.", "organizer": {"@type": "Organization", "name": "Lido"},
    "genderRestriction": "https://openactive.io/FemaleOnly", "ageRange": {"minValue": 11, "maxValue": 16},
    "activity": [{"@type": "Concept", "prefLabel": "Swimming"}], "level": ["Beginner"],
    "offers": [{"name": "Member", "price": 2}, {"name": "Non-member", "price": 3.5, "priceCurrency": "GBP"}],
    "eventSchedule": {
        "@type": "PartialSchedule", "repeatFrequency": "P1W", "byDay": ["https://schema.org/Friday"],
        "startTime": "17:00", "endTime": "18:30", "startDate": "2026-01-09",
    },
    "leader": [{"@type": "Person", "name": "Jo Secret", "email": "jo@lido.example"}],
}  # fmt: skip


def feed(*items: dict[str, Any]) -> dict[str, Any]:
    return {"next": "https://data.gym.example/feed?afterId=3", "items": list(items), "license": "https://x.example"}


def updated(id: int, data: dict[str, Any]) -> dict[str, Any]:
    return {"state": "updated", "kind": data["@type"], "id": id, "modified": 3, "data": data}


def test_a_series_has_its_regular_times_who_it_is_for_and_what_it_costs(reading: Reading) -> None:
    [row] = reading("openactive", SESSION)
    assert row.fields == {
        "title": "Girls Swim", "organisation": "Lido", "description": "Splash.", "kind": "session", "online": "no",
        "interests": ["Swimming"], "level": ["Beginner"], "age_min": "11", "age_max": "16", "starts": "2026-01-09",
        "sessions": ["Fri 17:00-18:30"], "cost": "3.5", "currency": "GBP", "access": "Women and girls only.",
        "prices": ["Member 2", "Non-member 3.5 GBP"],
    }  # fmt: skip
    assert "Secret" not in repr(row)


def test_an_instant_is_told_in_the_city_s_time(reading: Reading) -> None:
    event = {"@type": "Event", "@id": "e", "name": "Late", "startDate": "2026-06-06T23:30:00Z", "duration": "PT1H"}
    [row] = reading("openactive", event)
    assert (row.fields["starts"], row.fields["sessions"]) == ("2026-06-07", ["Sun 00:30-01:30"])


def test_single_sessions_tell_the_regular_times_where_no_schedule_does(reading: Reading) -> None:
    parts = [
        {"@type": "ScheduledSession", "startDate": f"{day}T18:00:00Z", "endDate": f"{day}T19:00:00Z"}
        for day in ("2026-03-02", "2026-03-09", "2026-03-16")
    ]  # fmt: skip
    [row] = reading("openactive", {**SESSION, "eventSchedule": None, "subEvent": parts})
    assert row.fields["sessions"] == ["Mon 18:00-19:00"]
    assert (row.fields["starts"], row.fields["ends"]) == ("2026-03-02", "2026-03-16")


def test_a_session_takes_from_its_series_what_it_leaves_open(reading: Reading) -> None:
    single = {
        "@type": "ScheduledSession", "@id": "https://gym.example/ss/9", "superEvent": "https://gym.example/s/1",
        "startDate": "2026-03-06T17:00:00Z", "endDate": "2026-03-06T18:00:00Z", "remainingAttendeeCapacity": 0,
    }  # fmt: skip
    _, row = reading("openactive", feed(updated(1, SESSION), updated(2, single)))
    assert (row.fields["title"], row.fields["places"], row.fields["starts"]) == ("Girls Swim", "0", "2026-03-06")


def test_the_ids_of_a_feed_tell_whose_feed_it_is_and_what_is_deleted(reading: Reading) -> None:
    deleted = {"state": "deleted", "kind": "SessionSeries", "id": 8, "modified": 4}
    one, gone = reading("openactive", feed(updated(7, SESSION), deleted))
    assert (one.id, one.gone) == ("data.gym.example-SessionSeries-7", "")
    assert (gone.id, gone.gone) == ("data.gym.example-SessionSeries-8", "state: is deleted")


def test_each_instance_of_a_course_is_a_row(reading: Reading) -> None:
    instances = [{"@type": "CourseInstance", "startDate": f"2026-0{month}-01"} for month in (4, 9)]
    course = {"@type": "Course", "name": "Judo", "organizer": {"name": "Dojo"}, "courseInstance": instances}
    assert [row.fields["starts"] for row in reading("openactive", course)] == ["2026-04-01", "2026-09-01"]


@pytest.mark.parametrize("thing", [{"@type": "FacilityUse", "name": "Pitch"}, {"name": "?"}, 7, "x", None, []])
def test_what_is_no_session_course_or_event_is_named(reading: Reading, thing: Any) -> None:
    for row in reading("openactive", [thing]):
        assert "is no session, course or event" in row.broken


def test_an_older_feed_without_signs_is_read_too(reading: Reading) -> None:
    old = {"type": "Event", "id": "https://gym.example/e/1", "name": "Run", "organizer": {"name": "Runners"}}
    [row] = reading("openactive", old)
    assert row.fields["title"] == "Run"


def test_only_opportunities_are_there(reading: Reading) -> None:
    assert reading("openactive", SESSION, "openings") == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_examples_of_openactive_itself() -> None:
    camp, ride, video = (row for path in sorted(REAL.glob("*.json")) for row in rows("openactive", path))
    assert camp.fields["organisation"] == "England Netball"
    assert (camp.fields["age_min"], camp.fields["age_max"], camp.fields["cost"]) == ("11", "16", "154")
    assert (camp.fields["starts"], camp.fields["ends"], camp.fields["postcode"]) == (
        "2018-08-01",
        "2018-08-04",
        "NG10 4AD",
    )
    assert (ride.fields["sessions"], ride.fields["cost"]) == (["Sun 10:00-12:40"], "0")
    assert video.fields["online"] == "yes"

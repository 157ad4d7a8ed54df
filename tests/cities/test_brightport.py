"""Brightport's city file, taxonomy, organisations, badges and opportunities are whole, varied and hold together."""

import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

CITY = Path(__file__).parents[2] / "cities" / "brightport"
WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
KINDS = {
    "course", "club", "event", "volunteering", "work experience", "workshop", "taster", "drop-in", "competition",
    "group", "apprenticeship",
}  # fmt: skip
SESSION = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d\d:\d\d)-(\d\d:\d\d)")
SEASON = re.compile(
    r"\b(january|february|april|june|july|august|september|october|november|december|easter|christmas)\b", re.IGNORECASE
)
SCHOOL_LEAVING_AGE = 16
NO_LATER_THAN = time(21)
"""A session for under-16s ends by then."""
KM_PER_DEGREE = 111.2

Row = dict[str, str]
Lists = dict[str, list[str]]

COLUMNS = {
    "interests": "id name riasec labels summary",
    "skills": "id name labels kind",
    "organisations": "id name kind summary area address postcode lat lon url",
    "badges": "id name issuer summary criteria skills interests level image url",
    "opportunities": "id title organisation kind summary description learning_type interests skills priorities awards"
    " requires age_min age_max cost currency area address postcode lat lon online access starts ends sessions places"
    " how_to_join url valid_until",
}
FILLED = {
    "interests": "id name riasec labels summary",
    "skills": "id name labels kind",
    "organisations": "id name kind summary area address postcode lat lon url",
    "badges": "id name issuer summary criteria skills interests level url",
    "opportunities": "id title organisation kind summary description learning_type interests skills priorities cost"
    " online access how_to_join url",
}
LEAST = {"interests": 90, "skills": 200, "organisations": 90, "badges": 80, "opportunities": 300}


def rows(name: str) -> list[Row]:
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def city() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((CITY / "city.json").read_text(encoding="utf-8"))
    return facts


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def ids(name: str) -> set[str]:
    return {row["id"] for row in rows(name)}


def twice(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def anchor() -> date:
    return date.fromisoformat(city()["dates_as_of"])


def sessions(row: Row) -> list[tuple[str, time, time]]:
    found = [SESSION.fullmatch(part) for part in parts(row["sessions"])]
    assert all(found), f"{row['id']}: {row['sessions']}"
    return [(match[1], time.fromisoformat(match[2]), time.fromisoformat(match[3])) for match in found if match]


def dates(row: Row) -> list[date]:
    return [date.fromisoformat(row[name]) for name in ("starts", "ends", "valid_until") if row[name]]


def is_free(row: Row) -> bool:
    return row["cost"] == "free" or float(row["cost"]) == 0


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_the_columns_of_the_contract(name: str) -> None:
    assert list(rows(name)[0]) == COLUMNS[name].split()


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_no_row_with_a_cell_too_many_or_too_few(name: str) -> None:
    assert [row["id"] for row in rows(name) if None in row or None in row.values()] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_what_everything_needs_is_filled_in(name: str) -> None:
    empty = [(row["id"], field) for row in rows(name) for field in FILLED[name].split() if not row[field].strip()]
    assert empty == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_as_many_as_the_sample_city_promises(name: str, least: int) -> None:
    assert len(rows(name)) >= least


@pytest.mark.parametrize("name", COLUMNS)
def test_ids_are_unique_and_plain(name: str) -> None:
    found = [row["id"] for row in rows(name)]
    assert twice(found) == []
    assert [each for each in found if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_no_cell_could_be_read_as_a_formula_or_has_space_around_it(name: str) -> None:
    cells = [(row["id"], field) for row in rows(name) for field, cell in row.items() if cell != cell.strip()]
    formulas = [(row["id"], cell) for row in rows(name) for cell in row.values() if re.match(r"[=+@]", cell)]
    assert cells == []
    assert formulas == []


REFERENCES = [
    ("organisations", "area", "areas"),
    ("badges", "issuer", "organisations"),
    ("badges", "skills", "skills"),
    ("badges", "interests", "interests"),
    ("opportunities", "organisation", "organisations"),
    ("opportunities", "area", "areas"),
    ("opportunities", "interests", "interests"),
    ("opportunities", "skills", "skills"),
    ("opportunities", "priorities", "priorities"),
    ("opportunities", "awards", "badges"),
    ("opportunities", "requires", "badges"),
]


@pytest.mark.parametrize(("name", "field", "target"), REFERENCES)
def test_every_reference_leads_somewhere(name: str, field: str, target: str) -> None:
    known = {each["id"] for each in city()[target]} if target in ("areas", "priorities") else ids(target)
    assert [(row["id"], part) for row in rows(name) for part in parts(row[field]) if part not in known] == []


def test_all_web_addresses_are_examples() -> None:
    links = [row["url"] for name in ("organisations", "badges", "opportunities") for row in rows(name)]
    assert [link for link in links if not re.match(r"https://[a-z0-9-]+\.example(/|$)", link)] == []


def test_there_are_eight_areas_that_young_people_can_name_in_their_own_words() -> None:
    areas = city()["areas"]
    assert len(areas) == 8
    assert {"Eastfield", "Northgate", "Harbourside"} <= {area["name"] for area in areas}
    spoken = [word.lower() for area in areas for word in (area["name"], *area["aliases"])]
    assert min(len(area["aliases"]) for area in areas) >= 3
    assert twice(spoken) == []


def test_every_place_lies_in_the_city() -> None:
    centre = city()["centre"]
    places = [(row["id"], float(row["lat"]), float(row["lon"])) for row in rows("organisations")]
    places += [(row["id"], float(row["lat"]), float(row["lon"])) for row in rows("opportunities") if row["lat"]]
    places += [(area["id"], area["lat"], area["lon"]) for area in city()["areas"]]
    assert [name for name, lat, lon in places if kilometres(centre, lat, lon) > 12] == []


def kilometres(centre: dict[str, float], lat: float, lon: float) -> float:
    """Flat distance, good to a few metres at this size."""
    east = (lon - centre["lon"]) * math.cos(math.radians(centre["lat"]))
    return KM_PER_DEGREE * math.hypot(lat - centre["lat"], east)


def test_dates_are_written_as_of_a_monday() -> None:
    assert anchor().weekday() == 0


def test_help_is_there_for_every_kind_of_trouble() -> None:
    lines = city()["helplines"]
    assert {"emergency", "harm", "distress"} == {line["when"] for line in lines}
    assert {"999", "0800 1111", "116 123", "85258"} <= {line["number"] for line in lines}
    assert all(line["name"] and line["about"] and line["hours"] for line in lines)


def test_the_city_says_from_which_age_it_may_be_used_and_when_advisers_work() -> None:
    rules = city()["age_rules"]
    assert (rules["user_minimum"], rules["adviser_approval_under"]) == (13, 18)
    assert "gov.uk" in rules["source"]
    assert [hours["day"] for hours in city()["adviser_hours"]] == WEEK[:5]
    assert city()["duty_email"].endswith(".example")


def test_sixty_organisations_teach_and_thirty_employ() -> None:
    kinds = Counter(row["kind"] for row in rows("organisations"))
    assert set(kinds) == {"provider", "employer", "issuer", "network", "school"}
    assert kinds["employer"] >= 30
    assert kinds.total() - kinds["employer"] >= 60


def test_no_two_interests_answer_to_the_same_word() -> None:
    words = [word.lower() for row in rows("interests") for word in {row["name"].lower(), *parts(row["labels"])}]
    assert twice(words) == []


def test_no_two_skills_answer_to_the_same_word() -> None:
    words = [word.lower() for row in rows("skills") for word in {row["name"].lower(), *parts(row["labels"])}]
    assert twice(words) == []


def test_interests_have_several_words_of_young_people_and_a_holland_code() -> None:
    wrong = [row["id"] for row in rows("interests") if not re.fullmatch(r"[RIASEC]{1,3}", row["riasec"])]
    few = [row["id"] for row in rows("interests") if len(parts(row["labels"])) < 4]
    assert wrong == []
    assert few == []


@pytest.mark.parametrize(
    ("said", "interest"),
    [("beats", "music-production"), ("summat with my hands", "making-and-trades"), ("footy", "football")],
)
def test_slang_finds_the_interest(said: str, interest: str) -> None:
    assert [row["id"] for row in rows("interests") if said in parts(row["labels"])] == [interest]


def test_skills_are_of_five_kinds() -> None:
    assert {row["kind"] for row in rows("skills")} == {"transferable", "practical", "technical", "creative", "care"}


def test_every_badge_can_be_earned_somewhere() -> None:
    awarded = {badge for row in rows("opportunities") for badge in parts(row["awards"])}
    assert ids("badges") - awarded == set()


def test_about_half_of_the_opportunities_lead_to_a_badge_and_some_build_on_one() -> None:
    found = rows("opportunities")
    assert 0.4 <= share(found, [row for row in found if row["awards"]]) <= 0.7
    assert len([row for row in found if row["requires"]]) >= 20


def test_nobody_needs_a_badge_that_can_only_be_earned_with_itself() -> None:
    open_to_all = {badge for row in rows("opportunities") if not row["requires"] for badge in parts(row["awards"])}
    reachable = widened(open_to_all)
    assert {badge for row in rows("opportunities") for badge in parts(row["requires"])} - reachable == set()


def widened(badges: set[str]) -> set[str]:
    """All badges that can be reached from these, step by step."""
    more = badges | {
        badge
        for row in rows("opportunities")
        if set(parts(row["requires"])) <= badges
        for badge in parts(row["awards"])
    }
    return more if more == badges else widened(more)


def share(all_of_them: list[Row], some: list[Row]) -> float:
    return len(some) / len(all_of_them)


def test_every_interest_has_at_least_five_opportunities() -> None:
    found = Counter(interest for row in rows("opportunities") for interest in parts(row["interests"]))
    assert [interest for interest in ids("interests") if found[interest] < 5] == []


def test_an_opportunity_names_one_to_three_interests() -> None:
    assert [row["id"] for row in rows("opportunities") if not 1 <= len(parts(row["interests"])) <= 3] == []


def test_opportunities_come_from_sixty_organisations_and_from_everyone_who_teaches() -> None:
    offering = {row["organisation"] for row in rows("opportunities")}
    teaching = {row["id"] for row in rows("organisations") if row["kind"] != "employer"}
    assert len(offering) >= 60
    assert teaching - offering == set()


def test_opportunities_are_of_every_kind() -> None:
    assert {row["kind"] for row in rows("opportunities")} == KINDS
    assert {row["learning_type"] for row in rows("opportunities")} == {"formal", "non-formal", "informal"}


def test_a_third_is_free_and_prices_have_a_currency() -> None:
    found = rows("opportunities")
    assert share(found, [row for row in found if is_free(row)]) >= 1 / 3
    assert [row["id"] for row in found if not is_free(row) and row["currency"] != "GBP"] == []


def test_a_fifth_is_online_and_the_rest_has_a_place() -> None:
    found = rows("opportunities")
    assert {row["online"] for row in found} == {"yes", "no", "both"}
    assert share(found, [row for row in found if row["online"] != "no"]) >= 1 / 5
    assert [row["id"] for row in found if row["online"] != "yes" and not (row["area"] and row["lat"])] == []
    assert [row["id"] for row in found if row["online"] == "yes" and row["area"]] == []


def test_every_area_has_a_fair_part() -> None:
    found = Counter(row["area"] for row in rows("opportunities") if row["area"])
    assert len(found) == 8
    assert min(found.values()) >= 30
    assert max(found.values()) <= 3 * min(found.values())


@pytest.mark.parametrize("day", WEEK)
def test_every_day_has_something_in_the_daytime_and_in_the_evening(day: str) -> None:
    starts = [start for row in rows("opportunities") for name, start, _ in sessions(row) if name == day]
    assert len([start for start in starts if start < time(17)]) >= 5
    assert len([start for start in starts if start >= time(17)]) >= (2 if day == "Sat" else 5)


def test_there_is_something_for_every_age_from_eleven_to_over_twenty_five() -> None:
    found = rows("opportunities")
    for age in (*range(11, 26), 28):
        fitting = [row for row in found if int(row["age_min"] or 0) <= age <= int(row["age_max"] or 120)]
        assert len(fitting) >= 30, age
    assert [row["id"] for row in found if int(row["age_min"] or 0) > int(row["age_max"] or 120)] == []


def test_sessions_end_after_they_start_and_not_late_for_the_young() -> None:
    late = []
    for row in rows("opportunities"):
        for _, starts, ends in sessions(row):
            assert starts < ends, row["id"]
            if int(row["age_max"] or 120) < SCHOOL_LEAVING_AGE and ends > NO_LATER_THAN:
                late.append(row["id"])
    assert late == []


def test_an_opportunity_says_when_it_is_or_that_one_starts_any_time() -> None:
    silent = [row for row in rows("opportunities") if not row["sessions"] and not row["starts"]]
    assert [row["id"] for row in silent if row["online"] != "yes"] == []


def test_dates_are_in_order_and_first_and_last_day_are_days_with_sessions() -> None:
    for row in rows("opportunities"):
        assert dates(row) == sorted(dates(row)), row["id"]
        assert bool(row["starts"]) == bool(row["ends"]), row["id"]
        if row["starts"] and row["sessions"]:
            days = {name for name, _, _ in sessions(row)}
            first, last = (date.fromisoformat(row[name]) for name in ("starts", "ends"))
            assert {WEEK[first.weekday()], WEEK[last.weekday()]} <= days, row["id"]


def test_nothing_is_over_on_any_day_of_the_week_that_the_dates_are_moved_to() -> None:
    latest = anchor() + timedelta(days=7)
    over = [row["id"] for row in rows("opportunities") if dates(row) and dates(row)[-1] < latest]
    begun = [row["id"] for row in rows("opportunities") if dates(row) and dates(row)[0] < anchor() + timedelta(days=3)]
    assert over == []
    assert begun == []
    assert max(day for row in rows("opportunities") for day in dates(row)) <= date(2026, 7, 31)


def test_no_text_of_a_dated_thing_names_a_month_that_moving_the_dates_would_make_wrong() -> None:
    texts = [(row["id"], row["title"] + row["summary"] + row["description"] + row["how_to_join"]) for row in dated()]
    assert [name for name, text in texts if SEASON.search(text)] == []


def dated() -> list[Row]:
    return [row for row in rows("opportunities") if row["starts"]]


def test_no_organisation_uses_a_title_twice() -> None:
    assert twice((row["organisation"], row["title"].lower()) for row in rows("opportunities")) == []


@pytest.mark.parametrize("field", ["summary", "description", "how_to_join"])
def test_no_text_is_used_twice(field: str) -> None:
    repeated = [text for text in twice(row[field] for row in rows("opportunities")) if len(str(text).split()) > 6]
    assert repeated == []


def test_summaries_are_one_short_line_and_descriptions_say_more() -> None:
    found = rows("opportunities")
    assert [row["id"] for row in found if not 4 <= len(row["summary"].split()) <= 30] == []
    assert [row["id"] for row in found if not 10 <= len(row["description"].split()) <= 80] == []

"""Brightport's occupations, mentors, openings, pathways and claim codes are whole and hold together."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

CITY = Path(__file__).parents[2] / "cities" / "brightport"
RIASEC = [f"riasec_{letter}" for letter in "riasec"]
KINDS = {"job", "apprenticeship", "work experience", "placement", "traineeship", "internship"}
PERIODS = {"hour", "week", "month", "year"}
HIRED_FROM = 16
"""Ordinary jobs and apprenticeships start after the school leaving date: https://www.gov.uk/child-employment."""
LEAST_HOURLY = {"apprenticeship": 8.00, "child or young": 8.00, "18 to 20": 10.85, "21 and over": 12.71}
"""GBP, from April 2026: https://www.gov.uk/national-minimum-wage-rates (under 18 and first-year apprentices alike)."""
CONTACT = re.compile(r"@|https?:|www\.|\b0\d{3,4}[ -]?\d{3}|\+44", re.IGNORECASE)
SESSION = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d")

Row = dict[str, str]

COLUMNS = {
    "occupations": "id name labels summary day ways_in interests skills hours isco " + " ".join(RIASEC),
    "mentors": "id name occupation organisation topics about when format languages capacity current vetting"
    " vetted_until age_min age_max area contact_email contact_phone",
    "openings": "id title organisation kind occupation summary interests badges_must badges_nice skills_must"
    " skills_nice pay pay_period currency hours area address postcode lat lon age_min age_max starts closes places"
    " access how_to_join url",
    "pathways": "id title goal_type goal organisation summary steps",
    "claim_codes": "code badge uses_left expires note",
}
COUNTS = {"occupations": 120, "mentors": 40, "openings": 60, "pathways": 20, "claim_codes": 25}
FILLED = {
    "occupations": "id name labels summary day ways_in interests skills hours",
    "mentors": "id name occupation organisation topics about when format languages area vetting contact_email",
    "openings": "id title organisation kind occupation summary interests hours area closes how_to_join url",
    "pathways": "id title goal_type goal organisation summary steps",
    "claim_codes": "code badge uses_left expires note",
}


def rows(name: str) -> list[Row]:
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(name: str) -> set[str]:
    return {row["id"] for row in rows(name)}


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def city() -> dict[str, object]:
    found: dict[str, object] = json.loads((CITY / "city.json").read_text(encoding="utf-8"))
    return found


def anchor() -> date:
    """The day that the folder's dates are written for."""
    return date.fromisoformat(str(city()["dates_as_of"]))


def area_ids() -> set[str]:
    areas = city()["areas"]
    assert isinstance(areas, list)
    return {area["id"] for area in areas}


def unknown(table: str, column: str, known: set[str]) -> list[tuple[str, str]]:
    return [(row["id"], part) for row in rows(table) for part in parts(row[column]) if part not in known]


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def steps(pathway: Row) -> list[tuple[str, str, list[str]]]:
    """(title, `all`, `any` or `opening`, ids) of each step."""
    split = [step.partition("=") for step in parts(pathway["steps"])]
    rules = [(title, *rule.partition(":")[::2]) for title, _, rule in split]
    return [(title, kind, names.split(",")) for title, kind, names in rules]


@pytest.mark.parametrize("table", COUNTS)
def test_each_file_has_its_rows_and_the_contracts_columns(table: str) -> None:
    assert len(rows(table)) == COUNTS[table]
    assert set(rows(table)[0]) == set(COLUMNS[table].split())


@pytest.mark.parametrize("table", COUNTS)
def test_no_row_leaves_out_what_the_guide_needs(table: str) -> None:
    gaps = [(row, column) for row in rows(table) for column in FILLED[table].split() if not row[column].strip()]
    assert gaps == []


@pytest.mark.parametrize("table", COUNTS)
def test_every_id_is_used_once(table: str) -> None:
    key = "code" if table == "claim_codes" else "id"
    assert repeated(row[key] for row in rows(table)) == []


@pytest.mark.parametrize(("table", "column"), [("occupations", "summary"), ("occupations", "day")])
def test_no_text_is_given_twice(table: str, column: str) -> None:
    assert repeated(row[column] for row in rows(table)) == []


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("occupations", "interests", "interests"),
        ("occupations", "skills", "skills"),
        ("mentors", "occupation", "occupations"),
        ("mentors", "organisation", "organisations"),
        ("openings", "organisation", "organisations"),
        ("openings", "occupation", "occupations"),
        ("openings", "interests", "interests"),
        ("openings", "badges_must", "badges"),
        ("openings", "badges_nice", "badges"),
        ("openings", "skills_must", "skills"),
        ("openings", "skills_nice", "skills"),
        ("pathways", "goal", "occupations"),
        ("pathways", "organisation", "organisations"),
    ],
)
def test_every_reference_resolves(table: str, column: str, target: str) -> None:
    assert unknown(table, column, ids(target)) == []


@pytest.mark.parametrize("table", ["mentors", "openings"])
def test_every_area_is_one_of_the_citys(table: str) -> None:
    assert unknown(table, "area", area_ids()) == []


def test_names_and_labels_each_mean_one_occupation() -> None:
    called = [word.casefold() for row in rows("occupations") for word in (row["name"], *parts(row["labels"]))]
    assert repeated(called) == []


def test_interest_scores_lie_on_the_scale_of_one_to_seven() -> None:
    scores = [(row["id"], float(row[column])) for row in rows("occupations") for column in RIASEC]
    assert [found for found in scores if not 1.0 <= found[1] <= 7.0] == []


def test_no_two_occupations_have_the_same_interest_profile() -> None:
    assert repeated(" ".join(row[column] for column in RIASEC) for row in rows("occupations")) == []


def test_every_area_of_interest_leads_in_some_occupation() -> None:
    leading = {max(RIASEC, key=lambda column: float(row[column])) for row in rows("occupations")}
    assert leading == set(RIASEC)


def test_occupations_give_no_pay_because_a_figure_needs_a_source_and_a_year() -> None:
    told = [row["id"] for row in rows("occupations") if re.search(r"£\s*\d", " ".join(row.values()))]
    assert told == []


def test_occupation_codes_are_four_digits_or_left_out() -> None:
    assert [row["id"] for row in rows("occupations") if not re.fullmatch(r"(\d{4})?", row["isco"])] == []


def test_every_mentor_says_how_and_when_they_meet() -> None:
    odd = [row["id"] for row in rows("mentors") if row["format"] not in {"online", "in person", "both"}]
    times = [row["id"] for row in rows("mentors") for when in parts(row["when"]) if not SESSION.fullmatch(when)]
    assert (odd, times) == ([], [])


def test_mentors_vetting_is_known_and_dated() -> None:
    levels = {row["vetting"] for row in rows("mentors")}
    undated = [row["id"] for row in rows("mentors") if (row["vetting"] == "none") != (row["vetted_until"] == "")]
    assert (levels, undated) == ({"enhanced", "basic", "none"}, [])


def test_two_mentors_checks_are_already_over() -> None:
    checked = [row for row in rows("mentors") if row["vetted_until"]]
    assert sum(date.fromisoformat(row["vetted_until"]) < anchor() for row in checked) == 2


def test_only_mentors_with_an_enhanced_check_meet_under_eighteens() -> None:
    young = [row for row in rows("mentors") if int(row["age_min"]) < 18]
    assert [row["id"] for row in young if row["vetting"] != "enhanced"] == []


def test_some_mentors_are_full_and_none_has_more_than_their_limit() -> None:
    spare = [int(row["capacity"]) - int(row["current"]) for row in rows("mentors")]
    assert min(spare) == 0
    assert max(spare) > 0


def test_what_mentors_tell_about_themselves_holds_no_contact_details() -> None:
    shown = {row["id"]: f"{row['about']} {row['topics']} {row['when']}" for row in rows("mentors")}
    assert [mentor for mentor, text in shown.items() if CONTACT.search(text)] == []


def test_mentors_contacts_cannot_reach_a_real_person() -> None:
    mail = [row["id"] for row in rows("mentors") if not row["contact_email"].endswith(".example")]
    phone = [row["id"] for row in rows("mentors") if not re.fullmatch(r"01632 960\d{3}", row["contact_phone"])]
    assert (mail, phone) == ([], [])


def test_openings_come_from_most_of_the_citys_employers() -> None:
    employers = {row["id"] for row in rows("organisations") if row["kind"] == "employer"}
    assert len(employers & {row["organisation"] for row in rows("openings")}) >= 25


def test_every_kind_of_opening_is_there_and_no_other() -> None:
    assert {row["kind"] for row in rows("openings")} == KINDS


def test_every_opening_stays_open_for_a_week_and_starts_after_it_closes() -> None:
    soon = [row["id"] for row in rows("openings") if date.fromisoformat(row["closes"]) <= anchor() + timedelta(days=7)]
    early = [row["id"] for row in rows("openings") if row["starts"] <= row["closes"]]
    assert (soon, early) == ([], [])


def test_jobs_and_apprenticeships_are_for_those_old_enough_to_be_hired() -> None:
    hired = [row for row in rows("openings") if row["kind"] in {"job", "apprenticeship"}]
    assert [row["id"] for row in hired if int(row["age_min"]) < HIRED_FROM] == []


def test_work_experience_is_open_at_school_age() -> None:
    trial = [row for row in rows("openings") if row["kind"] == "work experience"]
    assert [row["id"] for row in trial if int(row["age_min"]) >= HIRED_FROM] == []


def test_age_limits_are_the_right_way_round() -> None:
    limited = [row for table in ("openings", "mentors") for row in rows(table) if row["age_min"] and row["age_max"]]
    assert [row["id"] for row in limited if int(row["age_min"]) > int(row["age_max"])] == []


def test_pay_comes_with_its_period_and_currency() -> None:
    paid = [row for row in rows("openings") if row["pay"]]
    assert [row["id"] for row in paid if row["pay_period"] not in PERIODS or row["currency"] != "GBP"] == []


def test_unpaid_openings_say_so_in_words() -> None:
    unpaid = [row for row in rows("openings") if float(row["pay"]) == 0]
    silent = [row["id"] for row in unpaid if not re.search(r"\bunpaid\b|\bno wage\b", row["access"], re.IGNORECASE)]
    assert (bool(unpaid), silent) == (True, [])


def test_no_hourly_pay_is_below_the_legal_minimum_for_the_oldest_who_may_apply() -> None:
    hourly = [row for row in rows("openings") if row["pay_period"] == "hour" and float(row["pay"]) > 0]
    assert [row["id"] for row in hourly if float(row["pay"]) < least_hourly(row)] == []


def least_hourly(opening: Row) -> float:
    if opening["kind"] == "apprenticeship":
        return LEAST_HOURLY["apprenticeship"]
    oldest = int(opening["age_max"] or 99)
    group = "child or young" if oldest < 18 else "18 to 20" if oldest < 21 else "21 and over"
    return LEAST_HOURLY[group]


def test_openings_and_people_point_at_no_contact_details() -> None:
    shown = {row["id"]: f"{row['summary']} {row['access']} {row['how_to_join']}" for row in rows("openings")}
    assert [opening for opening, text in shown.items() if CONTACT.search(text)] == []


def test_every_pathway_leads_to_an_occupation_of_its_own() -> None:
    assert {row["goal_type"] for row in rows("pathways")} == {"occupation"}
    assert repeated(row["goal"] for row in rows("pathways")) == []


def test_pathways_have_three_to_six_steps_with_known_rules() -> None:
    lengths = {row["id"]: len(steps(row)) for row in rows("pathways")}
    rules = {kind for row in rows("pathways") for _, kind, _ in steps(row)}
    assert [pathway for pathway, length in lengths.items() if not 3 <= length <= 6] == []
    assert rules == {"all", "any", "opening"}


def test_every_badge_and_opening_in_a_pathway_exists() -> None:
    known = {"all": ids("badges"), "any": ids("badges"), "opening": ids("openings")}
    named = [(row["id"], kind, name) for row in rows("pathways") for _, kind, names in steps(row) for name in names]
    lost = [(pathway, name) for pathway, kind, name in named if name not in known[kind]]
    assert lost == []


def test_every_badge_on_a_pathway_can_be_earned_in_the_city() -> None:
    awarded = {badge for row in rows("opportunities") for badge in parts(row["awards"])}
    wanted = {name for row in rows("pathways") for _, kind, names in steps(row) if kind != "opening" for name in names}
    assert wanted - awarded == set()


def test_at_least_twelve_pathways_end_with_a_real_opening() -> None:
    assert sum(steps(row)[-1][1] == "opening" for row in rows("pathways")) >= 12


def test_a_pathway_gives_every_badge_that_its_opening_insists_on() -> None:
    asked = {row["id"]: set(parts(row["badges_must"])) for row in rows("openings")}
    missing = {row["id"]: needed(row, asked) - certain(row) for row in rows("pathways")}
    assert {pathway: badges for pathway, badges in missing.items() if badges} == {}


def needed(pathway: Row, asked: dict[str, set[str]]) -> set[str]:
    return {badge for _, kind, names in steps(pathway) if kind == "opening" for name in names for badge in asked[name]}


def certain(pathway: Row) -> set[str]:
    return {name for _, kind, names in steps(pathway) if kind == "all" for name in names}


def test_claim_codes_are_twelve_characters_that_cannot_be_misread() -> None:
    letters = "[2-9A-HJKMNP-Z]{4}"
    assert [
        row["code"] for row in rows("claim_codes") if not re.fullmatch(rf"BRPT-{letters}-{letters}", row["code"])
    ] == []


def test_claim_codes_name_badges_and_some_are_used_up_or_over() -> None:
    codes = rows("claim_codes")
    assert {row["badge"] for row in codes} <= ids("badges")
    assert min(int(row["uses_left"]) for row in codes) == 0
    assert sum(date.fromisoformat(row["expires"]) < anchor() for row in codes) == 1

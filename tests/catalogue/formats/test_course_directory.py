"""The UK course directory's upload files."""

from pathlib import Path

import pytest

from bot.catalogue.formats import course_directory
from bot.catalogue.formats.rows import Row
from bot.catalogue.importing import import_file
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, TODAY
from tests.catalogue.formats.samples import LARS, NOT_LARS, VENUES, table

COURSE = {"LARS_QAN": "60060955", "COURSE_NAME": "Animal care", "DELIVERY_MODE": "Classroom based"}


def course(folder: Path, name: str = "Fern College_courses_202604091300.csv", **cells: str) -> Path:
    path = folder / name
    path.write_text(f"{LARS}\n{table(LARS)(COURSE | cells)}\n", "utf-8")
    return path


def venue(folder: Path, **cells: str) -> Path:
    path = folder / "Fern College_venues_202604091300.csv"
    row = {"VENUE_NAME": "Main Campus", "YOUR_VENUE_REFERENCE": "MC", "ADDRESS_LINE_1": "1 Fern Road"}
    path.write_text(f"{VENUES}\n{table(VENUES)(row | {'POSTCODE': 'FE1 1AA', 'TOWN_OR_CITY': 'Mill'} | cells)}\n")
    return path


def read(path: Path, organisation: str = "") -> Row:
    [row] = course_directory.read(path, None, organisation)
    return row


def test_the_templates_have_24_and_27_columns() -> None:
    assert (len(LARS.split(",")), len(NOT_LARS.split(","))) == (24, 27)


@pytest.mark.parametrize(
    ("column", "cell", "field", "expected"),
    [
        ("START_DATE", "07/09/2027", "starts", "2027-09-07"),
        ("START_DATE", "31/02/2027", "starts", "31/02/2027"),
        ("START_DATE", "", "starts", ""),
        ("DELIVERY_MODE", "Online", "online", "yes"),
        ("DELIVERY_MODE", "Blended learning", "online", "both"),
        ("DELIVERY_MODE", "work based", "online", "no"),
        ("DELIVERY_MODE", "by post", "online", "by post"),
        ("LARS_QAN", "6006", "learning_type", "formal"),
        ("LARS_QAN", "", "learning_type", "non-formal"),
        ("COURSE_WEBPAGE", "www.fern.example/a", "url", "https://www.fern.example/a"),
        ("COURSE_WEBPAGE", "http://fern.example", "url", "http://fern.example"),
        ("COST", "120.00", "currency", "GBP"),
        ("COST", "", "currency", ""),
        ("WHAT_YOU_WILL_LEARN", "Pets", "description", "What you will learn: Pets."),
        ("ATTENDANCE_PATTERN", "Evening", "description", "evening."),
    ],
)
def test_cells_become_our_fields(tmp_path: Path, column: str, cell: str, field: str, expected: str) -> None:
    assert read(course(tmp_path, **{column: cell})).fields[field] == expected


def test_it_ends_after_its_length_and_nobody_joins_once_it_began(tmp_path: Path) -> None:
    fields = read(course(tmp_path, START_DATE="07/09/2027", DURATION="2", DURATION_UNIT="Weeks")).fields
    assert (fields["ends"], fields["valid_until"], fields["duration"]) == ("2027-09-21", "2027-09-07", "2 weeks")


@pytest.mark.parametrize(
    ("name", "organisation", "venue_name", "expected"),
    [
        ("Fern College_courses_202604091300.csv", "", "Main", "Fern College"),
        ("fern_college_non_lars_courses.csv", "", "Main", "fern college"),
        ("list.csv", "Fern", "Main", "Fern"),
        ("list.csv", "", "Main", "Main"),
        ("list.csv", "", "", "list"),
    ],
)
def test_whose_courses_they_are(tmp_path: Path, name: str, organisation: str, venue_name: str, expected: str) -> None:
    row = read(course(tmp_path, name, VENUE_NAME=venue_name), organisation)
    assert row.fields["organisation"] == expected


def test_another_start_is_another_run_of_the_course(tmp_path: Path) -> None:
    first = read(course(tmp_path, START_DATE="07/09/2027")).id
    assert read(course(tmp_path, START_DATE="08/09/2027")).id != first
    assert read(course(tmp_path, START_DATE="07/09/2027", COST="3")).id == first


@pytest.mark.parametrize("cells", [{"VENUE_NAME": "main campus"}, {"YOUR_VENUE_REFERENCE": "MC"}])
async def test_a_course_is_where_its_venue_is(store: Store, tmp_path: Path, cells: dict[str, str]) -> None:
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    await import_file(store, "course-directory", venue(tmp_path), city="fernley", today=TODAY)
    path = course(tmp_path, **cells)
    report = await import_file(store, "course-directory", path, city="fernley", today=TODAY)
    assert (report.added, report.problems) == (1, [])
    [found] = await Catalogue(store).get([f"fernley:opp:{read(path).id}"])
    assert (found.postcode, found.address) == ("FE1 1AA", "1 Fern Road, Mill")


async def test_another_providers_venue_of_that_name_is_another_place(store: Store, tmp_path: Path) -> None:
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    await import_file(store, "course-directory", venue(tmp_path), city="fernley", today=TODAY)
    path = course(tmp_path, "Oak_courses_1.csv", VENUE_NAME="Main Campus")
    await import_file(store, "course-directory", path, city="fernley", today=TODAY)
    [found] = await Catalogue(store).get([f"fernley:opp:{read(path).id}"])
    assert found.postcode == ""

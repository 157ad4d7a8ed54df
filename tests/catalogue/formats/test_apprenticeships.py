"""Apprenticeship vacancies of the display advert API, version 2."""

from typing import Any

import pytest

from tests.catalogue.formats.conftest import Reading

VACANCY: dict[str, Any] = {
    "vacancyReference": "VAC1000",
    "title": "Software apprentice",
    "employerName": "Acme",
    "closingDate": "2027-07-15T23:59:59Z",
    "wage": {"wageType": "Custom", "wageUnit": "Annually", "workingWeekDescription": "Monday to Friday"},
    "course": {"title": "Software developer (level 4)", "route": "Digital"},
    "hoursPerWeek": 37.5,
}


@pytest.mark.parametrize(
    "closes", ["2027-07-15T23:59:59Z", "2027-07-15T00:00:00Z", "2027-07-15T12:00:00", "2027-07-15"]
)
def test_it_is_open_until_the_end_of_its_closing_day(reading: Reading, closes: str) -> None:
    [row] = reading("apprenticeships", {"vacancies": [VACANCY | {"closingDate": closes}]})
    assert row.fields["closes"] == "2027-07-15"


@pytest.mark.parametrize(
    ("wage", "expected"),
    [
        ({"wageAmount": 28000, "wageUnit": "Annually"}, ("28000", "year")),
        ({"wageAmount": 250.5, "wageUnit": "Weekly"}, ("250.5", "week")),
        ({"wageAdditionalInformation": "£18,000 a year"}, ("18000", "year")),
        ({"wageAdditionalInformation": "£7.55 an hour"}, None),
        ({"wageAdditionalInformation": "£16,000 to £18,000 a year"}, None),
        ({"wageAdditionalInformation": "Competitive"}, None),
        ({}, None),
    ],
)
def test_pay_is_what_is_said_and_never_made_up(
    reading: Reading, wage: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    [row] = reading("apprenticeships", [VACANCY | {"wage": wage}])
    pay = row.fields.get("pay")
    assert (None if pay is None else (str(pay).replace(",", ""), row.fields["pay_period"])) == expected


def test_the_occupation_is_the_standard_without_its_level(reading: Reading) -> None:
    [row] = reading("apprenticeships", VACANCY)
    assert (row.fields["occupation"], row.fields["interests"]) == ("Software developer", ["Digital"])
    assert row.fields["hours"] == "37.5 hours a week; Monday to Friday"


def test_the_first_address_is_the_place(reading: Reading) -> None:
    first = {
        "addressLine1": "1 Mill Road",
        "addressLine3": "Fernley",
        "postcode": "FE1",
        "latitude": 51,
        "longitude": 0.5,
    }
    [row] = reading("apprenticeships", [VACANCY | {"addresses": [first, {"postcode": "FE2"}]}])
    named = [row.fields[name] for name in ("address", "area", "postcode", "lat", "lon", "other_places")]
    assert named == ["1 Mill Road, Fernley", "Fernley", "FE1", "51", "0.5", "FE2"]


def test_pages_after_each_other_and_empty_ones(reading: Reading) -> None:
    assert reading("apprenticeships", {"vacancies": [], "total": 0}) == []
    pages = [{"vacancies": [VACANCY]}, {"vacancies": [VACANCY]}]
    assert [row.line for row in reading("apprenticeships", pages)] == [1, 2]


@pytest.mark.parametrize("strange", [3, "x", None, {"colour": "red"}, []])
def test_what_is_no_vacancy_is_rejected_with_a_reason(reading: Reading, strange: Any) -> None:
    rows = reading("apprenticeships", {"vacancies": [VACANCY, strange]})
    assert [bool(row.broken) for row in rows] == ([False, True] if strange != [] else [False])


@pytest.mark.parametrize("field", ["wage", "course", "addresses", "skills", "title", "closingDate"])
@pytest.mark.parametrize("strange", [None, 7, "x", [], [1], {}, {"a": []}, True])
def test_nothing_strange_breaks_the_reader(reading: Reading, field: str, strange: Any) -> None:
    [row] = reading("apprenticeships", [VACANCY | {field: strange}])
    assert row.id == "VAC1000"

"""Open Referral UK: services, their places and organisations."""

from typing import Any

import pytest

from bot.catalogue.importing import import_file
from bot.settings import PROJECT
from bot.store.engine import Store
from tests.catalogue.conftest import TODAY
from tests.catalogue.formats.conftest import Reading, rows

REAL = PROJECT.parent / "shared/data/open_referral_uk"
PLACE: dict[str, Any] = {
    "id": "sal-1",
    "location": {
        "id": "l-1", "location_type": "physical", "name": "Hall", "latitude": 54.0, "longitude": -1.5,
        "addresses": [
            {"attention": "A. Person", "address_1": "1 Mill Lane", "city": "Fernley", "postal_code": "FE1 1AA"},
        ],
        "accessibility": [{"description": "Step-free.", "details": "Ring the bell."}],
    },
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "id": "s-1", "name": "Homework club", "description": "Help with homework.", "status": "active",
    "url": "www.hall.example/homework", "email": "hello@hall.example", "minimum_age": 11, "maximum_age": 16.0,
    "organization": {"id": "o-1", "name": "The Hall", "description": "A hall.", "website": "https://hall.example"},
    "schedules": [
        {"freq": "WEEKLY", "byday": "TU,TH", "opens_at": "16:00:00", "closes_at": "18:00", "valid_from": "2026-01-05"},
        {"freq": "WEEKLY", "byday": "SA", "opens_at": "10:00Z", "closes_at": "12:00Z", "valid_to": "2026-12-01"},
    ],
    "cost_options": [{"option": "Adult", "amount": 5}, {"option": "Under 18", "amount": 0, "currency": "GBP"}],
    "attributes": [{"taxonomy_term": {"id": "t", "name": "Learning", "taxonomy": "x"}}],
    "contacts": [{"name": "Ann Person"}], "service_at_locations": [PLACE],
}  # fmt: skip


def test_a_full_service_has_its_place_times_ages_and_cost(reading: Reading) -> None:
    organisation, service = reading("open-referral", SERVICE)
    assert (organisation.kind, organisation.id) == ("organisations", "o-1")
    assert organisation.fields == {
        "name": "The Hall", "kind": "provider", "summary": "A hall.", "url": "https://hall.example"
    }  # fmt: skip
    wanted = {
        "title": "Homework club", "organisation": "o-1", "kind": "club", "address": "Hall, 1 Mill Lane, Fernley",
        "postcode": "FE1 1AA", "lat": "54.0", "lon": "-1.5", "age_min": "11", "age_max": "16", "cost": "0",
        "currency": "GBP", "sessions": ["Tue 16:00-18:00", "Thu 16:00-18:00", "Sat 10:00-12:00"],
        "starts": "2026-01-05", "url": "https://www.hall.example/homework", "interests": ["Learning"],
        "access": "Step-free. Ring the bell.", "how_to_join": "hello@hall.example", "online": "no",
    }  # fmt: skip
    assert {name: service.fields.get(name) for name in wanted} == wanted
    assert "ends" not in service.fields
    assert "Person" not in repr(service)


def test_a_service_at_several_places_is_a_row_for_each(reading: Reading) -> None:
    other = {"id": "sal-2", "location": {"location_type": "physical", "name": "Library"}}
    _, one, two = reading("open-referral", {**SERVICE, "service_at_locations": [PLACE, other]})
    assert (one.id, two.id) == ("s-1.sal-1", "s-1.sal-2")
    assert two.fields["address"] == "Library"


def test_lists_pages_places_and_organisations_all_hold_services(reading: Reading) -> None:
    page = {"total_items": 2, "page_number": 1, "contents": [SERVICE]}
    other = {"total_items": 2, "page_number": 2, "contents": [{**SERVICE, "id": "s-2"}]}
    assert [row.id for row in reading("open-referral", [page, other], "opportunities")] == ["s-1", "s-2"]
    [_, row] = reading("open-referral", {**PLACE, "service": {**SERVICE, "service_at_locations": []}})
    assert (row.id, row.fields["postcode"]) == ("sal-1", "FE1 1AA")
    whole = {"id": "o-1", "name": "The Hall", "website": "https://hall.example", "services": [SERVICE]}
    assert [row.kind for row in reading("open-referral", whole)] == ["organisations", "opportunities"]


def test_without_organisations_theirs_are_known_by_name(reading: Reading) -> None:
    [row] = reading("open-referral", SERVICE, "opportunities")
    assert row.fields["organisation"] == "The Hall"
    assert [row.kind for row in reading("open-referral", SERVICE, "organisations")] == ["organisations"]


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_a_service_that_is_not_active_is_gone(reading: Reading, status: str) -> None:
    [row] = reading("open-referral", {**SERVICE, "status": status}, "opportunities")
    assert row.gone == f"status: is {status}"


@pytest.mark.parametrize(
    ("attending", "kind", "online"),
    [("In person or by video call", "physical", "both"), ("Online only", "virtual", "yes"), ("", "physical", "no")],
)
def test_what_is_remote_is_online(reading: Reading, attending: str, kind: str, online: str) -> None:
    at = {"id": "x", "location": {"location_type": kind}, "schedules": [{"attending_type": attending}]}
    [row] = reading("open-referral", {**SERVICE, "service_at_locations": [at]}, "opportunities")
    assert row.fields["online"] == online


@pytest.mark.parametrize(
    ("fees", "cost"), [("Free for everybody", "0"), ("Free trial, then £5", None), ("Ask us", None)]
)
def test_fees_in_words_are_free_only_when_they_say_so(reading: Reading, fees: str, cost: str | None) -> None:
    [row] = reading("open-referral", {**SERVICE, "cost_options": [], "fees_description": fees}, "opportunities")
    assert row.fields.get("cost") == cost


@pytest.mark.parametrize("at", [(100, 101), (0, 0), ("north", "west")])
def test_a_position_that_cannot_be_is_kept_as_a_fact_and_not_believed(reading: Reading, at: tuple[Any, Any]) -> None:
    location = {**PLACE["location"], "latitude": at[0], "longitude": at[1]}
    [row] = reading("open-referral", {**SERVICE, "service_at_locations": [{"location": location}]}, "opportunities")
    assert "lat" not in row.fields
    assert row.fields["position_given"] == f"{at[0]}, {at[1]}"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
async def test_the_files_of_open_referral_uk_itself(fernley_alone: Store, tmp_path: Any) -> None:
    path = tmp_path / "service_list.json"
    path.write_bytes((REAL / "default/service_list.json").read_bytes())
    sound = await import_file(fernley_alone, "open-referral", path, city="fernley", today=TODAY)
    assert (sound.added, sound.rejected) == (2, 0)
    path.write_bytes((REAL / "fail/service_list.json").read_bytes())
    failing = await import_file(fernley_alone, "open-referral", path, city="fernley", today=TODAY, source="other")
    assert [problem.reason for problem in failing.problems] == [
        "is missing", "is missing", "is missing", "occurs a second time in this file"
    ]  # fmt: skip
    [_, full] = rows("open-referral", REAL / "default/service_full.json")
    assert (full.fields["age_min"], full.fields["cost"], full.fields["postcode"]) == ("12", "35", "ABC 1234")

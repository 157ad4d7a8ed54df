"""What goes out of the catalogue comes back in as it was."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.exports import WRITERS, export_file
from bot.catalogue.exports import services as services_out
from bot.catalogue.exports.countries import country_of
from bot.catalogue.exports.things import Thing
from bot.catalogue.formats.rows import Row
from bot.catalogue.importing import import_file
from bot.catalogue.importing.plain import plain
from bot.catalogue.importing.prepare import Prepared, Preparer
from bot.catalogue.importing.references import References
from bot.catalogue.importing.specs import SPECS
from bot.store.engine import Store
from tests.catalogue.conftest import TODAY
from tests.catalogue.formats.conftest import rows

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORMATS = sorted(WRITERS)


def _stays(text: str) -> bool:
    """Whether it is text as the store has it: plain already, so that making it plain again changes nothing."""
    try:
        return plain(text) == text
    except ValueError:
        return False


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"), exclude_characters="|\u2028\u2029\x85")
TEXT = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(_stays).filter(bool)
STREET = TEXT.filter(lambda text: text == text.strip(" ,"))
WORDS = st.lists(TEXT, max_size=3)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
HOURS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
SESSIONS = st.lists(
    st.builds("{} {}-{}".format, st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]), HOURS, HOURS),
    max_size=4,
)
AGES = st.lists(st.integers(0, 120), min_size=2, max_size=2).map(sorted)
MONEY = st.decimals(0, 100_000, places=2).map(str)
PLACES = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).filter(lambda at: at != (0, 0))


@st.composite
def placed(draw: st.DrawFn) -> dict[str, Any]:
    low, high = draw(AGES)
    lat, lon = draw(PLACES)
    whole = {
        "age_min": str(low), "age_max": str(high), "area": draw(TEXT), "address": draw(STREET),
        "postcode": draw(TEXT)[:20].strip(),
        "access": draw(TEXT), "how_to_join": draw(TEXT), "currency": draw(st.sampled_from(["GBP", "EUR"])),
        "places": str(draw(st.integers(0, 500))), "url": f"https://x.example/{draw(st.integers(0, 99))}",
        "interests": draw(WORDS), "summary": draw(TEXT),
    }  # fmt: skip
    return whole | ({"lat": repr(lat), "lon": repr(lon)} if draw(st.booleans()) else {})


@st.composite
def opportunities(draw: st.DrawFn) -> dict[str, Any]:
    starts, ends = sorted([draw(DAYS), draw(DAYS)])
    whole = draw(placed()) | {
        "description": draw(TEXT), "learning_type": draw(st.sampled_from(["formal", "informal"])), "cost": draw(MONEY),
        "skills": draw(WORDS), "priorities": draw(WORDS), "awards": draw(WORDS), "requires": draw(WORDS),
        "starts": starts, "ends": ends, "sessions": draw(SESSIONS), "valid_until": draw(DAYS),
    }  # fmt: skip
    told = draw(st.sets(st.sampled_from(sorted(whole.keys() - {"lat", "lon"}))))
    must = {"title": draw(TEXT), "organisation": draw(TEXT), "kind": draw(st.sampled_from(["course", "club", "trip"]))}
    given = {name: whole[name] for name in whole if name in told or name in ("lat", "lon")}
    return given | must | {"online": draw(st.sampled_from(["yes", "no", "both"]))}


@st.composite
def openings(draw: st.DrawFn) -> dict[str, Any]:
    whole = draw(placed()) | {
        "occupation": draw(TEXT), "badges_must": draw(WORDS), "badges_nice": draw(WORDS), "skills_must": draw(WORDS),
        "skills_nice": draw(WORDS), "pay": draw(MONEY), "pay_period": draw(st.sampled_from(["hour", "year"])),
        "hours": draw(TEXT), "starts": draw(DAYS), "closes": draw(DAYS),
    }  # fmt: skip
    told = draw(st.sets(st.sampled_from(sorted(whole.keys() - {"lat", "lon"}))))
    must = {"title": draw(TEXT), "organisation": draw(TEXT), "kind": draw(st.sampled_from(["job", "internship"]))}
    return {name: whole[name] for name in whole if name in told or name in ("lat", "lon")} | must


def prepared(row: Row) -> Prepared:
    found = Preparer(SPECS[row.kind], "fernley", References()).prepare(row)
    assert isinstance(found, Prepared), found
    return found


def thing(kind: str, id: str, fields: Mapping[str, Any]) -> tuple[Thing, Prepared]:
    """As it is stored, and as it goes out."""
    stored = prepared(Row(1, kind, id, fields))
    named = {name: value for name, value in stored.values.items() if name != "extra" and value not in (None, "", [])}
    whose = {
        "id": f"fernley:org:{stored.values['organisation']}",
        "name": fields["organisation"],
        "summary": "",
        "url": "",
    }
    return Thing(stored.id, named, whose), stored


def back(fmt: str, things: list[Thing]) -> list[Row]:
    """The things written and read again."""
    writer = WRITERS[fmt]()
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / "out"
        parts = [writer.before(len(things), NOW), *writer.each(things), writer.after()]
        path.write_text("".join(parts), encoding="utf-8")
        return rows(fmt, path)


def same(fmt: str, kind: str, fields: dict[str, Any]) -> None:
    out, stored = thing(kind, "a-thing/1", fields)
    [row] = [each for each in back(fmt, [out]) if each.kind == kind]
    found = prepared(row)
    # Without a store, an organisation is known by what the format calls it: its name or its id.
    assert {**found.values, "organisation": ""} == {**stored.values, "organisation": ""}
    assert found.id == stored.id


@pytest.mark.parametrize("fmt", FORMATS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fields=opportunities())
def test_an_opportunity_comes_back_as_it_was(fmt: str, fields: dict[str, Any]) -> None:
    same(fmt, "opportunities", fields)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fields=openings())
def test_an_opening_comes_back_as_it_was(fields: dict[str, Any]) -> None:
    same("schema-org", "openings", fields)


@pytest.mark.parametrize("fmt", FORMATS)
async def test_a_city_that_goes_out_and_comes_back_is_unchanged(fernley: Store, tmp_path: Path, fmt: str) -> None:
    path = tmp_path / "out"
    written = await export_file(fernley, fmt, path, city="fernley", now=NOW)
    report = await import_file(fernley, fmt, path, city="fernley", today=TODAY, kind="opportunities")
    assert (report.added, report.rejected, report.error) == (0, 0, "")
    assert report.unchanged + report.changed == 14
    assert written.things == (17 if fmt == "schema-org" else 14)
    # Fernley's beats club has an extra column, which only Waymark CSV keeps.
    assert report.changed == 1


REQUIRED = {
    "": ("id", "name", "status", "description", "organization"),
    "organization": ("id", "name", "description"),
    "schedules": ("id", "freq"),
    "cost_options": ("id",),
    "service_at_locations": ("id",),
    "location": ("id", "location_type"),
    "addresses": ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "attributes": ("id",),
}
"""What the schemas of HSDS 3.0 (github.com/openreferral/specification) and its UK profile require of each object."""


def lacking(name: str, node: Any) -> list[str]:
    nodes = node if isinstance(node, list) else [node]
    missing = [f"{name}.{each}" for one in nodes for each in REQUIRED.get(name, ()) if each not in one]
    inner = [pair for one in nodes for pair in one.items() if isinstance(pair[1], dict | list)]
    return missing + [each for pair in inner for each in lacking(*pair)]


async def test_a_service_has_all_that_hsds_requires(fernley: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    await export_file(fernley, "open-referral", path, city="fernley", now=NOW)
    services = json.loads(path.read_text(encoding="utf-8"))["contents"]
    assert [lacking("", each) for each in services] == [[]] * 14
    placed, _ = thing("opportunities", "a", {"title": "A", "organisation": "B", "kind": "club", "postcode": "BP1 2AB"})
    assert lacking("", services_out.service(placed)) == []


@pytest.mark.parametrize(("zone", "country"), [("Europe/London", "GB"), ("America/New_York", "US"), ("UTC", "")])
def test_a_time_zone_tells_the_country(zone: str, country: str) -> None:
    assert country_of(zone) == country

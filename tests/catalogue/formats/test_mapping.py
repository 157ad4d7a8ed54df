"""Any CSV through a mapping file."""

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.catalogue import tables
from bot.catalogue.formats import mapped_csv, mapping
from bot.catalogue.formats.rows import UnreadableError, Value
from bot.catalogue.importing import import_file
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, TODAY

ROOT = Path(__file__).parents[3]
NYC = ROOT.parent / "shared/data/nyc/dycd_after_school_programs.csv"
EXAMPLE = ROOT / "docs/examples/nyc_after_school.toml"


def fields(tmp_path: Path, rules: str, header: str, row: str) -> Mapping[str, Value]:
    """The fields that the rules make of one row."""
    table, toml = tmp_path / "list.csv", tmp_path / "map.toml"
    table.write_text(f"{header}\n{row}\n", "utf-8")
    toml.write_text(f'[fields]\nid = {{ always = "x" }}\n{rules}\n', "utf-8")
    [found] = mapped_csv.reader(mapping.load(toml))(table, None)
    return found.fields


@pytest.mark.parametrize(
    ("rule", "cell", "expected"),
    [
        ('title = "A"', " Judo ", "Judo"),
        ('title = { text = "{A} at {B}" }', "Judo", "Judo at b"),
        ('title = { text = "{A} at {B}" }', "", ""),
        ('title = { first = ["A", "B"] }', "", "b"),
        ('title = { always = "Judo" }', "x", "Judo"),
        ("""title = { column = "A", find = '^\\w+' }""", "Judo for all", "Judo"),
        ("""title = { column = "A", find = 'at (\\w+)' }""", "Judo at Mill", "Mill"),
        ("""title = { column = "A", find = 'at (\\w+)' }""", "Judo", ""),
        ('title = { column = "A", split = ";" }', "Judo; Art;;Judo", ["Judo", "Art"]),
        ('title = { column = "A", values = { "High  school" = 14 } }', "high School", "14"),
        ('title = { column = "A", values = { x = 1 }, otherwise = "" }', "y", ""),
        ('title = { column = "A", values = { x = 1 } }', "y", "y"),
        ('title = { column = "A", otherwise = "none" }', "", "none"),
        ('title = { column = "A", cases = [{ has = "jud", give = "sport" }], otherwise = "?" }', "JUDO", "sport"),
        ('title = { column = "A", date = "%d/%m/%Y" }', "31/01/2027", "2027-01-31"),
        ('title = { column = "A", date = "%d/%m/%Y" }', "32/01/2027", "32/01/2027"),
    ],
)
def test_a_rule_makes_a_field(tmp_path: Path, rule: str, cell: str, expected: Value) -> None:
    assert fields(tmp_path, rule, "A,B", f'"{cell}",b')["title"] == expected


def test_a_hashed_id_is_the_same_for_the_same_cells(tmp_path: Path) -> None:
    rule = 'title = { hash = ["A", "B"] }'
    first = fields(tmp_path, rule, "A,B", "a,b")["title"]
    assert fields(tmp_path, rule, "B,A", "b,a")["title"] == first
    assert fields(tmp_path, rule, "A,B", "ab,")["title"] != first


def test_what_no_rule_uses_is_kept_unless_it_is_left_out(tmp_path: Path) -> None:
    found = fields(tmp_path, 'title = "A"', "A,Bus stop", "a,Mill Lane")
    assert found["their_bus_stop"] == "Mill Lane"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    found = fields(tmp_path, 'title = "A"\nsummary = "B"', f"A{separator}B", f"a{separator}b")
    assert (found["title"], found["summary"]) == ("a", "b")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no [fields] with an id"),
        ("[fields]\n", "no [fields] with an id"),
        ("[fields\n", "map.toml"),
        ("colour = 1\n[fields]\nid = 'A'", "'colour'"),
        ("[fields]\nid = 3", "neither a column nor a table"),
        ("[fields]\nid = {}", "needs exactly one of"),
        ("[fields]\nid = { column = 'A', text = 'B' }", "needs exactly one of"),
        ("[fields]\nid = { column = 'A', colour = 1 }", "'colour'"),
        ("[fields]\nid = { column = 'A', find = '(' }", "map.toml"),
        ("[fields]\nid = { column = 'A', values = 1 }", "no table"),
        ("[fields]\nid = { column = 'A', cases = [1] }", "has and give"),
        ("[fields]\nid = { column = 'A', cases = [{ has = 'x' }] }", "wants a text"),
        ("[fields]\nid = { hash = 'A' }", "list of texts"),
        ("[fields]\nid = { always = '" + "x" * 1_000_000 + "' }", "larger than"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_told_in_one_sentence(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableError) as told:
        mapping.load(path)
    assert reason in str(told.value)


def test_a_column_that_the_file_does_not_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="'Z', which the file does not have"):
        fields(tmp_path, 'title = "Z"', "A,B", "a,b")


async def test_a_list_where_one_word_is_wanted_is_written_as_one_text(store: Store, tmp_path: Path) -> None:
    table, toml = tmp_path / "list.csv", tmp_path / "map.toml"
    table.write_text("A\nart;judo\n", "utf-8")
    rules = 'id = { always = "x" }\ntitle = { column = "A", split = ";" }\nkind = { always = "club" }\n'
    toml.write_text("[fields]\n" + rules, "utf-8")
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    report = await import_file(store, "csv", table, city="fernley", today=TODAY, mapped=toml, organisation="The Loft")
    assert (report.added, report.problems) == (1, [])
    async with store.read() as session:
        assert (await session.execute(select(tables.OpportunityRow.title))).scalar() == "art, judo"


@pytest.mark.skipif(not NYC.exists(), reason="the shared data are not here")
async def test_the_after_school_list_of_new_york_loads_whole(store: Store, tmp_path: Path) -> None:
    """Its 1,599 rows hold one that stands there twice; organisations spelled in two ways are one."""
    list_of = Path(await asyncio.to_thread(shutil.copy, NYC, tmp_path))
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    report = await import_file(store, "csv", list_of, city="fernley", today=TODAY, mapped=EXAMPLE, dry_run=True)
    assert (report.rows, report.added, report.rejected, report.error) == (1599, 1598, 1, "")
    [problem] = report.problems
    assert problem.reason == "occurs a second time in this file"
    await import_file(store, "csv", list_of, city="fernley", today=TODAY, mapped=EXAMPLE)
    again = await import_file(store, "csv", list_of, city="fernley", today=TODAY, mapped=EXAMPLE, replace_source=True)
    assert (again.unchanged, again.changed, again.withdrawn) == (1598, 0, 0)
    async with store.read() as session:
        young = tables.OpportunityRow.age_min.is_not(None)
        assert (await session.execute(select(func.count()).where(young))).scalar_one() > 1200

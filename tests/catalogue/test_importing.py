"""Files into the store: every row accounted for, whatever the file."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.catalogue import tables
from bot.catalogue.exporting import export_csv
from bot.catalogue.formats import waymark_csv
from bot.catalogue.importing import ImportReport, import_file, import_folder
from bot.catalogue.importing.specs import SPECS
from bot.catalogue.model import Request, Seeker
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, NOW, TODAY

HEADER = "id,title,organisation,kind,cost,starts,age_min,age_max,lat,lon,url,online\n"


@pytest.fixture
async def fernley(store: Store) -> Store:
    await import_folder(store, FERNLEY, today=TODAY)
    return store


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, header: str = HEADER) -> Path:
        path = tmp_path / "opportunities.csv"
        path.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write


async def load(
    store: Store, path: Path, *, dry_run: bool = False, replace_source: bool = False, force: bool = False
) -> ImportReport:
    return await import_file(
        store, "csv", path, city="fernley", today=TODAY, dry_run=dry_run, replace_source=replace_source, force=force
    )


async def stored(store: Store, source_id: str) -> tables.OpportunityRow | None:
    async with store.read() as session:
        return (
            await session.execute(select(tables.OpportunityRow).where(tables.OpportunityRow.source_id == source_id))
        ).scalar()


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected


async def test_a_folder_loads_and_loads_again_without_a_change(store: Store) -> None:
    first = await import_folder(store, FERNLEY, city="fernley", today=TODAY)
    again = await import_folder(store, FERNLEY, city="fernley", today=TODAY, replace_source=True)
    assert [report.error for report in first + again] == [""] * 22
    assert {report.kind: report.added for report in first}["opportunities"] == 14
    assert sum(report.added + report.changed + report.withdrawn for report in again) == 0
    assert [report.unchanged for report in again] == [report.added for report in first]


async def test_a_folder_of_another_city_is_refused(store: Store) -> None:
    [report] = await import_folder(store, FERNLEY, city="brightport", today=TODAY)
    assert "fernley" in report.error


async def test_dates_of_a_sample_move_by_whole_weeks(store: Store) -> None:
    await import_folder(store, FERNLEY, today=date(2026, 3, 20))
    jam = await stored(store, "game-jam")
    assert jam is not None
    assert jam.starts == date(2026, 3, 28)
    assert jam.last_day == date(2026, 3, 28)


async def test_a_dry_run_counts_and_changes_nothing(fernley: Store, written: Callable[..., Path]) -> None:
    report = await load(fernley, written("new,New,loft,club,,,,,,,,"), dry_run=True)
    assert counts(report) == (1, 0, 0, 0)
    assert await stored(fernley, "new") is None


async def test_a_dry_run_of_a_whole_folder_needs_nothing_in_the_store(store: Store) -> None:
    reports = await import_folder(store, FERNLEY, today=TODAY, dry_run=True)
    assert [report.error for report in reports] == [""] * 11
    assert await Catalogue(store).city("fernley") is None


async def test_a_changed_row_is_changed_and_found_by_its_new_words(
    fernley: Store, written: Callable[..., Path]
) -> None:
    catalogue = Catalogue(fernley, lambda: NOW)
    await load(fernley, written("new,Knitting,loft,club,,,,,,,,"))
    assert (await catalogue.search(Seeker("fernley"), Request(interests=("knitting",)))).total == 1
    assert counts(await load(fernley, written("new,Crochet,loft,club,,,,,,,,"))) == (0, 1, 0, 0)
    assert (await catalogue.search(Seeker("fernley"), Request(interests=("knitting",)))).total == 0
    assert (await catalogue.search(Seeker("fernley"), Request(interests=("crochet",)))).total == 1
    catalogue.close()


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("x,,loft,club,,,,,,,,", "title", "is missing"),
        (",No id,loft,club,,,,,,,,", "id", "is missing"),
        ("a b,Blank,loft,club,,,,,,,,", "id", "has a blank, a colon or a bar in it"),
        ("x,T,loft,club,lots,,,,,,,", "cost", '"lots" is no amount of money'),
        ("x,T,loft,club,-3,,,,,,,", "cost", '"-3" is no amount of money'),
        ("x,T,loft,club,,31/01/2026,,,,,,", "starts", '"31/01/2026" is no date like 2026-01-31'),
        ("x,T,loft,club,,,18,13,,,,", "age_max", "is before age_min"),
        ("x,T,loft,club,,,,,95,0,,", "lat", '"95" is not between -90 and 90 degrees'),
        ("x,T,loft,club,,,,,54,,,", "lat", "lat and lon go together"),
        ("x,T,loft,club,,,,,,,javascript:alert(1),", "url", '"javascript:alert(1)" is no web address'),
        ("x,T,loft,club,,,,,,,,perhaps", "online", '"perhaps" is not yes, no or both'),
        ('x,"=HYPERLINK(""http://x"")",loft,club,,,,,,,,', "title", "looks like a spreadsheet formula"),
    ],
)
async def test_a_row_that_cannot_be_stored_is_named_and_the_others_are_loaded(
    fernley: Store, written: Callable[..., Path], row: str, field: str, reason: str
) -> None:
    path = written("good,Good,loft,club,,,,,,,,", row)
    report = await load(fernley, path)
    assert counts(report) == (1, 0, 0, 1)
    [problem] = report.problems
    assert (problem.line, problem.field, problem.reason) == (3, field, reason)
    assert report.rejected_file is not None
    with report.rejected_file.open(encoding="utf-8", newline="") as file:
        [told] = csv.DictReader(file)
    assert (told["line"], told["field"], told["reason"]) == ("3", field, reason)


async def test_a_code_too_long_for_its_column_rejects_its_row_alone(
    fernley: Store, written: Callable[..., Path]
) -> None:
    path = written("x,T,loft,club,pounds", "y,T,loft,club,GBP", header="id,title,organisation,kind,currency\n")
    report = await load(fernley, path)
    assert (counts(report), report.error) == ((1, 0, 0, 1), "")
    assert (report.problems[0].field, report.problems[0].reason) == ("currency", "longer than 3 characters")


async def test_an_id_that_occurs_twice_counts_once(fernley: Store, written: Callable[..., Path]) -> None:
    report = await load(fernley, written("x,One,loft,club,,,,,,,,", "x,Two,loft,club,,,,,,,,"))
    assert counts(report) == (1, 0, 0, 1)


async def test_the_file_of_rejected_rows_goes_when_there_are_none(fernley: Store, written: Callable[..., Path]) -> None:
    rejected = (await load(fernley, written("x,,loft,club,,,,,,,,"))).rejected_file
    assert rejected is not None
    assert rejected.exists()
    assert (await load(fernley, written("x,T,loft,club,,,,,,,,"))).rejected_file is None
    assert not rejected.exists()


async def test_an_organisation_that_no_file_describes_is_known_by_its_name(
    fernley: Store, written: Callable[..., Path]
) -> None:
    await load(fernley, written("x,T,Brand New Club,club,,,,,,,,", "y,T,brand new club,club,,,,,,,,"))
    [one, two] = await Catalogue(fernley).get(["fernley:opp:x", "fernley:opp:y"])
    assert (one.organisation, two.organisation) == ("Brand New Club", "Brand New Club")


async def test_unknown_columns_are_reported_and_kept(fernley: Store, written: Callable[..., Path]) -> None:
    path = written("x,T,loft,club,Mill Lane", header="id,title,organisation,kind,Bus stop\n")
    assert list((await load(fernley, path)).unknown_columns) == ["bus_stop"]
    [found] = await Catalogue(fernley).get(["fernley:opp:x"])
    assert found.extra == {"bus_stop": "Mill Lane"}


async def test_html_is_made_plain(fernley: Store, written: Callable[..., Path]) -> None:
    row = "x,<b>Art</b> &amp; craft<script>alert(1)</script><p>now</p>,loft,club"
    await load(fernley, written(row, header="id,title,organisation,kind\n"))
    found = await stored(fernley, "x")
    assert found is not None
    assert found.title == "Art & craft now"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
async def test_encodings_and_line_ends_as_they_occur(fernley: Store, tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "opportunities.csv"
    path.write_bytes(end.join(["id,title,organisation,kind", "x,Café für alle,loft,club", ""]).encode(encoding))
    assert counts(await load(fernley, path)) == (1, 0, 0, 0)
    found = await stored(fernley, "x")
    assert found is not None
    assert found.title == "Café für alle"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no header"),
        (b"\x00\x01\x02\xff\xfe\x00" * 50, "not text"),
        (b"id,title,organisation,kind\n" + b"x" * 2_000_000, "longer than"),
        (b'id,title,organisation,kind\n"' + b"x\n" * 600_000, "field larger"),
        (b"id,id,title\n", "occurs twice"),
    ],
)
async def test_a_hostile_file_ends_in_one_clear_error(
    fernley: Store, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "opportunities.csv"
    path.write_bytes(content)
    report = await load(fernley, path)
    assert reason in report.error
    assert "\n" not in report.error


async def test_a_missing_file_an_unknown_city_format_and_kind_are_told(store: Store, tmp_path: Path) -> None:
    missing = await import_file(store, "csv", tmp_path / "badges.csv", city="nowhere", today=TODAY)
    assert "nowhere" in missing.error
    assert "no format" in (await import_file(store, "xls", tmp_path / "a.xls", city="x", today=TODAY)).error
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    assert "No such file" in (await load(store, tmp_path / "badges.csv")).error
    shutil.copy(FERNLEY / "badges.csv", tmp_path / "stickers.csv")
    wrong = await import_file(store, "csv", tmp_path / "stickers.csv", city="fernley", kind="stickers", today=TODAY)
    assert "no kind of thing" in wrong.error


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("badges.csv", "badges"),
        ("Claim_Codes.csv", "claim_codes"),
        ("mentors-2026.csv", "mentors"),
        ("our list of things.csv", "opportunities"),
    ],
)
def test_a_files_name_tells_its_kind_and_else_it_has_opportunities(name: str, kind: str) -> None:
    assert waymark_csv.kind_of(Path(name)) == kind
    assert set(waymark_csv.KINDS) == set(SPECS)


async def test_a_cell_that_is_too_long_costs_its_row_alone(fernley: Store, written: Callable[..., Path]) -> None:
    long = "x" * 200_000
    report = await load(fernley, written(f"n1,{long},Library,club", "n2,Chess,Library,club"))
    assert counts(report) == (1, 0, 0, 1)
    assert report.problems[0].field == "title"


async def test_semicolons_and_tabs_part_cells_too(fernley: Store, tmp_path: Path) -> None:
    for number, sign in enumerate(";\t"):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"id,title,organisation,kind\ns{number},Chess,Library,club\n".replace(",", sign))
        assert counts(await load(fernley, path)) == (1, 0, 0, 0)


async def test_rows_gone_from_the_source_are_withdrawn_and_come_back(
    fernley: Store, written: Callable[..., Path]
) -> None:
    rows = [f"r{number},Row {number},loft,club,,,,,,,," for number in range(4)]
    path = written(*rows)
    await load(fernley, path)
    # The file stands for the source "csv:opportunities", so what the folder loaded counts as well.
    report = await load(fernley, written(*rows[:3]), replace_source=True, force=True)
    assert report.withdrawn == 15
    assert [each.id for each in await Catalogue(fernley).get(["fernley:opp:r3"])] == ["fernley:opp:r3"]
    gone = await stored(fernley, "r3")
    assert gone is not None
    assert gone.withdrawn is not None
    assert counts(await load(fernley, written(*rows))) == (0, 1, 3, 0)
    back = await stored(fernley, "r3")
    assert back is not None
    assert back.withdrawn is None


async def test_more_than_half_is_not_withdrawn_unless_forced(fernley: Store, written: Callable[..., Path]) -> None:
    report = await load(fernley, written("only,One,loft,club,,,,,,,,"), replace_source=True)
    assert report.withdrawn == 0
    assert "--force" in report.error
    async with fernley.read() as session:
        query = select(func.count()).where(tables.OpportunityRow.withdrawn.is_not(None))
        assert (await session.execute(query)).scalar() == 0


async def test_a_rejected_row_is_still_in_the_source(fernley: Store, folder: Path) -> None:
    path = folder / "opportunities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("13,18,free,mill", "18,13,free,mill", 1), encoding="utf-8")
    report = await load(fernley, path, replace_source=True)
    assert (report.rejected, report.withdrawn, report.error) == (1, 0, "")


async def test_what_is_exported_is_what_was_imported(fernley: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    written = await export_csv(fernley, first, city="fernley")
    assert len(written) == 11
    again = await import_folder(fernley, first, city="fernley", today=TODAY)
    assert sum(report.added + report.changed + report.rejected for report in again) == 0
    await export_csv(fernley, second, city="fernley")
    for path in written:
        assert (second / path.name).read_text("utf-8") == path.read_text("utf-8")


async def test_a_new_name_of_an_interest_is_found_at_once(fernley: Store, folder: Path) -> None:
    catalogue = Catalogue(fernley, lambda: NOW)
    seeker, request = Seeker("fernley", age=15), Request(interests=("sourdough",))
    assert (await catalogue.search(seeker, request)).total == 0
    path = folder / "interests.csv"
    path.write_text(path.read_text("utf-8").replace("cooking|cakes", "cooking|cakes|sourdough"), "utf-8")
    await import_file(fernley, "csv", path, city="fernley", today=TODAY)
    assert (await catalogue.search(seeker, request)).total == 1
    catalogue.close()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "[" * 100_000, '{"id": "x", "name": "X", "centre": {"lat": 999, "lon": 0}}']
)
async def test_a_city_file_that_makes_no_sense_is_refused(store: Store, tmp_path: Path, content: str) -> None:
    path = tmp_path / "city.json"
    path.write_text(content)
    report = await import_file(store, "city", path, city="", today=TODAY)
    assert report.error
    assert report.rejected == 1

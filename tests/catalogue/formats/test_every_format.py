"""What must hold for every importer (data.md, "Every importer"), tried on a small file of each format."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.catalogue.importing import ImportReport, import_file
from bot.catalogue.importing.specs import SPECS
from bot.store.engine import Store
from tests.catalogue.conftest import TODAY
from tests.catalogue.formats.samples import SAMPLES, Sample

TITLES = ["Apples", "Bread", "Cheese", "Dates"]
BINARY = b"\x00\x01\x02\xff\xfe\x00" * 50


@pytest.fixture(params=SAMPLES, ids=lambda sample: f"{sample.fmt}-{sample.kind}")
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


async def load(
    store: Store,
    sample: Sample,
    path: Path,
    *,
    dry_run: bool = False,
    replace_source: bool = False,
    force: bool = False,
) -> ImportReport:
    return await import_file(
        store, sample.fmt, path, city="fernley", today=TODAY, dry_run=dry_run, replace_source=replace_source,
        force=force, mapped=sample.map(path.parent),
    )  # fmt: skip


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected


async def stored(store: Store, sample: Sample) -> int:
    columns = SPECS[sample.kind].columns
    async with store.read() as session:
        return (await session.execute(select(func.count()).where(columns.withdrawn.is_(None)))).scalar_one()


async def titles(store: Store, sample: Sample) -> set[str]:
    columns = SPECS[sample.kind].columns
    column = columns["title"] if "title" in columns else columns["name"]
    async with store.read() as session:
        return set((await session.execute(select(column))).scalars())


async def test_every_row_is_counted_once_and_the_others_are_loaded(
    fernley_alone: Store, sample: Sample, tmp_path: Path
) -> None:
    report = await load(fernley_alone, sample, sample.write(tmp_path, [*TITLES, ""]))
    assert (counts(report), report.error) == ((4, 0, 0, 1), "")
    [problem] = report.problems
    assert problem.line
    assert problem.reason
    assert report.rejected_file is not None
    assert await titles(fernley_alone, sample) == set(TITLES)


async def test_a_second_time_changes_nothing_and_a_changed_row_is_changed(
    fernley_alone: Store, sample: Sample, tmp_path: Path
) -> None:
    await load(fernley_alone, sample, sample.write(tmp_path, TITLES))
    assert counts(await load(fernley_alone, sample, sample.write(tmp_path, TITLES))) == (0, 0, 4, 0)
    if not sample.named_by_title:
        assert counts(await load(fernley_alone, sample, sample.write(tmp_path, ["Figs", *TITLES[1:]]))) == (0, 1, 3, 0)


async def test_a_dry_run_counts_and_keeps_nothing(fernley_alone: Store, sample: Sample, tmp_path: Path) -> None:
    report = await load(fernley_alone, sample, sample.write(tmp_path, [*TITLES, ""]), dry_run=True)
    assert counts(report) == (4, 0, 0, 1)
    assert await stored(fernley_alone, sample) == 0


async def test_what_is_gone_is_withdrawn_with_a_brake(fernley_alone: Store, sample: Sample, tmp_path: Path) -> None:
    await load(fernley_alone, sample, sample.write(tmp_path, TITLES))
    assert (await load(fernley_alone, sample, sample.write(tmp_path, TITLES[:3]), replace_source=True)).withdrawn == 1
    braked = await load(fernley_alone, sample, sample.write(tmp_path, TITLES[:1]), replace_source=True)
    assert (braked.withdrawn, "--force" in braked.error) == (0, True)
    assert await stored(fernley_alone, sample) == 3
    forced = await load(fernley_alone, sample, sample.write(tmp_path, TITLES[:1]), replace_source=True, force=True)
    assert forced.withdrawn == 2


async def test_html_is_made_plain(fernley_alone: Store, sample: Sample, tmp_path: Path) -> None:
    await load(fernley_alone, sample, sample.write(tmp_path, ["<b>Art</b> &amp; craft<script>alert(1)</script>"]))
    assert await titles(fernley_alone, sample) == {"Art & craft"}


async def test_a_formula_is_rejected(fernley_alone: Store, sample: Sample, tmp_path: Path) -> None:
    report = await load(fernley_alone, sample, sample.write(tmp_path, ["Apples", '=HYPERLINK("http://x")']))
    assert counts(report) == (1, 0, 0, 1)


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\r\n"), ("cp1252", "\r"), ("utf-16", "\n")])
async def test_encodings_and_line_ends_as_they_occur(
    fernley_alone: Store, sample: Sample, tmp_path: Path, encoding: str, end: str
) -> None:
    path = sample.write(tmp_path, ["Café für alle", "Bread"])
    path.write_bytes(path.read_text("utf-8").replace("\n", end).encode(encoding))
    assert counts(await load(fernley_alone, sample, path)) == (2, 0, 0, 0)
    assert "Café für alle" in await titles(fernley_alone, sample)


@pytest.mark.parametrize("content", [b"", BINARY, b"x" * 2_000_000, b"[" * 200_000, b'{"a":' * 200_000])
async def test_a_hostile_file_ends_in_one_clear_error(
    fernley_alone: Store, sample: Sample, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / sample.name
    path.write_bytes(content)
    report = await load(fernley_alone, sample, path)
    assert report.error
    assert "\n" not in report.error
    assert len(report.error) < 300
    assert await stored(fernley_alone, sample) == 0

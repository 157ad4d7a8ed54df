"""What must hold for every importer, format by format, in the store."""

import csv
import tracemalloc
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.catalogue import tables
from bot.catalogue.formats import text
from bot.catalogue.formats.rows import Row
from bot.catalogue.importing import ImportReport, import_file
from bot.store.engine import Store
from tests.catalogue.conftest import TODAY
from tests.catalogue.formats.conftest import lazily, rows
from tests.catalogue.formats.feeds import GONE, SAMPLES, Course, Sample

FOUR = [Course(number) for number in range(4)]
XML = '<?xml version="1.0"?>'


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


@pytest.fixture
async def readable(fernley_sqlite: str) -> AsyncIterator[Store]:
    """A store for files of which nothing is stored."""
    store = Store(fernley_sqlite)
    yield store
    await store.close()


class Feed:
    """A file of one format that changes from time to time."""

    def __init__(self, store: Store, sample: Sample, path: Path) -> None:
        self.store, self.sample, self.path = store, sample, path

    async def load(self, courses: list[Course], **options: Any) -> ImportReport:
        self.path.write_text(self.sample.written(courses), encoding="utf-8")
        return await import_file(self.store, self.sample.name, self.path, city="fernley", today=TODAY, **options)

    async def titles(self) -> list[str]:
        """Of what is stored and not withdrawn."""
        row = tables.OpportunityRow
        query = select(row.title).where(row.source == f"{self.sample.name}:feed", row.withdrawn.is_(None))
        async with self.store.read() as session:
            return list(await session.scalars(query.order_by(row.title)))


@pytest.fixture
def feed(fernley: Store, sample: Sample, tmp_path: Path) -> Feed:
    return Feed(fernley, sample, tmp_path / "feed")


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected


async def test_a_feed_from_its_first_day_to_its_last(feed: Feed) -> None:
    other = feed.sample.other_rows
    assert counts(await feed.load(FOUR, dry_run=True)) == (4 + other, 0, 0, 0)
    assert await feed.titles() == []
    assert counts(await feed.load(FOUR)) == (4 + other, 0, 0, 0)
    assert counts(await feed.load(FOUR)) == (0, 0, 4 + other, 0)
    assert await feed.titles() == ["Café 0", "Café 1", "Café 2", "Café 3"]

    assert counts(await feed.load([*FOUR[:3], Course(3, "Pottery")])) == (0, 1, 3 + other, 0)
    fewer = await feed.load(FOUR[:3], replace_source=True)
    assert (counts(fewer), fewer.withdrawn) == ((0, 0, 3 + other, 0), 1)
    braked = await feed.load(FOUR[:1], replace_source=True)
    assert "--force" in braked.error
    assert len(await feed.titles()) == 3
    assert (await feed.load(FOUR[:1], replace_source=True, force=True)).withdrawn == 2
    assert counts(await feed.load(FOUR)) == (0, 3, 1 + other, 0)
    assert len(await feed.titles()) == 4

    if feed.sample.has_ends:
        ended = await feed.load([*FOUR[:3], Course(3, GONE)])
        assert (counts(ended), ended.withdrawn) == ((0, 0, 3 + other, 1), 1)
        assert "is " in ended.problems[0].reason
        assert await feed.titles() == ["Café 0", "Café 1", "Café 2"]
        again = await feed.load([*FOUR[:3], Course(3, GONE)])
        assert (counts(again), again.withdrawn) == ((0, 0, 3 + other, 1), 0)


async def test_what_cannot_be_stored_is_named_and_the_rest_is_loaded(
    readable: Store, sample: Sample, tmp_path: Path
) -> None:
    courses = [Course(0), Course(1, " "), Course(2, '=HYPERLINK("http://x.example")'), Course(0, "Again")]
    report = await Feed(readable, sample, tmp_path / "feed").load(courses, dry_run=True)
    assert counts(report) == (1 + sample.other_rows, 0, 0, 3)
    reasons = [(problem.field, problem.reason) for problem in report.problems]
    assert reasons == [
        ("title", "is missing"),
        ("title", "looks like a spreadsheet formula"),
        ("id", "occurs a second time in this file"),
    ]
    assert len({problem.line for problem in report.problems}) == 3
    assert report.rejected_file is not None
    with report.rejected_file.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(row["field"], row["reason"]) for row in told] == reasons
    assert all(row["id"] and row["line"] for row in told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_as_they_occur(sample: Sample, tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "feed"
    path.write_bytes(sample.written(FOUR[:1]).replace("\n", end).encode(encoding))
    assert rows(sample.name, path)[-1].fields["title"] == "Café 0"


async def test_html_is_made_plain(feed: Feed) -> None:
    await feed.load(FOUR[:1])
    async with feed.store.read() as session:
        query = select(tables.OpportunityRow.description).where(tables.OpportunityRow.source.endswith(":feed"))
        assert list(await session.scalars(query)) == ["Art & craft"]


def test_memory_does_not_grow_with_the_file(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ("CHUNK", "PIECE"):
        monkeypatch.setattr(text, size, 1 << 13)

    path = tmp_path / "feed"
    path.write_text(sample.written(Course(each, "Café") for each in range(600)), encoding="utf-8")

    def most(read: Callable[[Iterator[Row]], object]) -> int:
        tracemalloc.start()
        kept = read(lazily(sample.name, path))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del kept
        return peak

    most(lambda rows: deque(rows, maxlen=1))
    assert most(lambda rows: deque(rows, maxlen=1)) < most(list) / 2


JSON = ("schema-org", "openactive", "open-referral")


@pytest.mark.parametrize(
    ("fmt", "content", "reason"),
    [
        *((fmt, "[" * 100_000, "levels deep") for fmt in JSON),
        *((fmt, '{"a":' * 100_000, "levels deep") for fmt in JSON),
        *((fmt, '{"name": "' + "x" * 3_000_000 + '"}', "longer than") for fmt in JSON),
        *((fmt, "[" + " " * 3_000_000, "longer than") for fmt in JSON),
        *((fmt, '[{"@type": "Event"}, {"na', "no JSON") for fmt in JSON),
        *((fmt, '{"name": ' + "1" * 10_000 + "}", "no JSON") for fmt in JSON),
        *((fmt, '{"name": [' + "1," * 250_000 + "1]}", "more than") for fmt in JSON),
        *((sample.name, b"", "") for sample in SAMPLES),
        *((sample.name, b"PK\x03\x04" + b"\0" * 100, "compressed") for sample in SAMPLES),
        *((sample.name, b"\x1f\x8b\x08" + b"\x01" * 100, "compressed") for sample in SAMPLES),
        *((sample.name, b"\x00\x01\x02\xff\xfe\x00" * 50, "not text") for sample in SAMPLES),
        ("xcri", f'{XML}<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><catalog>&b;</catalog>', "document type"),
        ("xcri", f'{XML}<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><catalog>&x;</catalog>', "document type"),
        ("xcri", f'{XML}<!DOCTYPE c SYSTEM "http://x.example/evil.dtd"><catalog/>', "document type"),
        ("xcri", "<catalog>" + "<a>" * 100_000, "levels deep"),
        ("xcri", "<catalog><course>" + "<a/>" * 250_000, "more than"),
        ("xcri", "<catalog><course>" + "x" * 3_000_000, "more than"),
        ("xcri", "<catalog><course " + "x" * 5_000_000, "longer than"),
        ("xcri", "<catalog><course></catalog>", "no XML"),
        ("xcri", "<rss></rss>", "not catalog"),
        ("schema-org", "<html>" + "x" * 5_000_000, "there is no course"),
    ],
)  # fmt: skip
async def test_a_hostile_file_ends_in_one_clear_error(
    readable: Store, tmp_path: Path, fmt: str, content: str | bytes, reason: str
) -> None:
    path = tmp_path / "feed"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = await import_file(readable, fmt, path, city="fernley", today=TODAY)
    assert reason in report.error
    assert report.error
    assert "\n" not in report.error
    assert report.added == 0


def test_a_page_s_endless_script_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    good = '<script type="application/ld+json">{"@type": "Course", "name": "Good"}</script>'
    path.write_text(f'<script type="application/ld+json">{"[" * 6_000_000}</script>{good}', encoding="utf-8")
    broken, found = rows("schema-org", path)
    assert "longer than" in broken.broken
    assert found.fields["title"] == "Good"

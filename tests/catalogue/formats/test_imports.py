"""What must hold for every importer, format by format, in the store."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.catalogue import tables
from bot.catalogue.importing import ImportReport, import_file
from bot.store.engine import Store
from tests.catalogue.conftest import TODAY


@dataclass(frozen=True)
class Sample:
    """How a format writes things, so that the same tests hold for all."""

    name: str
    things: list[Any] = field(default_factory=list)

    def written(self, things: list[Any]) -> str:
        return json.dumps(things)


def course(number: int, **more: Any) -> dict[str, Any]:
    provider = {"@type": "Organization", "name": "The Loft Studio"}
    return {
        "@context": "https://schema.org", "@type": "Course", "@id": f"https://loft.example/{number}",
        "name": f"Café {number}", "provider": provider, "description": "<b>Art</b> &amp; craft",
    } | more  # fmt: skip


SAMPLES = [Sample("schema-org", [course(number) for number in range(4)])]


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


async def load(store: Store, sample: Sample, path: Path, **options: Any) -> ImportReport:
    return await import_file(store, sample.name, path, city="fernley", today=TODAY, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected


async def titles(store: Store, source: str) -> list[str]:
    """Of what is stored from a source and not withdrawn."""
    row = tables.OpportunityRow
    query = select(row.title).where(row.source == source, row.withdrawn.is_(None)).order_by(row.title)
    async with store.read() as session:
        return list(await session.scalars(query))


async def test_rows_are_added_once_and_then_unchanged(fernley: Store, sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_text(sample.written(sample.things), encoding="utf-8")
    assert counts(await load(fernley, sample, path)) == (4, 0, 0, 0)
    assert counts(await load(fernley, sample, path)) == (0, 0, 4, 0)
    assert await titles(fernley, f"{sample.name}:feed") == ["Café 0", "Café 1", "Café 2", "Café 3"]

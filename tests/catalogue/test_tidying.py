"""What a large import leaves to do."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.catalogue.importing import import_file, import_folder, run
from bot.catalogue.model import Request, Seeker
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, NOW, TODAY


async def test_the_index_is_put_together_after_a_large_import_and_finds_the_same(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await import_folder(store, FERNLEY, today=TODAY)
    catalogue = Catalogue(store, lambda: NOW)
    for number in range(3):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"id,title,organisation,kind\nkite-{number},Kites,Shed {number},club\n", "utf-8")
        monkeypatch.setattr(run, "MANY", 1 if number == 2 else 5000)
        await import_file(store, "csv", path, city="fernley", kind="opportunities", today=TODAY)
    found = await catalogue.search(Seeker("fernley"), Request(interests=("kites",)))
    assert len(found.matches) == 3
    assert await store.look(in_one) is True
    catalogue.close()


def in_one(connection: Connection) -> bool:
    """Whether SQLite has the index in one part; whether PostgreSQL has counted its rows."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql("SELECT count(DISTINCT segid) = 1 FROM opportunity_index_idx").scalar() == 1
    counted = connection.exec_driver_sql("SELECT reltuples > 0 FROM pg_class WHERE relname = 'opportunity_index'")
    return bool(counted.scalar())

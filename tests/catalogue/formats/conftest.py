"""Files of other formats, written and read."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.catalogue.formats import READERS
from bot.catalogue.formats.rows import Row, Zoned
from bot.catalogue.importing import import_file, import_folder
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, TODAY

LONDON = ZoneInfo("Europe/London")
Reading = Callable[..., list[Row]]


def lazily(fmt: str, path: Path, kind: str | None = None) -> Iterator[Row]:
    """What a format reads in a file, in London's time, row by row."""
    reader = READERS[fmt]
    return (reader.within(LONDON) if isinstance(reader, Zoned) else reader)(path, kind)


def rows(fmt: str, path: Path, kind: str | None = None) -> list[Row]:
    """All that a format reads in a file."""
    return list(lazily(fmt, path, kind))


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Reads content that is given as text, bytes or JSON."""

    def read(fmt: str, content: Any, kind: str | None = None) -> list[Row]:
        path = tmp_path / "given"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return rows(fmt, path, kind)

    return read


@pytest.fixture
async def fernley(store: Store) -> Store:
    """A store that has Fernley."""
    await import_folder(store, FERNLEY, today=TODAY)
    return store


@pytest.fixture
async def fernley_alone(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Store]:
    """The city alone. What depends on the kind of store is tried on both in test_importing.py."""
    await asyncio.to_thread(shutil.copy, migrated_sqlite, tmp_path / "waymark.db")
    store = Store(f"sqlite:///{tmp_path / 'waymark.db'}")
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    yield store
    await store.close()

"""Loads the city's folder into the store when it changed."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.catalogue.gazetteer import write_gazetteer
from bot.catalogue.importing import ImportReport, import_folder
from bot.catalogue.tables import CityRow
from bot.settings import Settings
from bot.store.engine import Store
from bot.supervisor.failure import StartError


class CityFolder:
    """A city's files, and a note in `home` of what was loaded from them last.

    Dates in a folder can be relative to the present week, so a new week is a change too.
    """

    def __init__(self, folder: Path, home: Path, store: Store, today: date) -> None:
        self._folder = folder
        self._note = home / f"loaded-{folder.name}.json"
        self._store = store
        self._today = today

    async def load(self) -> Sequence[ImportReport]:
        """Loads what is new; no reports when nothing is. StartError when the folder cannot be loaded."""
        state = await asyncio.to_thread(self._state)
        if await asyncio.to_thread(self._noted) == state and await self._is_stored():
            return ()
        reports = await import_folder(self._store, self._folder, replace_source=True, today=self._today)
        for report in reports:
            if report.error:
                raise StartError(f"{report.path} cannot be loaded: {report.error}.")
        await asyncio.to_thread(self._write_note, state)
        return reports

    async def _is_stored(self) -> bool:
        """Whether the store still has a city at all: the note may speak of a store that was made anew."""
        async with self._store.read() as session:
            return await session.scalar(select(CityRow.id).limit(1)) is not None

    def _state(self) -> dict[str, str]:
        year, week, _ = self._today.isocalendar()
        store = make_url(self._store.url).render_as_string(hide_password=True)
        return {"files": self._fingerprint(), "week": f"{year}-W{week:02}", "store": store}

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for path in sorted([*self._folder.glob("*.json"), *self._folder.glob("*.csv")]):
            if not path.name.endswith(".rejected.csv"):
                digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _noted(self) -> object:
        try:
            return json.loads(self._note.read_text("utf-8"))
        except (OSError, ValueError):
            return None

    def _write_note(self, state: dict[str, str]) -> None:
        self._note.parent.mkdir(parents=True, exist_ok=True)
        self._note.write_text(json.dumps(state), "utf-8")


def folder_of(settings: Settings, store: Store) -> CityFolder:
    return CityFolder(settings.city_folder, settings.home, store, datetime.now(UTC).date())


async def load_city(settings: Settings, store: Store, say: Callable[[str], None]) -> None:
    """Loads the city's folder, and writes what things are called there for the brain. StartError as `load`."""
    say(f"Looking at {settings.city_folder.name}'s files ...")
    for line in told(await folder_of(settings, store).load()):
        say(line)
    await write_gazetteer(store, settings.gazetteer)


def told(reports: Sequence[ImportReport]) -> Iterator[str]:
    """What became of a folder, in lines to show."""
    if not reports:
        yield "The catalogue is up to date."
        return
    changed = sum(report.added + report.changed + report.withdrawn for report in reports)
    yield f"The catalogue is loaded: {changed:,} rows new or changed."
    for report in reports:
        if report.rejected:
            where = f"; see {report.rejected_file}" if report.rejected_file else ""
            yield f"{report.path.name}: {report.rejected} rows were left out{where}."

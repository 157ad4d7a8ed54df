import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.catalogue.tables import OpportunityRow
from bot.settings import Settings
from bot.store.engine import Store
from bot.supervisor.city import CityFolder, load_city, told
from bot.supervisor.failure import StartError
from tests.cli.conftest import small_city  # noqa: F401 - a fixture

MONDAY, FRIDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 30)


@pytest.fixture
def city(small_city: Path) -> Path:  # noqa: F811
    return small_city


async def test_a_folder_is_loaded_once_a_week_unless_it_changes(store: Store, city: Path, tmp_path: Path) -> None:
    def folder(today: date) -> CityFolder:
        return CityFolder(city, tmp_path, store, today)

    assert [report.added for report in await folder(MONDAY).load() if report.path.name == "opportunities.csv"] == [2]
    assert await folder(FRIDAY).load() == ()
    assert len(await folder(NEXT_MONDAY).load()) > 0
    (city / "opportunities.csv").write_text("id,title,organisation,kind\n1,Zines,lib,workshop\n", "utf-8")
    (report,) = [one for one in await folder(NEXT_MONDAY).load() if one.path.name == "opportunities.csv"]
    assert (report.changed, report.withdrawn) == (1, 1)


async def test_a_store_that_was_made_anew_is_filled_again(store: Store, city: Path, tmp_path: Path) -> None:
    folder = CityFolder(city, tmp_path, store, MONDAY)
    folder._write_note(folder._state())
    await folder.load()
    async with store.read() as session:
        assert len((await session.scalars(select(OpportunityRow.id))).all()) == 2


async def test_a_broken_folder_keeps_waymark_from_starting_and_is_named(
    store: Store, city: Path, tmp_path: Path
) -> None:
    (city / "city.json").write_text("{", "utf-8")
    with pytest.raises(StartError, match=r"city\.json cannot be loaded: "):
        await CityFolder(city, tmp_path, store, MONDAY).load()


async def test_rejected_rows_are_told_and_the_rest_is_loaded(store: Store, city: Path, tmp_path: Path) -> None:
    with (city / "opportunities.csv").open("a", encoding="utf-8") as file:
        file.write("3,,lib,club\n")
    lines = list(told(await CityFolder(city, tmp_path, store, MONDAY).load()))
    assert lines[1].startswith("opportunities.csv: 1 rows were left out; see ")


def test_nothing_new_is_said_in_one_line() -> None:
    assert list(told(())) == ["The catalogue is up to date."]


async def test_what_things_are_called_is_written_for_the_brain(store: Store, city: Path, tmp_path: Path) -> None:
    settings, lines = Settings(home=tmp_path / "var", city_folder=city), list[str]()
    await load_city(settings, store, lines.append)
    assert json.loads(settings.gazetteer.read_text("utf-8"))["version"]
    assert lines[0] == f"Looking at {city.name}'s files ..."

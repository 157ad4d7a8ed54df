"""Runs `waymark` in this process, with a home and ports of its own."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import run
from bot.settings import PROJECT

Ran = tuple[int, str, str]
"""Exit code, standard output, standard error."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "BRAIN_URLS", "CITY"):
        monkeypatch.delenv(f"WAYMARK_{name}", raising=False)
    monkeypatch.setenv("WAYMARK_HOME", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def waymark(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def called(*arguments: str) -> Ran:
        code = run(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return called


@pytest.fixture
def small_city(tmp_path: Path) -> Path:
    """A folder with two opportunities and what they refer to."""
    folder = tmp_path / "smallville"
    folder.mkdir()
    city = json.loads((PROJECT / "cities" / "brightport" / "city.json").read_text("utf-8"))
    city |= {"id": "smallville", "name": "Smallville"}
    (folder / "city.json").write_text(json.dumps(city), "utf-8")
    shutil.copy(PROJECT / "cities" / "brightport" / "interests.csv", folder)
    (folder / "organisations.csv").write_text("id,name,kind\nlib,The Library,provider\n", "utf-8")
    (folder / "opportunities.csv").write_text(
        "id,title,organisation,kind,summary,age_min,age_max,cost,sessions\n"
        "1,Zine making,lib,workshop,Make a zine with paper and glue,13,18,0,Sat 10:00-12:00\n"
        "2,Coding club,lib,club,Write small games,13,18,5,Tue 17:00-19:00\n",
        "utf-8",
    )
    return folder

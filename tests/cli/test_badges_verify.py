"""`waymark badges verify`: the verdict and every check, readable or as JSON."""

import json

import pytest

from bot.cli import run
from tests.badges.verification import vectors

MAPPED = [
    part for site in ("https://example.org/", "http://example.org/") for part in ("--map", f"{site}={vectors.ASSETS}")
]


@pytest.fixture
def offline() -> list[str]:
    return ["badges", "verify", "--offline", *MAPPED]


def test_a_good_badge_ends_with_0(offline: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*offline, str(vectors.FOLDER / "ob20" / "basic-assertion.json")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("valid: Awesome Robotics Badge, given by An Example Badge Issuer\n")


def test_a_bad_badge_ends_with_1_and_names_the_check(offline: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*offline, "--json", str(vectors.FOLDER / "ob30" / "simple-err-proof-value.json")]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "invalid"
    assert [one["probe"] for one in report["checks"] if one["outcome"] == "failed"] == ["EmbeddedProofProbe"]


def test_an_address_is_followed(offline: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*offline, "--json", "https://example.org/none.json"]) == 1
    assert json.loads(capsys.readouterr().out)["checks"][0]["check"] == "read.fetch"


@pytest.mark.parametrize("arguments", [["nothing.json"], ["--map", "nowhere", "x.json"], []])
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["badges", "verify", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1

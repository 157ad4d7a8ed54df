"""`waymark duplicates` on a city with two listings of the same thing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.conftest import FERNLEY
from tests.cli.conftest import Ran

Waymark = Callable[..., Ran]
ROWS = """id,title,organisation,kind,postcode,sessions,valid_until
knit,Knitting for beginners,Harbour Arts,club,FE1 1AA,Sat 10:00-12:00,2099-01-01
knit-2,Begginers knitting,Harbour Arts Ltd,club,FE1 1AA,Sat 10:00-12:30,2099-01-01
"""


@pytest.fixture
def fernley(waymark: Waymark, tmp_path: Path) -> Waymark:
    file = tmp_path / "opportunities.csv"
    file.write_text(ROWS, "utf-8")
    assert waymark("import", "city", str(FERNLEY / "city.json"))[0] == 0
    code, out, _ = waymark("import", "csv", str(file), "--city", "fernley")
    assert (code, "likely duplicates: 1" in out) == (0, True)
    return waymark


def test_pairs_are_shown_with_evidence_and_decided_once(fernley: Waymark) -> None:
    _, out, _ = fernley("duplicates", "list", "--city", "fernley")
    pair = out.split()[0]
    assert "both Sat 10:00" in out
    code, out, _ = fernley("duplicates", "yes", pair, "--city", "fernley")
    assert (code, "one thing" in out) == (0, True)
    assert "0 new, 0 waiting" in fernley("duplicates", "scan", "--city", "fernley")[1]
    assert "knit-2" in fernley("duplicates", "list", "--city", "fernley", "--decided", "yes")[1]


def test_an_unknown_pair_is_one_line_that_says_what_to_do(fernley: Waymark) -> None:
    code, _, err = fernley("duplicates", "no", "00000000", "--city", "fernley")
    assert (code, "waymark duplicates list" in err) == (1, True)


def test_without_a_command_it_looks_and_shows(fernley: Waymark) -> None:
    code, out, _ = fernley("duplicates", "--city", "fernley")
    assert (code, out.splitlines()[0]) == (0, "0 new, 1 waiting for a yes or no")
    assert "both Sat 10:00" in out


@pytest.mark.parametrize("asked", [[], ["scan"], ["list"], ["yes", "00000000"]])
def test_an_unknown_city_is_one_line_that_says_what_to_do(waymark: Waymark, asked: list[str]) -> None:
    code, out, err = waymark("duplicates", *asked, "--city", "nowhere")
    assert (code, out) == (1, "")
    assert "There is no city 'nowhere': load one with `waymark import folder DIR`." in err

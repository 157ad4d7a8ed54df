"""`waymark export` in what others read."""

import json
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from tests.cli.conftest import Ran

Waymark = Callable[..., Ran]


@pytest.fixture
def loaded(waymark: Waymark, small_city: Path) -> Waymark:
    code, _, _ = waymark("import", "folder", str(small_city), "--city", "smallville")
    assert code == 0
    return waymark


@pytest.mark.parametrize("fmt", ["schema-org", "open-referral", "xcri"])
def test_what_is_written_can_be_read_again_without_a_change(loaded: Waymark, tmp_path: Path, fmt: str) -> None:
    path = tmp_path / f"out.{fmt}"
    code, out, _ = loaded("export", fmt, str(path), "--city", "smallville")
    assert (code, out) == (0, f"{path}: 2 written\n")
    code, out, _ = loaded("import", fmt, str(path), "--city", "smallville", "--kind", "opportunities")
    assert (code, out.splitlines()[0]) == (0, f"out.{fmt}: 2 unchanged")


def test_json_is_whole_and_says_how_much_there_is(loaded: Waymark, tmp_path: Path) -> None:
    loaded("export", "schema-org", str(tmp_path / "linked"), "--city", "smallville")
    assert len(json.loads((tmp_path / "linked").read_text("utf-8"))["@graph"]) == 2
    loaded("export", "open-referral", str(tmp_path / "page"), "--city", "smallville")
    page = json.loads((tmp_path / "page").read_text("utf-8"))
    assert (page["total_items"], len(page["contents"]), page["last_page"]) == (2, 2, True)


def test_a_calendar_has_all_or_the_one_that_is_asked_for(loaded: Waymark, tmp_path: Path) -> None:
    path = tmp_path / "all.ics"
    assert loaded("export", "ical", str(path), "--city", "smallville")[0] == 0
    assert icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    code, out, _ = loaded("export", "ical", str(path), "--city", "smallville", "--id", "smallville:opp:1")
    assert (code, out) == (0, f"{path}: 1 written\n")
    code, _, err = loaded("export", "ical", str(path), "--city", "smallville", "--id", "smallville:opp:none")
    assert (code, err) == (1, "waymark: there is no opportunity 'smallville:opp:none' in 'smallville'.\n")


@pytest.mark.parametrize("fmt", ["schema-org", "ical"])
def test_a_city_or_place_that_is_not_there_is_told_in_one_line(loaded: Waymark, tmp_path: Path, fmt: str) -> None:
    code, _, err = loaded("export", fmt, str(tmp_path / "out"), "--city", "atlantis")
    assert (code, err) == (1, "waymark: there is no city 'atlantis'.\n")
    code, _, err = loaded("export", fmt, str(tmp_path / "no" / "out"), "--city", "smallville")
    assert code == 1
    assert "No such file" in err

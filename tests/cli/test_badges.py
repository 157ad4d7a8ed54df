"""`waymark badges` from award to revocation, as an issuer's person uses it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.badges_command import COMMANDS
from tests.cli.conftest import Ran

Waymark = Callable[..., Ran]
CITY = ("--city", "smallville")


@pytest.fixture
def town(waymark: Waymark, small_city: Path) -> None:
    (small_city / "badges.csv").write_text("id,name,issuer,criteria\nzine,Zine Maker,lib,Make a zine\n", "utf-8")
    code, out, _ = waymark("import", "folder", str(small_city))
    assert code == 0, out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(waymark: Waymark, name: str) -> None:
    code, out, _ = waymark("badges", name, "--help")
    assert code == 0
    assert f"waymark badges {name}" in out


def awards(waymark: Waymark) -> list[dict[str, str]]:
    code, out, _ = waymark("badges", "list", *CITY)
    assert code == 0
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.usefixtures("town")
def test_an_award_is_made_sent_again_and_taken_back(waymark: Waymark) -> None:
    code, out, _ = waymark("badges", "issue", "Zine Maker", *CITY, "--reference", "7", "--email", "ada@example.org")
    assert code == 0
    assert "/badges/claim/" in out
    (made,) = awards(waymark)
    assert (made["badge"], made["reference"], made["claimed"]) == ("smallville:badge:zine", "7", "no")
    code, again, _ = waymark("badges", "resend", made["award"], *CITY)
    assert code == 0
    assert again != out
    assert waymark("badges", "revoke", made["award"], *CITY, "--reason", "A mistake")[0] == 0
    (gone,) = awards(waymark)
    assert (gone["state"], gone["reason"]) == ("revoked", "A mistake")
    code, _, err = waymark("badges", "revoke", made["award"], *CITY, "--reason", "Again")
    assert (code, err) == (1, "waymark: That award was taken back already.\n")


@pytest.mark.usefixtures("town")
def test_a_file_of_awards_names_each_rejected_row(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "awards.csv"
    file.write_text("badge,email,reference\nzine,,1\nzine,nobody,2\nmagazine,,3\n", "utf-8")
    code, out, err = waymark("badges", "bulk", str(file), *CITY, "--issuer", "lib")
    assert code == 1
    assert [row["reference"] for row in csv.DictReader(io.StringIO(out))] == ["1"]
    assert err.splitlines() == [
        "line 3, email: is no e-mail address",
        "line 4, badge: There is no badge 'magazine' in this city",
        "waymark: 1 awarded, 2 rejected: put those right and send them again.",
    ]
    assert len(awards(waymark)) == 1


@pytest.mark.usefixtures("town")
def test_another_organisation_may_not(waymark: Waymark) -> None:
    code, _, err = waymark("badges", "issue", "zine", *CITY, "--issuer", "school")
    assert (code, err) == (1, "waymark: That badge belongs to another organisation.\n")


@pytest.mark.usefixtures("town")
def test_an_employer_vouches(waymark: Waymark) -> None:
    code, out, _ = waymark("badges", "endorse", "zine", *CITY, "--employer", "lib", "--comment", "We look for it.")
    assert code == 0
    assert out.startswith("http://localhost:8080/badges/endorsements/")


def test_a_key_that_others_can_read_signs_nothing(waymark: Waymark, home: Path) -> None:
    assert waymark("badges", "rotate-key")[0] == 0
    (home / "keys" / "signing-key.json").chmod(0o644)
    code, out, err = waymark("badges", "rotate-key")
    assert (code, out) == (1, "")
    assert "chmod 600" in err


@pytest.mark.usefixtures("town")
def test_an_award_of_this_waymark_is_verified_from_its_own_store(waymark: Waymark) -> None:
    """Its public address may lead nowhere, as on a desk."""
    assert waymark("badges", "issue", "zine", *CITY)[0] == 0
    (made,) = awards(waymark)
    address = f"http://localhost:8080/badges/awards/{made['award']}"
    for form in ("", ".json", ".png", ".svg", "/ob2.json"):
        code, out, _ = waymark("badges", "verify", address + form, "--offline")
        assert (code, out.splitlines()[0].partition(":")[0]) == (0, "valid"), out
    assert waymark("badges", "revoke", made["award"], *CITY, "--reason", "A mistake")[0] == 0
    for form in ("", ".json", "/ob2.json"):
        code, out, _ = waymark("badges", "verify", address + form, "--offline")
        assert code == 1
        assert "taken it back" in out

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from tests.cli.conftest import Ran

Waymark = Callable[..., Ran]


def test_help_names_every_command(waymark: Waymark) -> None:
    code, out, _ = waymark("--help")
    assert code == 0
    assert [line.split()[0] for line in out.split("Commands:")[1].splitlines() if line.strip()] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(waymark: Waymark, name: str) -> None:
    code, out, _ = waymark(name, "--help")
    assert code == 0
    assert f"waymark {name}" in out


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from bot.cli import run; run(['--help']);"
        "heavy = {'aiohttp', 'sqlalchemy', 'spacy', 'pydantic', 'rich', 'rasa_sdk', 'numpy'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "No such command 'nonsense'. See `waymark --help`."),
        (["up", "--fast"], "No such option '--fast'. See `waymark up --help`."),
        (["import", "csv"], "Missing argument 'FILE'. See `waymark import --help`."),
        (["search", "art", "--age", "old"], "'old' is not a valid integer range. See `waymark search --help`."),
    ],
)
def test_wrong_use_is_one_line_and_code_2(waymark: Waymark, arguments: list[str], says: str) -> None:
    code, out, err = waymark(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("waymark: ")
    assert says in err


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "99999"), ("PORT", "web"), ("BRAINS", "0"), ("BRAIN_URLS", "localhost:5005"), ("LOG_LEVEL", "loud")],
)
def test_a_wrong_setting_is_one_line(waymark: Waymark, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"WAYMARK_{name}", value)
    code, _, err = waymark("up")
    assert code == 2
    assert err.startswith(f"waymark: WAYMARK_{name}: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://localhost/waymark", "must begin with sqlite or postgresql"),
        ("no address", "WAYMARK_DATABASE_URL is no address of a database"),
        ("sqlite:////proc/nowhere/waymark.db", "The store cannot be opened"),
    ],
)
def test_a_store_that_cannot_be_opened_is_one_line(
    waymark: Waymark, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("WAYMARK_DATABASE_URL", url)
    code, _, err = waymark("search", "art")
    assert code == 1
    assert says in err
    assert err.count("\n") == 1


def test_a_folder_is_loaded_searched_and_written_again(waymark: Waymark, small_city: Path, tmp_path: Path) -> None:
    code, out, _ = waymark("import", "folder", str(small_city), "--city", "smallville")
    assert code == 0
    assert "opportunities.csv: 2 added" in out
    code, out, _ = waymark("search", "free zines on saturdays", "--city", "smallville", "--age", "15")
    assert code == 0
    assert "Zine making" in out
    assert "it's free" in out
    assert "Coding club" not in out
    code, out, _ = waymark("export", "csv", str(tmp_path / "out"), "--city", "smallville")
    assert code == 0
    assert "Zine making" in (tmp_path / "out" / "opportunities.csv").read_text("utf-8")


def test_a_dry_run_changes_nothing(waymark: Waymark, small_city: Path) -> None:
    waymark("import", "city", str(small_city / "city.json"))
    code, out, _ = waymark("import", "csv", str(small_city / "organisations.csv"), "--city", "smallville", "--dry-run")
    assert (code, out) == (0, "organisations.csv: 1 added (dry run)\n")
    code, out, _ = waymark("import", "csv", str(small_city / "organisations.csv"), "--city", "smallville")
    assert out == "organisations.csv: 1 added\n"


def test_a_rejected_row_is_named_with_its_line_and_reason(waymark: Waymark, small_city: Path) -> None:
    path = small_city / "opportunities.csv"
    path.write_text(path.read_text("utf-8").replace(",13,18,5,", ",old,18,5,"), "utf-8")
    code, out, _ = waymark("import", "folder", str(small_city))
    assert code == 0
    assert "opportunities.csv: 1 added, 1 rejected" in out
    assert "line 3, 2: age_min: " in out


def test_a_file_without_its_city_is_wrong_use(waymark: Waymark, small_city: Path) -> None:
    code, _, err = waymark("import", "csv", str(small_city / "organisations.csv"))
    assert code == 2
    assert "Say which city it is for: --city NAME." in err


@pytest.mark.parametrize(
    ("asked", "told"),
    [(("papyrus",), "papyrus is no format"), (("csv", "--kind", "stickers"), "stickers is no kind of thing")],
)
def test_an_unknown_format_or_kind_is_wrong_use(
    waymark: Waymark, small_city: Path, asked: tuple[str, ...], told: str
) -> None:
    form, *options = asked
    code, _, err = waymark("import", form, str(small_city / "organisations.csv"), "--city", "smallville", *options)
    assert code == 2
    assert told in err


def test_an_unknown_city_is_a_failure(waymark: Waymark, tmp_path: Path) -> None:
    code, _, err = waymark("export", "csv", str(tmp_path / "out"), "--city", "atlantis")
    assert code == 1
    assert "atlantis" in err
    code, _, err = waymark("search", "art", "--city", "atlantis")
    assert (code, err) == (1, "waymark: There is no city 'atlantis': load one with `waymark import folder DIR`.\n")


def test_the_doctor_says_what_is_missing_on_a_fresh_machine_and_makes_nothing(waymark: Waymark, home: Path) -> None:
    code, out, err = waymark("doctor")
    assert code == 1
    assert f"FAIL There is no store at {home}/waymark.db yet: `waymark up` makes it." in out
    assert "ok   Python 3." in out
    assert err.endswith("of these need something done; each line says what.\n")
    assert not home.exists()


def test_the_doctor_finds_a_healthy_store_whole(
    waymark: Waymark, small_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waymark("import", "folder", str(small_city))
    monkeypatch.setenv("WAYMARK_CITY", "smallville")
    _, out, _ = waymark("doctor")
    assert "ok   The store (sqlite) is at schema " in out
    assert "ok   The store is whole (integrity and references)." in out
    assert "ok   The catalogue of smallville has 2 opportunities." in out


def test_the_doctor_finds_a_damaged_store(waymark: Waymark, small_city: Path, home: Path) -> None:
    waymark("import", "folder", str(small_city))
    path = home / "waymark.db"
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    for left in home.glob("waymark.db-*"):
        left.unlink()
    code, out, _ = waymark("doctor")
    assert code == 1
    assert "FAIL The store is damaged" in out or "FAIL The store cannot be read" in out


def test_chat_without_a_server_is_one_line(waymark: Waymark, unused_tcp_port: int) -> None:
    code, _, err = waymark("chat", "--url", f"http://127.0.0.1:{unused_tcp_port}")
    assert code == 1
    assert "start it with `make run`" in err


def test_parse_reads_lines_and_writes_one_json_each(
    waymark: Waymark, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, unused_tcp_port: int
) -> None:
    file = tmp_path / "texts"
    file.write_text(f"hello there\n\nbye now é\n{'x' * 1001}\n", "utf-8")
    monkeypatch.setenv("WAYMARK_BRAIN_PORT", str(unused_tcp_port))
    brain = subprocess.Popen([sys.executable, "-m", "tests.fake_brain", "--port", str(unused_tcp_port)])
    try:
        _wait_for(unused_tcp_port)
        code, out, err = waymark("parse", str(file))
    finally:
        brain.terminate()
        brain.wait()
    read = [json.loads(line) for line in out.splitlines()]
    assert [(one["text"][:9], one.get("intent", {}).get("name")) for one in read] == [
        ("hello the", "hello"),
        ("", None),
        ("bye now é", "bye"),
        ("xxxxxxxxx", None),
    ]
    assert code == 1
    assert "1 lines could not be understood" in err


def _wait_for(port: int) -> None:
    import socket

    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the fake brain does not start")

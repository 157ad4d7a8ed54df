"""Messages that tell of harm and messages that only sound like it."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
MARKS = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@cache
def ours(name: str) -> dict[str, list[str]]:
    """`explicit`, `indirect` and `harmless` of one of the files beside this one."""
    found: dict[str, list[str]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


@cache
def training(intent_is_harm: bool) -> list[str]:
    """Training messages of the assistant that are labelled as harm, or all the others."""
    files = sorted((PROJECT / "data" / "nlu").glob("*.yml"))
    return [text for file in files for intent, text in _labelled(file) if (intent == "disclose_harm") == intent_is_harm]


def unpaid_work() -> list[str]:
    """What people say about care and housework, from tabiya-tech/compass (../shared/data/README.md)."""
    path = PROJECT.parent / "shared" / "data" / "compass" / "icatus_unpaid_work.csv"
    with path.open(encoding="utf-8") as file:
        return [row["QUERY"] for row in csv.DictReader(file)]


def _labelled(file: Path) -> Iterator[tuple[str, str]]:
    for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines() if "intent" in block else ():
            yield block["intent"], MARKS.sub(r"\1", line.removeprefix("- "))

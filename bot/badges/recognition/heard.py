"""Hears the skills in what somebody says they did. Pure, apart from reading its table once."""

import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("heard.tsv")
MOST = 6


def skills_in(text: str) -> list[str]:
    """Skills in plain words, at most six, in the order of the table; empty when it says nothing that is known."""
    said = text.lower().replace("\u2019", "'")
    found = [skill for pattern, skills in _table() if pattern.search(said) for skill in skills]
    return list(dict.fromkeys(found))[:MOST]


@cache
def _table() -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(re.compile(pattern), tuple(skills.split("|"))) for pattern, skills in (line.split("\t") for line in lines)]

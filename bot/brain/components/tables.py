"""Reads this folder's tables: two columns with a tab between, "#" for a comment."""

from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent


@lru_cache(maxsize=None)
def table(name: str) -> dict[str, str]:
    """The table in the file `name` of this folder, first column to second, in the file's order."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}

"""In which country a time zone is, by the table that the time zone database brings (zone.tab)."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH

TABLE = "zone.tab"


@cache
def country_of(zone: str) -> str:
    """The two letters of ISO 3166 for a time zone such as "Europe/London"; empty where it is in none, as UTC."""
    rows = (line.split("\t") for line in _table().splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if row[2:3] == [zone]), "")


def _table() -> str:
    for folder in TZPATH:
        if (path := Path(folder) / TABLE).is_file():
            return path.read_text(encoding="utf-8")
    return files("tzdata").joinpath("zoneinfo", TABLE).read_text(encoding="utf-8")

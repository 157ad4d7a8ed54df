"""The official validator's test vectors, and the pages that they point to."""

import json
from pathlib import Path
from typing import Any

from bot.badges.verification.fetching import MappedPages

FOLDER = Path(__file__).parents[1] / "vectors"
ASSETS = FOLDER / "ob20" / "assets"
LISTS = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/"
    "inspector-vc/src/test/resources/"
)
VERDICTS: dict[str, dict[str, Any]] = json.loads((FOLDER / "verdicts.json").read_text("utf-8"))


def pages() -> MappedPages:
    sites = ("https://www.example.org/", "https://example.org/", "http://example.org/")
    return MappedPages({**dict.fromkeys(sites, ASSETS), LISTS: FOLDER})


def content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(name))
    return found

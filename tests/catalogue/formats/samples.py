"""A small file of each format, with as many rows as are wanted; what must hold for every importer is tried on them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MAPPING = """
[fields]
id = "Ref"
title = "What"
organisation = "Who"
kind = { always = "club" }
starts = { column = "When", date = "%d/%m/%Y" }
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """`content` takes the titles of the rows; a title "" makes a row that must be rejected."""

    fmt: str
    name: str
    """Of the file."""
    kind: str
    content: Callable[[list[str]], str]
    mapping: str = ""
    named_by_title: bool = False
    """The format has no ids, so that another title is another thing."""

    def write(self, folder: Path, titles: list[str]) -> Path:
        path = folder / self.name
        path.write_text(self.content(titles), "utf-8")
        return path

    def map(self, folder: Path) -> Path | None:
        path = folder / "map.toml"
        path.write_text(self.mapping, "utf-8")
        return path if self.mapping else None


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def mapped(titles: list[str]) -> str:
    rows = [f"r{number},{quoted(title)},The Loft,31/01/2027" for number, title in enumerate(titles)]
    return "\n".join(["Ref,What,Who,When", *rows, ""])


SAMPLES = (Sample("csv", "list.csv", "opportunities", mapped, MAPPING),)

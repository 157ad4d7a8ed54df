"""The file of rejected rows, written beside the imported one so that a person can put them right."""

import csv
import os
from pathlib import Path
from typing import IO, Any, Self

from bot.catalogue.formats.rows import Row
from bot.catalogue.importing.report import Problem

ABOUT = ("line", "id", "field", "reason")


class RejectedFile:
    """`FILE.rejected.csv`, made with the first rejected row; one of an earlier run goes away when there is none now.

    It stands beside the file, or where the program runs when that folder cannot be written to.
    """

    def __init__(self, source: Path) -> None:
        folder = source.parent if os.access(source.parent, os.W_OK) else Path.cwd()
        self.path = folder / f"{source.name}.rejected.csv"
        self._file: IO[str] | None = None
        self._writer: Any = None
        self._names: list[str] = []

    def __enter__(self) -> Self:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, *error: object) -> None:
        if self._file:
            self._file.close()

    @property
    def written(self) -> Path | None:
        return self.path if self._file else None

    def add(self, row: Row, problem: Problem) -> None:
        if self._file is None:
            self._names = list(row.fields)
            self._file = self.path.open("w", encoding="utf-8", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*ABOUT, *(f"row {name}" if name in ABOUT else name for name in self._names)])
        cells = [_cell(row.fields.get(name, "")) for name in self._names]
        self._writer.writerow([problem.line, _cell(problem.id), problem.field, problem.reason, *cells])


def _cell(value: Any) -> str:
    """The cell, made harmless for a spreadsheet that would run it (OWASP, "CSV Injection")."""
    text = value if isinstance(value, str) else "|".join(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") and not text[1:2].isdigit() else text

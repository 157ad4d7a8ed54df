"""What an import did, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

KEPT = 1000
"""Problems kept in a report; all of them stand in the file of rejected rows."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A rejected row: where, which, which field, and why."""

    line: int
    id: str
    field: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """Every row of the file is counted in exactly one of added, changed, unchanged and rejected."""

    path: Path
    kind: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    withdrawn: int = 0
    """Rows of the same source that are no longer in the file (only with `replace_source`)."""
    dry_run: bool = False
    problems: list[Problem] = field(default_factory=list)
    """The first of the rejected rows."""
    rejected_file: Path | None = None
    unknown_columns: Sequence[str] = ()
    """Columns that Waymark has no name for; kept as extra facts."""
    duplicates: int | None = 0
    """Likely duplicates of the city that wait for a yes or no; None when there is too much to look for them now."""
    credit: str = ""
    """Whom the data is from, where its licence or the mapping says that they are named."""
    error: str = ""
    """One sentence, when the file as a whole could not be read or was refused; what was counted before is kept."""

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.unchanged + self.rejected

    @property
    def ok(self) -> bool:
        return not self.error

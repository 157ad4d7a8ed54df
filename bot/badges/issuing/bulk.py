"""Awards from a CSV: every row is accounted for, and one that is wrong stops no other."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.badges.issuing.errors import AlreadyGivenError, IssuingError, NoSuchBadgeError, NotYoursError, WrongError
from bot.badges.issuing.orders import Giver, Order
from bot.badges.issuing.service import Given, Issuing

ROWS, CHARACTERS = 5_000, 2_000_000
COLUMNS = frozenset({"badge", "email", "reference", "evidence", "issued", "expires"})
FIELDS: dict[type[IssuingError], str] = {
    NoSuchBadgeError: "badge",
    NotYoursError: "badge",
    AlreadyGivenError: "reference",
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that gave no award: where it starts in the file (from 1), which field, and why."""

    line: int
    field: str
    reason: str


@dataclass(slots=True)
class BulkReport:
    """Every row is in exactly one of the two."""

    given: list[tuple[int, str, Given]] = field(default_factory=list)
    """Line, the row's reference, and the award."""
    rejected: list[Rejected] = field(default_factory=list)


async def bulk(issuing: Issuing, by: Giver, text: str, badge: str = "", most: int = ROWS) -> BulkReport:
    """Gives an award for each row, of which there may be `most`. `badge` serves rows that name none.

    Columns: `badge` (id or name), `email`, `reference`, `evidence`, `issued`, `expires` (dates as 2026-03-31).
    WrongError when the file as a whole cannot be taken; then nothing is given.
    """
    report = BulkReport()
    for line, order in list(_orders(text, badge, most)):
        if isinstance(order, Rejected):
            report.rejected.append(order)
            continue
        try:
            report.given.append((line, order.reference, await issuing.give(by, order)))
        except IssuingError as error:
            report.rejected.append(_rejected(line, error))
    return report


def _orders(text: str, badge: str, most: int) -> Iterator[tuple[int, Order | Rejected]]:
    if len(text) > CHARACTERS:
        raise WrongError("file", f"is longer than {CHARACTERS:,} characters")
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number > most:
                raise WrongError("file", f"has more than {most:,} rows")
            if header is None:
                header = _header(cells)
            elif any(cell.strip() for cell in cells):
                yield line, _order(header, cells, badge, line)
            line = reader.line_num + 1
    except csv.Error:
        raise WrongError("file", f"line {line} cannot be read as CSV") from None
    if header is None:
        raise WrongError("file", "is empty")


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if unknown := [name for name in names if name not in COLUMNS]:
        raise WrongError("file", f"the column {unknown[0]!r} is not one of {', '.join(sorted(COLUMNS))}")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise WrongError("file", f"the column {twice!r} occurs twice")
    return names


def _order(header: list[str], cells: list[str], badge: str, line: int) -> Order | Rejected:
    if len(cells) > len(header):
        return Rejected(line, "row", "has more cells than the header")
    fields = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    named = fields.pop("badge", "") or badge
    return Order(badge=named, **fields) if named else Rejected(line, "badge", "is missing")


def _rejected(line: int, error: IssuingError) -> Rejected:
    if isinstance(error, WrongError):
        return Rejected(line, error.field, error.reason)
    return Rejected(line, FIELDS.get(type(error), "row"), str(error).rstrip("."))

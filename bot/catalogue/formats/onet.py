"""The text files of O*NET: "Occupation Data" and "Interests" (RIASEC).

Scales as in O*NET's database: OI is an occupation's score for one of the six interests, 1 to 7; IH names its first,
second and third highest interest by number, 1 (realistic) to 6 (conventional), and 0 where there is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.catalogue.formats.rows import Row, UnreadableError, Value
from bot.catalogue.formats.tables import Record, header, records

CODE, TITLE = "O*NET-SOC Code", "Title"
ELEMENT, SCALE, VALUE = "Element Name", "Scale ID", "Data Value"
OCCUPATIONS, INTERESTS = "Occupation Data.txt", "Interests.txt"
LETTERS = "RIASEC"
ELEMENTS = {
    name: letter
    for letter, name in zip(
        LETTERS, ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"), strict=True
    )
}
PLACES = ("First Interest High-Point", "Second Interest High-Point", "Third Interest High-Point")
MOST = 100_000
"""Occupations with interests that are kept in memory; O*NET has about a thousand."""
CREDIT = "O*NET, U.S. Department of Labor, Employment and Training Administration (CC BY 4.0)"


@dataclass(slots=True)
class Scores:
    """The interests of one occupation."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    """Scores by letter."""
    high: dict[int, str] = field(default_factory=dict)
    """Letters by place, 0 to 2."""


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The occupations with their scores; the other of the two files is read where it lies beside.

    Lines of "Interests" that cannot be used are rows that are rejected.
    """
    titles, interests = _both(path)
    scores: dict[str, Scores] = {}
    if interests is not None:
        yield from _read_scores(interests, scores)
    for record in records(titles, "\t", quoted=False):
        yield _row(record, scores.pop(record.cells.get(CODE, "").strip(), None))
    for code, left in scores.items():
        yield _wrong(left.line, code, {}, f"{code} is no occupation of {OCCUPATIONS}")


def _both(path: Path) -> tuple[Path, Path | None]:
    """The file of occupations and that of interests."""
    names = set(header(path, "\t"))
    if {CODE, TITLE} <= names and SCALE not in names:
        beside = path.with_name(INTERESTS)
        return path, beside if beside.is_file() else None
    if {CODE, ELEMENT, SCALE, VALUE} <= names:
        beside = path.with_name(OCCUPATIONS)
        if not beside.is_file():
            raise UnreadableError(f"{path.name} has no titles; put O*NET's {OCCUPATIONS!r} beside it")
        return beside, path
    raise UnreadableError(f"it is neither O*NET's {OCCUPATIONS!r} nor its {INTERESTS!r}")


def _row(record: Record, scores: Scores | None) -> Row:
    code = record.cells.get(CODE, "").strip()
    fields: dict[str, Value] = {
        "name": record.cells.get(TITLE, ""),
        "summary": record.cells.get("Description", ""),
        "soc": code,
    }
    if scores:
        fields |= {f"riasec_{letter.lower()}": value for letter, value in scores.values.items()}
        fields["riasec_high_points"] = "".join(scores.high[place] for place in sorted(scores.high))
    return Row(record.line, "occupations", code, fields, record.broken)


def _read_scores(path: Path, scores: dict[str, Scores]) -> Iterator[Row]:
    """Fills `scores` by code; gives the lines that make no sense."""
    for record in records(path, "\t", quoted=False):
        cells = record.cells
        code = cells.get(CODE, "").strip()
        if len(scores) >= MOST and code not in scores:
            raise UnreadableError(f"{path.name} has more than {MOST:,} occupations")
        wrong = record.broken or _keep(scores.setdefault(code, Scores(record.line)), cells)
        if wrong:
            yield _wrong(record.line, code, cells, f"{path.name}: {wrong}")


def _keep(scores: Scores, cells: Mapping[str, str]) -> str:
    """Keeps one line's value, or says what is wrong with it. Elements of other scales are none of ours."""
    scale, element, value = (cells.get(name, "").strip() for name in (SCALE, ELEMENT, VALUE))
    number = _number(value)
    if scale == "OI" and element in ELEMENTS:
        if number is None or not 1 <= number <= 7:
            return f'"{value[:20]}" is no score from 1 to 7'
        scores.values[ELEMENTS[element]] = value
    elif scale == "IH" and element in PLACES:
        if number is None or number not in range(7):
            return f'"{value[:20]}" is no high point from 0 to 6'
        if number:
            scores.high[PLACES.index(element)] = LETTERS[int(number) - 1]
    return ""


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _wrong(line: int, code: str, cells: Mapping[str, str], reason: str) -> Row:
    return Row(line, "occupations", code, {CODE: code, **cells}, reason)

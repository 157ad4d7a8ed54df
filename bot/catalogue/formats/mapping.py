"""The mapping file: how the columns of somebody else's list become our fields (docs/importing.md)."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bot.catalogue.formats.conversions import Conversion, key
from bot.catalogue.formats.rows import UnreadableError, Value

LARGEST = 1_000_000
"""Bytes of a mapping file; a real one has a few thousand."""
TOP = ("kind", "credit", "separator", "leave_out", "fields")
SOURCES = ("column", "first", "text", "hash", "always")
STEPS = ("find", "split", "values", "cases", "date", "otherwise")
PLACE = re.compile(r"\{([^{}]+)\}")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one of our fields is made from a row of theirs."""

    columns: Sequence[str]
    """Their columns that it needs."""
    source: Callable[[Cells], str]
    convert: Callable[[str], Value]

    def make(self, cells: Cells) -> Value:
        return self.convert(self.source(cells))


@dataclass(frozen=True, slots=True)
class Mapped:
    kind: str
    """What the rows are: `opportunities`, `openings`, ..."""
    credit: str
    separator: str | None
    leave_out: frozenset[str]
    """Their columns that are not even kept as extra facts."""
    rules: Mapping[str, Rule]
    """By our field's name."""


def load(path: Path) -> Mapped:
    """Reads a mapping file. UnreadableError, one sentence, when it makes no sense."""
    try:
        return _mapped(tomllib.loads(_content(path)))
    except (OSError, ValueError, re.error, RecursionError) as error:
        raise UnreadableError(f"the mapping {path.name}: {error}") from error


def _content(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise ValueError(f"larger than {LARGEST:,} bytes")
    return path.read_text("utf-8-sig")


def _mapped(found: Mapping[str, Any]) -> Mapped:
    _known(found, TOP, "the file")
    fields = found.get("fields")
    if not isinstance(fields, dict) or "id" not in fields:
        raise ValueError("there is no [fields] with an id")
    return Mapped(
        kind=_text(found.get("kind", "opportunities"), "kind"),
        credit=_text(found.get("credit", ""), "credit"),
        separator=_text(found["separator"], "separator") if "separator" in found else None,
        leave_out=frozenset(_texts(found.get("leave_out", []), "leave_out")),
        rules={name: _rule(name, each) for name, each in fields.items()},
    )


def _rule(name: str, given: Any) -> Rule:
    about = {"column": given} if isinstance(given, str) else given
    if not isinstance(about, dict):
        raise ValueError(f"{name} is neither a column nor a table")  # noqa: TRY004 - the file is wrong
    _known(about, (*SOURCES, *STEPS), name)
    sources = [each for each in about if each in SOURCES]
    if len(sources) != 1:
        raise ValueError(f"{name} needs exactly one of {', '.join(SOURCES)}")
    columns, source = _source(name, sources[0], about[sources[0]])
    return Rule(columns, source, _conversion(name, about))


def _source(name: str, how: str, given: Any) -> tuple[Sequence[str], Callable[[Cells], str]]:
    if how == "always":
        constant = _text(given, name)
        return (), lambda _: constant
    if how == "text":
        template = _text(given, name)
        columns = PLACE.findall(template)
        return columns, lambda cells: _filled(template, columns, cells)
    columns = [_text(given, name)] if how == "column" else _texts(given, name)
    if how == "hash":
        return columns, lambda cells: _hash([_cell(cells, column) for column in columns])
    return columns, lambda cells: next((found for column in columns if (found := _cell(cells, column))), "")


def _cell(cells: Cells, column: str) -> str:
    return cells.get(column, "").strip()


def _filled(template: str, columns: Sequence[str], cells: Cells) -> str:
    """The template with the cells in it; empty when one of them is."""
    if not all(_cell(cells, column) for column in columns):
        return ""
    return PLACE.sub(lambda place: _cell(cells, place[1]), template)


def _hash(parts: Sequence[str]) -> str:
    """A short id that stays the same as long as these cells do."""
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _conversion(name: str, about: Mapping[str, Any]) -> Conversion:
    return Conversion(
        find=re.compile(_text(about["find"], name), re.DOTALL) if "find" in about else None,
        split=_text(about.get("split", ""), name),
        values=_values(about.get("values", {}), name),
        cases=_cases(about.get("cases", []), name),
        date=_text(about.get("date", ""), name),
        otherwise=_text(about["otherwise"], name) if "otherwise" in about else None,
    )


def _values(found: Any, name: str) -> Mapping[str, str]:
    if not isinstance(found, dict):
        raise ValueError(f"the values of {name} are no table")  # noqa: TRY004 - the file is wrong
    return {key(word): _text(to, name) for word, to in found.items()}


def _cases(found: Any, name: str) -> Sequence[tuple[str, str]]:
    if not isinstance(found, list) or not all(isinstance(case, dict) for case in found):
        raise ValueError(f"the cases of {name} are no list of tables with has and give")
    return [(key(_text(case.get("has"), name)), _text(case.get("give"), name)) for case in found]


def _known(found: Mapping[str, Any], names: Sequence[str], where: str) -> None:
    if strange := sorted(set(found) - set(names)):
        raise ValueError(f"{where} has {strange[0]!r}, which is none of {', '.join(names)}")


def _text(found: Any, name: str) -> str:
    if not isinstance(found, str | int | float):
        raise ValueError(f"{name} wants a text, not {found!r}")  # noqa: TRY004 - the file is wrong
    return str(found)


def _texts(found: Any, name: str) -> list[str]:
    if not isinstance(found, list):
        raise ValueError(f"{name} wants a list of texts")  # noqa: TRY004 - the file is wrong
    return [_text(each, name) for each in found]

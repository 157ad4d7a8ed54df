"""What is held about a learner, as text to read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

INDENT = "  "
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
"""A moment as JSON has it (RFC 3339)."""


def readable(held: Mapping[str, Any]) -> str:
    """Names and values, one a line, deeper things indented. Empty ones are left out."""
    return "\n".join(_lines(held, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _named(str(name), inner, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _listed(inner, indent)
    else:
        yield f"{indent}{_plain(value)}"


def _named(name: str, value: Any, indent: str) -> Iterator[str]:
    label = name.replace("_", " ").capitalize()
    if value is None or value in ("", [], {}, ()):
        return
    if isinstance(value, Mapping | list | tuple):
        yield f"{indent}{label}:"
        yield from _lines(value, indent + INDENT)
    else:
        yield f"{indent}{label}: {_plain(value)}"


def _plain(value: Any) -> str:
    """A moment as people write one, everything else as it is."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return str(value)
    moment = datetime.fromisoformat(value).astimezone(UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _listed(value: Any, indent: str) -> Iterator[str]:
    first, *rest = [*_lines(value, "")] or [""]
    yield f"{indent}- {first}"
    yield from (f"{indent}{INDENT}{line}" for line in rest)

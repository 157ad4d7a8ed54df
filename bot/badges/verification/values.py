"""Small questions about JSON values of a credential."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.badges.verification.errors import RefusedError


def listed(value: Any) -> list[Any]:
    """JSON-LD's one or many: a list as it is, nothing as none, anything else as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: Any) -> list[str]:
    return [one for one in listed(value) if isinstance(one, str)]


def text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def identifier(value: Any) -> str:
    """The id of something that is given as an id or as an object with one; empty when there is none."""
    return text(value) or text(mapping(value).get("id"))


def moment(value: Any) -> datetime | None:
    """An RFC 3339 time with a zone; None when absent. RefusedError when it is something else."""
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise RefusedError("A date in it cannot be read.") from error
    if at.tzinfo is None:
        raise RefusedError("A date in it has no time zone.")
    return at


def found(value: Any, name: str) -> Iterator[Any]:
    """Every value that stands under a name, at any depth, outermost first; contexts are left out."""
    if isinstance(value, dict):
        if name in value:
            yield value[name]
        for key, inner in value.items():
            if key != "@context":
                yield from found(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from found(inner, name)

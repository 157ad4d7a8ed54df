"""JSON that means one thing only: no duplicate keys, no depth or length that hurts, no half characters."""

import json
import math
from typing import Any

from bot.badges.verification.errors import RefusedError

LONGEST = 512_000
"""Characters of one document; a badge with its picture in it has some 100,000."""
DEEPEST = 32
"""Objects and lists within each other; the deepest of the standards' examples has 9."""
MOST = 6_000
"""Values in one document: what JSON-LD can work through in well below a second."""
DIGITS = 30
"""Of a number."""


def loads(text: str, longest: int = LONGEST, most: int = MOST) -> Any:
    """The value, or RefusedError that says what is wrong with it."""
    if len(text) > longest:
        raise RefusedError("It is too large to be a badge.")
    _check_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_integer, parse_float=_float
        )
    except (ValueError, RecursionError) as error:
        raise RefusedError("It is not JSON.") from error
    _check_values(value, most)
    return value


def load_object(text: str) -> dict[str, Any]:
    value = loads(text)
    if not isinstance(value, dict):
        raise RefusedError("It is JSON, but no object.")
    return value


def _check_depth(text: str) -> None:
    """By counting brackets outside of strings, before any parser goes down."""
    depth, quoted, escaped = 0, False, False
    for sign in text:
        if quoted:
            quoted = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise RefusedError("It is nested too deeply to be a badge.")
        elif sign in "]}":
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RefusedError("It names the same thing twice.")
    return found


def _no_constant(_name: str) -> Any:
    raise RefusedError("It holds a number that is none.")


def _integer(digits: str) -> int:
    if len(digits) > DIGITS:
        raise RefusedError("It holds a number that is too long.")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if len(digits) > DIGITS or not math.isfinite(value):
        raise RefusedError("It holds a number that is too long.")
    return value


def _check_values(value: Any, left: int) -> int:
    """How many more values there may be. Strings must be whole characters, without NUL."""
    left -= 1
    if left < 0:
        raise RefusedError("It holds too many values to be a badge.")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key)
            left = _check_values(inner, left)
    elif isinstance(value, list):
        for inner in value:
            left = _check_values(inner, left)
    return left


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise RefusedError("It holds a NUL character.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise RefusedError("It holds half a character.") from error

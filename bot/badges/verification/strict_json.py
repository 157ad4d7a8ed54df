"""JSON that means one thing only: no duplicate keys, no depth or length that hurts, no half characters."""

import json
import math
from dataclasses import dataclass
from typing import Any

from bot.badges.verification.errors import RefusedError, TooLargeError, UnsafeError

LONGEST = 512_000
"""Characters of one document; a badge with its picture in it has some 100,000."""
DEEPEST = 32
"""Objects and lists within each other; the deepest of the standards' examples has 9."""
MOST = 6_000
"""Values in one document."""
OBJECTS = 250
"""Of them: what JSON-LD can work through in a second. The largest of the standards' examples has 80."""
DIGITS = 30
"""Of a number."""


@dataclass(frozen=True, slots=True)
class Bounds:
    longest: int = LONGEST
    values: int = MOST
    objects: int = OBJECTS


LIST = Bounds(1_100_000, 200_000, 100_000)
"""Of an issuer's list of what it took back, which is looked through and no more."""


def loads(text: str, bounds: Bounds = Bounds()) -> Any:
    """The value, or RefusedError that says what is wrong with it."""
    if len(text) > bounds.longest:
        raise TooLargeError("It is too large to be a badge.")
    _check_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_integer, parse_float=_float
        )
    except (ValueError, RecursionError) as error:
        raise RefusedError("It is not JSON.") from error
    count = _count(value)
    if count.values > bounds.values or count.objects > bounds.objects:
        raise UnsafeError("It holds too much to be a badge.")
    return value


def load_object(text: str, bounds: Bounds = Bounds()) -> dict[str, Any]:
    value = loads(text, bounds)
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
                raise UnsafeError("It is nested too deeply to be a badge.")
        elif sign in "]}":
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnsafeError("It names the same thing twice.")
    return found


def _no_constant(_name: str) -> Any:
    raise RefusedError("It holds a number that is none.")


def _integer(digits: str) -> int:
    if len(digits) > DIGITS:
        raise UnsafeError("It holds a number that is too long.")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if len(digits) > DIGITS or not math.isfinite(value):
        raise UnsafeError("It holds a number that is too long.")
    return value


@dataclass(slots=True)
class _Count:
    values: int = 0
    objects: int = 0


def _count(value: Any) -> _Count:
    """How much there is. Strings must be whole characters, without NUL."""
    count = _Count()
    left = [value]
    while left:
        one = left.pop()
        count.values += 1
        if isinstance(one, str):
            _check_text(one)
        elif isinstance(one, dict):
            count.objects += 1
            left += [*one, *one.values()]
            count.values -= len(one)
        elif isinstance(one, list):
            left += one
    return count


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise UnsafeError("It holds a NUL character.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise RefusedError("It holds half a character.") from error

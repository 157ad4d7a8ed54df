"""The little of CBOR (RFC 8949) that a derived proof is written in: whole numbers, byte strings, lists and maps."""

from typing import Any

from bot.badges.verification.errors import RefusedError

DEEPEST = 4
UNSIGNED, BYTES, LIST, MAP = 0, 2, 4, 5


def loads(data: bytes) -> Any:
    """The one value in `data`. RefusedError."""
    value, end = _value(data, 0, 0)
    if end != len(data):
        raise RefusedError("The proof is not written as its standard has it.")
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > DEEPEST or at >= len(data):
        raise RefusedError("The proof is not written as its standard has it.")
    kind = data[at] >> 5
    number, at = _number(data, at)
    if kind == UNSIGNED:
        return number, at
    if kind == BYTES and at + number <= len(data):
        return data[at : at + number], at + number
    if kind in (LIST, MAP) and number <= len(data):
        return _items(data, at, depth, number, kind)
    raise RefusedError("The proof is not written as its standard has it.")


def _items(data: bytes, at: int, depth: int, number: int, kind: int) -> tuple[Any, int]:
    found = []
    for _ in range(number * (2 if kind == MAP else 1)):
        item, at = _value(data, at, depth + 1)
        found.append(item)
    if kind == LIST:
        return found, at
    names = found[::2]
    if not all(isinstance(name, int) for name in names) or len(set(names)) != number:
        raise RefusedError("The proof is not written as its standard has it.")
    return dict(zip(names, found[1::2], strict=True)), at


def _number(data: bytes, at: int) -> tuple[int, int]:
    short = data[at] & 0x1F
    if short < 24:
        return short, at + 1
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(short)
    if size is None or at + 1 + size > len(data):
        raise RefusedError("The proof is not written as its standard has it.")
    return int.from_bytes(data[at + 1 : at + 1 + size]), at + 1 + size

"""JSON files of any size, one record at a time."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ijson

from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.formats.text import chunks

DEEPEST = 64
"""Levels of lists and objects within each other; a real feed has about ten."""
LARGEST = 200_000
"""Values in one record; a real one has a few hundred."""
LONGEST = 2_000_000
"""Bytes of one value, or of blanks between two."""
Event = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a file, its numbers being int or Decimal."""

    number: int
    """Counts the records of the file from 1."""
    node: Any
    head: Mapping[str, Any]
    """What stands beside the list that it is in, before that list: a page's `@context` or `license`."""


def records(path: Path, lists: Collection[str]) -> Iterator[Record]:
    """The records of a file: one object, a list, several objects after each other, or pages of any of these.

    An object with a list under one of the names in `lists` is a page; the entries of that list are the records.
    UnreadableError for what is no JSON, too deep, too long or empty.
    """
    events = _Events(chunks(path), lists)
    number = 0
    for event in events:
        for node, head in _outer(events, event, {}):
            number += 1
            yield Record(number, node, head)


def _outer(events: "_Events", event: Event, head: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    events.size = 0
    if event[0] == "start_array":
        while (entry := next(events))[0] != "end_array":
            yield from _outer(events, entry, head)
    elif event[0] == "start_map":
        yield from _page(events, head)
    else:
        yield event[1], head


def _page(events: "_Events", head: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    node: dict[str, Any] = {}
    is_page = False
    while (key := next(events))[0] != "end_map":
        event = next(events)
        if key[1] in events.lists and event[0] == "start_array":
            is_page = True
            yield from _outer(events, event, {**head, **node})
        else:
            node[key[1]] = _value(events, event)
    if not is_page:
        yield node, head


def _value(events: "_Events", event: Event) -> Any:
    if event[0] == "start_array":
        entries = []
        while (entry := next(events))[0] != "end_array":
            entries.append(_value(events, entry))
        return entries
    if event[0] == "start_map":
        node = {}
        while (key := next(events))[0] != "end_map":
            node[key[1]] = _value(events, next(events))
        return node
    return event[1]


class _Events:
    """The events of ijson's parser, with an eye on how much comes between them."""

    def __init__(self, pieces: Iterable[str], lists: Collection[str]) -> None:
        self.lists = lists
        self.size = 0
        """Events since the record began."""
        self._depth = 0
        self._events = self._parsed(pieces)

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        event = next(self._events)
        self.size += 1
        if self.size > LARGEST:
            raise UnreadableError(f"a record has more than {LARGEST:,} values")
        if event[0].startswith("start_"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise UnreadableError(f"it is nested more than {DEEPEST} levels deep")
        elif event[0].startswith("end_"):
            self._depth -= 1
        return event

    def _parsed(self, pieces: Iterable[str]) -> Iterator[Event]:
        found = ijson.sendable_list()
        parser = ijson.basic_parse_coro(found, multiple_values=True)
        silent = 0
        for piece in pieces:
            with _told():
                parser.send(piece.encode())
            silent = 0 if found else silent + len(piece)
            if silent > LONGEST:
                raise UnreadableError(f"a value is longer than {LONGEST:,} characters")
            yield from found
            del found[:]
        with _told():
            parser.close()
        yield from found


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What the parser says, in one line. It gives a SystemError for a whole number of thousands of digits."""
    try:
        yield
    except (ijson.JSONError, ValueError, SystemError) as error:
        reason = " ".join(str(error).split())[:100]
        raise UnreadableError(f"it is no JSON that can be read: {reason}") from error

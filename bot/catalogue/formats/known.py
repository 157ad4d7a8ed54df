"""Things of a file that other things of it name by "@id", kept on disk so that memory does not grow with the file."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import Any, Self

Node = dict[str, Any]


class Known:
    """Gathered in two passes over a file: which ids are named at all, then what stands behind those.

    `links` are properties whose plain text may be an id; what `owning` ones name is a part and no thing of its own.
    """

    def __init__(self, links: Collection[str] = (), owning: Collection[str] = ()) -> None:
        self._links = links
        self._owning = owning
        self._named: set[bytes] = set()
        self._owned: set[bytes] = set()
        # An empty name is a private database that SQLite keeps in a file and removes (sqlite.org/inmemorydb.html).
        self._stored = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._stored.execute("CREATE TABLE node (id TEXT PRIMARY KEY, node TEXT)")
        self._stored.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stored.close()

    @property
    def is_needed(self) -> bool:
        """Whether anything is named by its id alone."""
        return bool(self._named)

    def note(self, value: Any) -> None:
        """Marks every id that stands alone within a value, as in `{"@id": "#hall"}`."""
        for node in within(value):
            if id := reference(node):
                self._named.add(_mark(id))
            self._named.update(_mark(id) for name in self._links for id in _ids(node.get(name)))
            self._owned.update(_mark(id) for name in self._owning for id in _ids(node.get(name)))

    def keep(self, value: Any) -> None:
        """Keeps every node within a value that is named elsewhere."""
        for node in within(value):
            id = node.get("@id")
            if isinstance(id, str) and not reference(node) and _mark(id) in self._named:
                row = (id, json.dumps(node, default=str))
                self._stored.execute("INSERT OR IGNORE INTO node VALUES (?, ?)", row)

    def is_part(self, node: Node) -> bool:
        """Whether another thing of the file names it as its part."""
        id = node.get("@id")
        return isinstance(id, str) and _mark(id) in self._owned

    def get(self, id: str) -> Node | None:
        """The node with this id, None when the file has none. Decimals come back as text."""
        found = self._stored.execute("SELECT node FROM node WHERE id = ?", (id,)).fetchone()
        return json.loads(found[0]) if found else None


def reference(node: Node) -> str:
    """The id, where a node is nothing but its id (and perhaps its type)."""
    id = node.get("@id")
    return id if isinstance(id, str) and not node.keys() - {"@id", "@type"} else ""


def _ids(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and (id := reference(entry)):
            yield id


def within(value: Any) -> Iterator[Node]:
    """Every object within a value, outer ones first."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(reversed(each))


def _mark(id: str) -> bytes:
    """Eight bytes an id, so that a million of them are no burden."""
    return blake2b(id.encode("utf-8", "replace"), digest_size=8).digest()

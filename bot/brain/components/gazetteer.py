"""What the city's catalogue calls things, as the edge writes it to a file; read again when the file changes."""

import json
import logging
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VARIABLE = "WAYMARK_GAZETTEER"
KINDS = ("interest", "skill", "occupation", "area", "badge", "kind")
LONGEST = 100
"""Characters of a phrase; a longer one is no name of anything."""
LEADING = re.compile(r"^(?:(?:up|down|in|over|by|at|the) )+(?=\w)", re.IGNORECASE)
"""No part of a name: "down the marina" is "marina"."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Phrases by entity, each with the full name that it stands for. `stamp` differs when the file may have changed."""

    stamp: tuple[str, int, int] | None = None
    names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def phrases(self) -> dict[str, list[str]]:
        return {entity: [phrase for phrase, _ in names] for entity, names in self.names.items()}


EMPTY = Gazetteer()


class GazetteerFile:
    """The file named by the environment variable WAYMARK_GAZETTEER, if any."""

    def __init__(self) -> None:
        self._known = EMPTY

    def read(self) -> Gazetteer:
        """The gazetteer as it stands now; the last good one while the file is broken, an empty one without a file."""
        path = os.environ.get(VARIABLE)
        stamp = _stamp(Path(path)) if path else None
        if stamp != self._known.stamp:
            self._known = EMPTY if stamp is None else self._load(stamp)
        return self._known

    def _load(self, stamp: tuple[str, int, int]) -> Gazetteer:
        try:
            return Gazetteer(stamp, _names(json.loads(Path(stamp[0]).read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError, AttributeError) as fault:
            logger.warning("The gazetteer %s cannot be read (%s); going on without its news.", stamp[0], fault)
            return Gazetteer(stamp, self._known.names)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path), status.st_mtime_ns, status.st_size


def _names(content: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    return {
        kind: [(LEADING.sub("", phrase), str(full)) for phrase, full in content.get(kind, []) if _is_phrase(phrase)]
        for kind in KINDS
    }


def _is_phrase(phrase: object) -> bool:
    return isinstance(phrase, str) and len(phrase) <= LONGEST

"""What the city's catalogue calls things, as the edge writes it to a file; read again when the file changes."""

import json
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VARIABLE = "WAYMARK_GAZETTEER"
KINDS = ("interest", "skill", "occupation", "area", "badge", "kind")
LONGEST = 100
"""Characters of a phrase; a longer one is no name of anything."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Phrases by entity. `stamp` differs whenever the file may have changed."""

    stamp: tuple[str, int, int] | None = None
    phrases: dict[str, list[str]] = field(default_factory=dict)


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
            return Gazetteer(stamp, _phrases(json.loads(Path(stamp[0]).read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError, AttributeError) as fault:
            logger.warning("The gazetteer %s cannot be read (%s); going on without its news.", stamp[0], fault)
            return Gazetteer(stamp, self._known.phrases)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path), status.st_mtime_ns, status.st_size


def _phrases(content: dict[str, Any]) -> dict[str, list[str]]:
    return {
        kind: [phrase for phrase, _ in content.get(kind, []) if isinstance(phrase, str) and len(phrase) <= LONGEST]
        for kind in KINDS
    }

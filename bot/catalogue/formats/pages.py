"""JSON-LD in saved web pages: what stands in `<script type="application/ld+json">`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

from bot.catalogue.formats.json_stream import DEEPEST
from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.formats.text import chunks

LARGEST = 5_000_000
"""Characters of one script; a real one has a thousandth."""
START = re.compile(r"<!--|<script\b[^<>]{0,1000}>|<meta\b[^<>]{0,500}og:site_name[^<>]{0,500}>", re.IGNORECASE)
CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
ITS_TYPE = re.compile(r"""type\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$")
TAIL = 1100
"""Characters kept of what was looked at, since a tag may be cut by the end of a piece."""


@dataclass(frozen=True, slots=True)
class Script:
    line: int
    """Where it starts in the file."""
    content: Any
    broken: str = ""
    """Why there is no content."""
    site: str = ""
    """Whose page it is, by its `og:site_name` (ogp.me)."""


def is_page(path: Path) -> bool:
    """Whether a file is a page rather than JSON: by its first sign."""
    start = next((piece.strip() for piece in chunks(path) if piece.strip()), "")
    if not start:
        raise UnreadableError("the file is empty")
    return start[0] not in '{["'


def scripts(path: Path) -> Iterator[Script]:
    """The JSON-LD of a page, script by script; what stands in a comment is left out."""
    text, site = _Text(chunks(path)), ""
    while start := text.find(START):
        if start.startswith("<!--"):
            text.until("-->")
        elif start[:5].lower() == "<meta":
            site = _content(start)
        elif not ITS_TYPE.search(start):
            text.until("</script")
        else:
            line = text.line
            yield replace(_script(line, text.until("</script")), site=site)


def _content(tag: str) -> str:
    found = CONTENT.search(tag)
    return unescape(found[1] or found[2] or "").strip() if found else ""


class _Text:
    """A page's text as it comes, and the line that was reached."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._held = ""
        self.line = 1

    def find(self, pattern: re.Pattern[str]) -> str:
        """Goes on behind the next match and gives it; empty at the end."""
        while True:
            if found := pattern.search(self._held):
                self._drop(found.end())
                return found[0]
            self._drop(max(0, len(self._held) - TAIL))
            if not (piece := next(self._pieces, "")):
                return ""
            self._held += piece

    def until(self, end: str) -> str:
        """Goes on behind the next `end` and gives what stood before it, all that is left where there is none."""
        parts, size = [], 0
        while (at := self._held.lower().find(end)) < 0:
            keep = min(len(end), len(self._held))
            parts.append(self._drop(len(self._held) - keep))
            size += len(parts[-1])
            piece = next(self._pieces, "")
            if not piece or size > LARGEST:
                return "".join([*parts, self._drop(len(self._held))])
            self._held += piece
        parts.append(self._drop(at))
        self._drop(len(end))
        return "".join(parts)

    def _drop(self, size: int) -> str:
        gone, self._held = self._held[:size], self._held[size:]
        self.line += gone.count("\n")
        return gone


def _script(line: int, text: str) -> Script:
    if len(text) > LARGEST:
        return Script(line, None, f"the script is longer than {LARGEST:,} characters")
    try:
        # Many a page has line breaks within its texts, which strict JSON forbids and every crawler accepts.
        content = json.loads(WRAPPING.sub("", text), strict=False, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        return Script(line, None, f"the script is no JSON: {str(error)[:100]}")
    if _depth(content) > DEEPEST:
        return Script(line, None, f"the script is nested more than {DEEPEST} levels deep")
    return Script(line, content)


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [inner for each in level for inner in _inner(each)]
    return depth


def _inner(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in inner if isinstance(each, (dict, list))]

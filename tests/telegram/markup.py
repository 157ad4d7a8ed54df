"""Telegram's HTML parse mode, as strict as the Bot API is ("HTML style", core.telegram.org/bots/api#html-style)."""

import re
from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-spoiler": "spoiler", "a": "text_link",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[^\s<>]*)(?P<rest>[^<>]*)>|&(?P<entity>#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|<")
LINK = re.compile(r'\s*href="([^"]*)"\s*')


class MarkupError(Exception):
    """What the Bot API says after "can't parse entities: "."""


def units(text: str) -> int:
    """How long Telegram holds a text to be: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Reader:
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    stack: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def open(self, tag: str, rest: str, at: int) -> None:
        if tag not in KINDS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {at}')
        entity = {"type": KINDS[tag], "offset": units(self.text)}
        if tag == "a" and (link := LINK.fullmatch(rest)):
            entity["url"] = link[1].replace("&amp;", "&")
        self.stack.append((tag, entity))

    def close(self, tag: str, at: int) -> None:
        if not self.stack:
            raise MarkupError(f"Unexpected end tag at byte offset {at}")
        opened, entity = self.stack.pop()
        if tag != opened:
            raise MarkupError(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{tag}>"')
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)


def read(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The text of some HTML and its entities, in UTF-16 units. MarkupError."""
    reader, end = _Reader(), 0
    for found in PIECE.finditer(html):
        reader.text += html[end : found.start()]
        end, at = found.end(), len(html[: found.start()].encode())
        if found["entity"]:
            reader.text += _character(found["entity"], found[0])
        elif found["tag"] is None:
            raise MarkupError(f"Unclosed start tag at byte offset {at}")
        elif found["close"]:
            reader.close(found["tag"].lower(), at)
        else:
            reader.open(found["tag"].lower(), found["rest"], at)
    reader.text += html[end:]
    if reader.stack:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{reader.stack[-1][0]}"')
    return reader.text, sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _character(name: str, written: str) -> str:
    if name.startswith("#"):
        return chr(int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:]))
    return NAMED.get(name, written)

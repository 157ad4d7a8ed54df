"""What stands at a public address of a badge or an award."""

import json
from dataclasses import dataclass
from typing import Any

JSON_LD, JWT, JSON = "application/ld+json", "application/vc+jwt", "application/json"
SHORT, LONG = 300, 86_400
"""Seconds that a copy may be kept: what can change, and pictures."""


@dataclass(frozen=True, slots=True)
class Document:
    body: bytes
    content_type: str
    status: int = 200
    seconds: int = SHORT
    """How long anybody may keep a copy; 0 for nobody, nor may search engines list it."""
    name: str = ""
    """What a browser that saves it calls it."""


def linked_data(content: dict[str, Any], status: int = 200) -> Document:
    return Document(_json(content), JSON_LD, status)


def plain_json(content: dict[str, Any]) -> Document:
    return Document(_json(content), JSON)


def token(jwt: str | bytes) -> Document:
    return Document(jwt.encode() if isinstance(jwt, str) else jwt, JWT)


def picture(body: bytes, form: str, name: str = "", seconds: int = LONG) -> Document:
    return Document(body, "image/png" if form == "png" else "image/svg+xml", seconds=seconds, name=name)


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

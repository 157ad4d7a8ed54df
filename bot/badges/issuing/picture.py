"""Draws a badge's picture from the template, so that every badge has one."""

import hashlib
from html import escape
from pathlib import Path

import resvg_py

from bot.badges import fonts

TEMPLATE = Path(__file__).with_name("picture.svg")
SIZE = 512
"""Pixels a side of the PNG."""
COLOURS = (
    ("#0b5c7a", "#e8f4f8"),
    ("#7a2e0b", "#fbeee8"),
    ("#1f6b3a", "#e9f6ee"),
    ("#5b2a86", "#f2ebf9"),
    ("#8a1c4a", "#fbe9f1"),
    ("#5a5200", "#f8f5df"),
)
"""Ring and ground; each pair has a contrast above 7 to 1 (WCAG 2.2, 1.4.6)."""
LINE, LINES = 14, 3
"""Letters to a line of the name, and lines."""


def svg(name: str, giver: str, level: str = "") -> str:
    """The picture of a badge; the same words always give the same picture."""
    ring, ground = COLOURS[hashlib.sha256(giver.encode()).digest()[0] % len(COLOURS)]
    values = {
        "title": escape(f"{name}, {giver}"),
        "ring": ring,
        "ground": ground,
        "name": _lines(name),
        "giver": escape(_short(giver, 30)),
        "level": escape(_short(level.upper(), 16)),
    }
    text = TEMPLATE.read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{{{key}}}}}", value)
    return text


def png(picture: str, width: int = SIZE, height: int | None = None) -> bytes:
    """An SVG as a PNG. Heavy: to be called in a thread. No file or address that it names is opened."""
    return bytes(
        resvg_py.svg_to_bytes(svg_string=picture, width=width, height=height or width, font_files=fonts.files())
    )


def _lines(name: str) -> str:
    """The name on up to three lines about the middle."""
    rows = _wrapped(name)
    first = 258 - 22 * (len(rows) - 1)
    return "".join(f'<tspan x="256" y="{first + 44 * number}">{escape(row)}</tspan>' for number, row in enumerate(rows))


def _wrapped(name: str) -> list[str]:
    rows = [""]
    for word in name.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > LINE:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    kept = rows[:LINES]
    if len(rows) > LINES:
        kept[-1] += " …"
    return [_short(row, LINE + 4) for row in kept]


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

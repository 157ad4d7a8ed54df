"""A plan as a picture: steps from top to bottom, the badges they give, and the goal. Pure."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import resvg_py

WIDTH, LEFT, TOP = 720, 96, 96
LINE, GAP, PILL = 24, 30, 30
LETTERS = 52
"""Letters to a line of 18 pixels in the width that there is."""
INK, QUIET, PAPER, DONE, OPEN, GOAL = "#1d2733", "#55606d", "#ffffff", "#0b6b4f", "#7a8794", "#5b2a86"
STAR = "M0-16 5-5 16-4 8 4 10 15 0 9-10 15-8 4-16-4-5-5Z"
FONT = "DejaVu Sans, Verdana, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One step as it is drawn."""

    title: str
    about: str
    state: str = ""
    """`done`, `doing` or empty."""
    badges: Sequence[tuple[str, bool]] = ()
    """(name, whether it is held)."""


def svg(title: str, goal: str, steps: Sequence[Drawn], held: str) -> str:
    """The picture, with a title and a description for screen readers. `held` is said of badges that are held."""
    parts: list[str] = []
    y = TOP
    for number, step in enumerate(steps, start=1):
        drawn, y = _step(number, step, y, held)
        parts += drawn
    parts += _goal(goal, y)
    height = y + 80
    line = f'<line x1="48" y1="{TOP}" x2="48" y2="{y}" stroke="{OPEN}" stroke-width="4"/>'
    told = escape(". ".join(f"{number}. {step.title}" for number, step in enumerate(steps, start=1)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="t d" font-family="{FONT}"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{told}</desc><rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>'
        f"{_text(24, 52, title, 26, INK, bold=True)}{line}{''.join(parts)}</svg>"
    )


def png(picture: str) -> bytes:
    """The same as a bitmap, for messengers."""
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, width=2 * WIDTH))


def _step(number: int, step: Drawn, y: int, held: str) -> tuple[list[str], int]:
    fill = {"done": DONE, "doing": GOAL}.get(step.state, PAPER)
    ink = PAPER if step.state in ("done", "doing") else INK
    mark = "✓" if step.state == "done" else str(number)
    edge = DONE if step.state == "done" else OPEN
    parts = [
        f'<circle cx="48" cy="{y}" r="22" fill="{fill}" stroke="{edge}" stroke-width="4"/>',
        f'<text x="48" y="{y + 7}" font-size="20" text-anchor="middle" fill="{ink}">{mark}</text>',
    ]
    y += 6
    for line in textwrap.wrap(step.title, LETTERS) or [""]:
        parts.append(_text(LEFT, y, line, 19, INK, bold=True))
        y += LINE
    for line in textwrap.wrap(step.about, LETTERS + 12):
        parts.append(_text(LEFT, y, line, 16, QUIET))
        y += LINE - 2
    y += 8
    for name, is_held in step.badges:
        parts.append(_pill(name if not is_held else f"{name} ({held})", is_held, y))
        y += PILL + 6
    return parts, y + GAP


def _pill(name: str, is_held: bool, y: int) -> str:
    """Held badges are filled, missing ones are an outline: the difference is no matter of colour alone."""
    shown = textwrap.shorten(name, 48, placeholder="…")
    width = round(30 + 9.2 * len(shown))
    fill, ink, dash = (DONE, PAPER, "") if is_held else (PAPER, INK, ' stroke-dasharray="5 4"')
    shape = (
        f'<rect x="{LEFT}" y="{y - 18}" width="{width}" height="{PILL}" rx="15" fill="{fill}" stroke="{DONE}"{dash}/>'
    )
    return shape + _text(LEFT + 15, y + 2, shown, 15, ink)


def _goal(goal: str, y: int) -> list[str]:
    lines = textwrap.wrap(goal, LETTERS - 4) or [""]
    star = f'<path transform="translate(48 {y}) scale(1.5)" fill="{GOAL}" d="{STAR}"/>'
    return [star, *(_text(LEFT, y + 8 + 24 * place, line, 22, GOAL, bold=True) for place, line in enumerate(lines[:3]))]


def _text(x: int, y: int, text: str, size: int, fill: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{weight}>{escape(text)}</text>'

"""Pictures of how well messages are understood: plain SVG, drawn by hand, so that nothing needs installing."""

from collections.abc import Sequence
from html import escape

from bench.understood import Understood, confusions, reliability

SIDE = 400
CELL = 14
MARGIN = 130


def reliability_picture(results: Sequence[Understood]) -> str:
    """Confidence to the right, the share that was right upwards; on the diagonal is where they should meet."""
    dots = "".join(
        f'<circle cx="{sure * SIDE:.1f}" cy="{SIDE - right * SIDE:.1f}" r="{3 + count**0.5 / 2:.1f}" '
        f'fill="#2a6f97" fill-opacity="0.7"><title>{count} answers: {sure:.2f} sure, {right:.2f} right</title></circle>'
        for sure, right, count in reliability(results)
    )
    frame = f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
    line = f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="#999" stroke-dasharray="4"/>'
    words = (
        f'<text x="{SIDE / 2}" y="{SIDE + 24}" text-anchor="middle">confidence</text>'
        f'<text x="-12" y="{SIDE / 2}" text-anchor="middle" transform="rotate(-90 -12 {SIDE / 2})">right</text>'
    )
    return _svg(SIDE + 60, SIDE + 60, f'<g transform="translate(40 15)">{frame}{line}{dots}{words}</g>')


def confusion_picture(results: Sequence[Understood]) -> str:
    """A row for each intent that was meant, a column for each that was understood; only what went wrong is dark."""
    intents = sorted({one.intent for one in results} | {one.guess for one in results})
    place = {intent: MARGIN + index * CELL for index, intent in enumerate(intents)}
    cells = "".join(
        f'<rect x="{place[guess]}" y="{place[meant]}" width="{CELL}" height="{CELL}" fill="#a4161a" '
        f'fill-opacity="{min(1.0, 0.3 + count / 5):.2f}"><title>{escape(meant)} taken for {escape(guess)}: {count}'
        "</title></rect>"
        for (meant, guess), count in confusions(results).items()
    )
    names = "".join(
        f'<text x="{MARGIN - 4}" y="{at + CELL - 3}" text-anchor="end">{escape(intent)}</text>'
        f'<text transform="translate({at + CELL - 3} {MARGIN - 4}) rotate(-90)">{escape(intent)}</text>'
        for intent, at in place.items()
    )
    size = MARGIN + len(intents) * CELL + 10
    frame = f'<rect x="{MARGIN}" y="{MARGIN}" width="{size - MARGIN - 10}" height="{size - MARGIN - 10}" fill="none" '
    return _svg(size, size, f'{frame}stroke="#999"/>{cells}{names}', font=10)


def _svg(width: float, height: float, content: str, font: int = 13) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        f'font-size="{font}"><rect width="100%" height="100%" fill="white"/>{content}</svg>\n'
    )

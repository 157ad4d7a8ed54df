"""An interest profile as bars. Pure."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTH, TOP, ROW, LEFT, LONG = 640, 84, 52, 220, 340
MOST = 20
FONT = "DejaVu Sans, Verdana, Arial, sans-serif"


def bars(title: str, rows: Sequence[tuple[str, int, str]]) -> str:
    """SVG of (name, points 0 to 20, points in words), with a description for screen readers."""
    height = TOP + ROW * len(rows) + 20
    told = escape(". ".join(f"{name}: {words}" for name, _, words in rows))
    drawn = "".join(_row(place, *row) for place, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="t d" font-family="{FONT}"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{told}</desc><rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        f'<text x="24" y="48" font-size="24" font-weight="bold" fill="#1d2733">{escape(title)}</text>{drawn}</svg>'
    )


def _row(place: int, name: str, points: int, words: str) -> str:
    y = TOP + ROW * place
    length = round(LONG * min(points, MOST) / MOST)
    return (
        f'<text x="24" y="{y + 24}" font-size="16" fill="#1d2733">{escape(name)}</text>'
        f'<rect x="{LEFT}" y="{y + 4}" width="{LONG}" height="28" rx="6" fill="#e6eaee"/>'
        f'<rect x="{LEFT}" y="{y + 4}" width="{length}" height="28" rx="6" fill="#0b6b4f"/>'
        f'<text x="{LEFT + LONG + 12}" y="{y + 24}" font-size="15" fill="#55606d">{escape(words)}</text>'
    )

"""Charts as SVG, made here; and counts that show nobody: under 10 hidden, the rest rounded to 5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

HIDDEN_UNDER, STEP = 10, 5
WIDTH, HEIGHT, FOOT = 640, 160, 22
UNDER = "under 10"


def rounded(count: int) -> int | None:
    """The count as it may be shown; None when it is hidden."""
    return None if count < HIDDEN_UNDER else STEP * round(count / STEP)


def said(count: int) -> str:
    shown = rounded(count)
    return UNDER if shown is None else f"{shown:,}"


def share(part: int, whole: int) -> str:
    """A share in whole per cent, of numbers that may both be shown."""
    if part < HIDDEN_UNDER or whole < HIDDEN_UNDER:
        return "too few to say"
    return f"{round(100 * part / whole)} %"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it may be shown: for the chart, None where it is hidden, and in words for the table."""

    value: int | None
    words: str


def columns(title: str, values: Mapping[str, Shown]) -> Markup:
    """One column a name; empty when everything is hidden. The table under the chart says so in words."""
    if not any(one.value for one in values.values()):
        return Markup("")
    highest, width = max(one.value or 0 for one in values.values()), WIDTH / len(values)
    parts = [_column(number, name, one, highest, width) for number, (name, one) in enumerate(values.items())]
    return _svg(title, [*parts, *_names(list(values), width)], highest)


def _column(number: int, name: str, one: Shown, highest: int, width: float) -> Markup:
    height = (one.value or 0) * (HEIGHT - FOOT - 12) / highest
    return Markup(
        '<rect class="bar-fill" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {}</title></rect>'
    ).format(number * width + width * 0.1, HEIGHT - FOOT - height, width * 0.8, height, name, one.words)


def _names(names: Sequence[str], width: float) -> list[Markup]:
    """As many names under the columns as there is room for."""
    every = max(1, round(70 / width))
    return [
        Markup('<text class="bar-name" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            (number + 0.5) * width, HEIGHT - 5, name
        )
        for number, name in enumerate(names)
        if number % every == every // 2
    ]


def _svg(title: str, parts: Sequence[Markup], highest: int) -> Markup:
    floor = HEIGHT - FOOT
    opening = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(WIDTH, HEIGHT, title)
    line = Markup('<line class="bar-floor" x1="0" x2="{}" y1="{}" y2="{}"/>').format(WIDTH, floor, floor)
    top = Markup('<text class="bar-name" x="0" y="10">{}</text>').format(f"{highest:,}")
    return opening + Markup("").join([line, top, *parts]) + Markup("</svg>")

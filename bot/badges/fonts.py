"""Letters for pictures and papers: DejaVu Sans, which has those of most languages that are written in Europe."""

from functools import cache
from pathlib import Path

from bot.settings import PROJECT

FILE, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
DEBIAN = Path("/usr/share/fonts/truetype/dejavu")
"""Of the package fonts-dejavu-core."""
BRAIN = ".venv-rasa/lib/python3*/site-packages/matplotlib/mpl-data/fonts/ttf"
"""Matplotlib brings the same files, and Rasa brings Matplotlib: they are there after `make run` on any machine."""


@cache
def folder() -> Path | None:
    """Where the fonts are; None when there are none."""
    return next((place for place in (DEBIAN, *sorted(PROJECT.glob(BRAIN))) if (place / FILE).is_file()), None)


def files() -> list[str]:
    found = folder()
    return [str(found / name) for name in (FILE, BOLD) if (found / name).is_file()] if found else []

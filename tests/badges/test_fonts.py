"""A fresh machine has no fonts: pictures have their letters all the same."""

import io
from pathlib import Path

import pytest
import resvg_py
from PIL import Image, ImageChops

from bot.badges import fonts
from bot.badges.issuing.picture import svg
from bot.settings import PROJECT


def drawn(files: list[str]) -> Image.Image:
    """As on a machine with those fonts alone."""
    png = resvg_py.svg_to_bytes(svg_string=svg("Łódź Maker", "The Studio"), skip_system_fonts=True, font_files=files)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def test_the_brains_environment_has_the_letters_where_debian_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "DEBIAN", Path("/nowhere"))
    fonts.folder.cache_clear()
    found = fonts.files()
    fonts.folder.cache_clear()
    assert len(found) == 2
    assert all(Path(file).is_relative_to(PROJECT) for file in found)
    assert ImageChops.difference(drawn(found), drawn([])).getbbox() is not None


def test_no_fonts_at_all_are_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "DEBIAN", Path("/nowhere"))
    monkeypatch.setattr(fonts, "BRAIN", "nowhere/*")
    fonts.folder.cache_clear()
    assert fonts.folder() is None
    fonts.folder.cache_clear()

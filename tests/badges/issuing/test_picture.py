"""Every badge has a picture, whatever its name."""

import io

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.badges.issuing.baking import bake_png
from bot.badges.issuing.picture import png, svg

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=120)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(name=WORDS, giver=WORDS, level=WORDS)
def test_any_words_make_good_svg(name: str, giver: str, level: str) -> None:
    assert fromstring(svg(name, giver, level)).tag.endswith("svg")


def test_the_same_badge_always_looks_the_same() -> None:
    assert svg("First Aider", "Harbour", "starter") == svg("First Aider", "Harbour", "starter")


def test_the_png_is_a_picture_with_something_on_it() -> None:
    with Image.open(io.BytesIO(png(svg("First Aider & more", "Harbour <House>"), 128))) as picture:
        assert picture.size == (128, 128)
        assert len(picture.convert("RGBA").getcolors(100_000) or []) > 10


def test_a_baked_picture_can_still_be_seen() -> None:
    baked = bake_png(png(svg("First Aider", "Harbour"), 64), "a.b.c")
    with Image.open(io.BytesIO(baked)) as picture:
        picture.load()
        assert picture.info["openbadgecredential"] == "a.b.c"


def test_what_is_no_png_is_not_baked() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        bake_png(b"GIF89a and something that is long enough", "a.b.c")

"""Checks of the hints about words; they need SciPy and run in Rasa's environment."""

import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.brain.components.word_tags import WordTags, fit, load, store

CHANCE = np.random.default_rng(2)
KINDS = [["O", "B-interest", "O"], ["B-area", "O", "O"], ["O", "O", "B-interest"]] * 30


def vectors(tags: list[str]) -> npt.NDArray[np.float16]:
    """Words by 768, a hundred numbers showing the tag."""
    rows = CHANCE.normal(0, 0.1, (len(tags), 768))
    for row, tag in zip(rows, tags, strict=True):
        first = 100 * ["O", "B-interest", "B-area"].index(tag)
        row[first : first + 100] += 3
    return rows.astype(np.float16)


def learned() -> WordTags:
    return fit([vectors(tags) for tags in KINDS], KINDS)


def test_a_word_is_hinted_at_by_its_vector() -> None:
    hints = learned().hints(vectors(["O", "B-area", "B-interest"]))
    assert hints == [["means=O3"], ["means=B-area3"], ["means=B-interest3"]]


def test_no_words_have_no_hints() -> None:
    assert learned().hints(np.zeros((0, 768), dtype=np.float16)) == []


def test_what_was_stored_gives_the_same_hints() -> None:
    tags, words = learned(), vectors(["O", "B-area", "B-interest"])
    with tempfile.TemporaryDirectory() as folder:
        store(tags, Path(folder) / "tags.npz")
        assert load(Path(folder) / "tags.npz").hints(words) == tags.hints(words)

"""What meaning adds to signs and hints, on messages that nobody learned from."""

from collections.abc import Sequence

import pytest

from bot.language import harm, harm_meaning
from tests.language.harm_sets import ours

pytestmark = pytest.mark.skipif(not harm_meaning.is_there(), reason="the sentence model is not installed")
PLAIN = (None, harm.HINT)


def heard(texts: Sequence[str]) -> list[str]:
    """As the guard hears them."""
    kinds = [(text, harm.find(text)) for text in texts]
    return [text for text, kind in kinds if kind not in PLAIN or harm_meaning.hears(text, hinted=kind is not None)]


def test_most_harm_that_is_hinted_at_in_unseen_words_is_heard() -> None:
    """Held at what was reached; the aim is 0.95."""
    texts = ours("harm_unseen.yml")["indirect"]
    assert len(heard(texts)) >= len(texts) * 0.85, set(texts) - set(heard(texts))


def test_look_alikes_in_unseen_words_mostly_raise_no_alarm() -> None:
    """All of them hard; the aim is 0.01 of everyday messages."""
    texts = ours("harm_unseen.yml")["harmless"]
    assert len(heard(texts)) <= len(texts) * 0.04, heard(texts)


def test_an_empty_message_and_one_of_signs_alone_are_read_too() -> None:
    assert heard(["", "?", "\U0001f642", "." * 2000]) == []

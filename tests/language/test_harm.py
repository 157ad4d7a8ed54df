"""The guard's ear: it hears harm, and it knows a figure of speech."""

import asyncio
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import harm
from bot.language.harm_text import plain
from tests.language.harm_sets import ours, training, unpaid_work
from tests.processor_time import within


def missed(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if harm.find(text) is None]


def alarms(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if harm.find(text) is not None]


def test_harm_that_is_said_plainly_is_heard() -> None:
    texts = ours("harm_examples.yml")["explicit"]
    assert len(missed(texts)) <= len(texts) * 0.01, missed(texts)


def test_harm_that_is_hinted_at_is_heard() -> None:
    texts = ours("harm_examples.yml")["indirect"]
    assert len(missed(texts)) <= len(texts) * 0.05, missed(texts)


def test_harm_in_words_that_were_not_learned_from_is_mostly_heard() -> None:
    """Held at what was reached, so that it only gets better; the aim is 0.99 and 0.95."""
    unseen = ours("harm_unseen.yml")
    assert len(missed(unseen["explicit"])) <= len(unseen["explicit"]) * 0.05, missed(unseen["explicit"])
    assert len(missed(unseen["indirect"])) <= len(unseen["indirect"]) * 0.40, missed(unseen["indirect"])
    assert len(alarms(unseen["harmless"])) <= len(unseen["harmless"]) * 0.05, alarms(unseen["harmless"])


def test_what_only_sounds_like_harm_raises_no_alarm() -> None:
    texts = ours("harm_examples.yml")["harmless"]
    assert len(alarms(texts)) <= len(texts) * 0.01, alarms(texts)


def test_what_learners_ask_every_day_raises_no_alarm() -> None:
    texts = training(intent_is_harm=False)
    assert len(texts) > 5000
    assert len(alarms(texts)) <= len(texts) * 0.005, alarms(texts)


def test_caring_for_a_family_raises_no_alarm() -> None:
    assert alarms(unpaid_work()) == []


@pytest.mark.parametrize(
    "text",
    [
        "I WANT TO KILL MYSELF",
        "i  want to kill   myself",
        "i want to kill myself!!!!",
        "k1ll mys3lf",
        "i want to k i l l myself",
        "i want to kiiill myself",
        "i w\u00e4nt to kill myself",
        "i want to ki\u200bll myself",
        "thanks for the courses. honestly i want to kill myself tho",
        "this homework is killing me and i want to kill myself",
    ],
)
def test_disguise_and_company_do_not_hide_it(text: str) -> None:
    assert harm.find(text) == "suicide"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("I\u2019m scared", "i am scared"),
        ("soooo tired", "so tired"),
        ("gonna do it", "going to do it"),
        ("am feart tae go hame", "am scared to go home"),
        ("first. second", "first | second"),
    ],
)
def test_slang_is_put_right(written: str, meant: str) -> None:
    assert plain(written) == meant


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    harm.find(text)


@pytest.mark.parametrize("text", ["i " * 500, "my mum " * 140, "he wants me to " * 66, "a" * 1000, "kill me " * 125])
async def test_no_text_takes_long(text: str) -> None:
    harm.find("ready")
    await within(1, partial(asyncio.to_thread, harm.find, text))


@pytest.mark.parametrize("text", ["mum will kill me if i dont get a job", "these past papers are murdering me"])
def test_a_figure_of_speech_with_nothing_beside_it_is_known_as_one(text: str) -> None:
    assert harm.is_figure(text)


@pytest.mark.parametrize("text", ["i want a job", "mum will kill me if i tell, she hits me", "he hurts me"])
def test_plain_talk_and_harm_are_no_figures_of_speech(text: str) -> None:
    assert not harm.is_figure(text)

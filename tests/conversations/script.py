"""Conversations written down: what the learner says, and what has to be true of the answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.conversations.on_telegram import TelegramTalk
from tests.conversations.waymark import Talk

HERE = Path(__file__).parent
EXPECTATIONS = frozenset(
    {
        "says",
        "never_says",
        "cards",
        "cards_at_most",
        "no_cards",
        "kinds",
        "each_card",
        "some_card",
        "buttons",
        "new_cards",
    }
)


@dataclass(frozen=True, slots=True)
class Script:
    name: str
    steps: Sequence[Mapping[str, Any]]


def scripts() -> list[Script]:
    """Every conversation in the folders beside this file, named by folder and file."""
    return [_read(path) for path in sorted(HERE.glob("*/*.yml"))]


def _read(path: Path) -> Script:
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))
    for step in steps:
        unknown = set(step) - EXPECTATIONS - {"say", "tap"}
        assert not unknown, f"{path.name}: {unknown} is not known"
        assert ("say" in step) != ("tap" in step), f"{path.name}: each step says or taps one thing"
        assert set(step) & EXPECTATIONS, f"{path.name}: {step} expects nothing"
    return Script(f"{path.parent.name}: {path.stem.replace('_', ' ')}", steps)


async def play(script: Script, talk: Talk | TelegramTalk) -> None:
    seen: set[str] = set()
    for step in script.steps:
        if "say" in step:
            await talk.say(str(step["say"]))
        else:
            await talk.tap(step["tap"])
        try:
            check(step, talk, seen)
        except AssertionError as wrong:
            raise AssertionError(f"after {step}:\n{_told(talk)}\n{wrong}") from wrong
        seen |= {card["id"] for card in talk.cards}


def check(step: Mapping[str, Any], talk: Talk | TelegramTalk, seen: set[str]) -> None:
    """Every expectation of a step against what the guide answered."""
    for words in _list(step.get("says")):
        assert re.search(words, talk.text, re.IGNORECASE), f"does not say {words!r}"
    for words in _list(step.get("never_says")):
        assert not re.search(words, talk.text, re.IGNORECASE), f"says {words!r}"
    _check_cards(step, talk, seen)
    titles = {button["title"] for message in talk.heard for button in message["buttons"]}
    for title in _list(step.get("buttons")):
        assert title in titles, f"no button {title!r} among {sorted(titles)}"


def _check_cards(step: Mapping[str, Any], talk: Talk | TelegramTalk, seen: set[str]) -> None:
    cards = talk.cards
    if "cards" in step:
        assert len(cards) == step["cards"], f"{len(cards)} cards"
    if "cards_at_most" in step:
        assert 1 <= len(cards) <= step["cards_at_most"], f"{len(cards)} cards"
    if step.get("no_cards"):
        assert not cards, f"shows {[card['title'] for card in cards]}"
    if step.get("new_cards"):
        assert cards, "shows no card"
        assert not {card["id"] for card in cards} & seen, "shows a card again"
    if "kinds" in step:
        assert {card["kind"] for card in cards} == set(_list(step["kinds"]))
    for words in _list(step.get("each_card")):
        assert cards, "shows no card"
        for card in cards:
            assert re.search(words, as_text(card), re.IGNORECASE), f"{card['title']}: no {words!r}"
    for words in _list(step.get("some_card")):
        assert any(re.search(words, as_text(card), re.IGNORECASE) for card in cards), f"no card has {words!r}"


def as_text(card: Mapping[str, Any]) -> str:
    """A card as one text, facts as "Name: value"."""
    facts = [f"{fact['name']}: {fact['value']}" for fact in card["facts"]]
    earns = [f"Earns: {earned['name']}" for earned in card["earns"]]
    return "\n".join([card["title"], card["subtitle"], *facts, *earns, card["why"] or ""])


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _told(talk: Talk | TelegramTalk) -> str:
    return "\n".join([f"guide: {message['text']}" for message in talk.heard] + [as_text(card) for card in talk.cards])

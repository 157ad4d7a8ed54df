"""Badges that a learner holds as cards, as in chat_api.md; their buttons as {"title", "intent", "entities"}."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.badges.model import Held, Verdict
from bot.words import Words

SHOWS = 300
"""Characters of a description that a card has room for."""


def held_card(words: Words, held: Held) -> dict[str, Any]:
    """What it is, who gave it, what it shows, and whether it checked out."""
    return {
        "kind": "badge",
        "id": card_id(held),
        "title": held.name,
        "subtitle": held.issuer,
        "image": held.image,
        "facts": [{"name": words.say(f"claims.facts.{name}"), "value": value} for name, value in _rows(words, held)],
        "why": "",
        "earns": [],
        "link": "",
        "buttons": _buttons(words, held),
    }


def card_id(held: Held) -> str:
    """The city's badge, or the award itself where it is none of the city's."""
    return held.badge or f"award:{held.id}"


def _rows(words: Words, held: Held) -> list[tuple[str, str]]:
    rows = [
        ("shows", _short(held.description)),
        ("skills", ", ".join(held.skills[:6])),
        ("site", held.site),
        ("given", _day(words, held.issued)),
        ("until", _day(words, held.expires)),
        ("checked", words.say(f"claims.checked.{_how(held)}", day=_day(words, held.checked))),
    ]
    return [(name, value) for name, value in rows if value]


def _how(held: Held) -> str:
    if not held.confirmed:
        return "unconfirmed"
    return "old" if held.verdict is Verdict.WARNING else "valid"


def _day(words: Words, moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment.day} {words.items('days.months')[moment.month - 1]} {moment.year}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWS else f"{text[: SHOWS - 1].rstrip()}…"


def _buttons(words: Words, held: Held) -> Sequence[dict[str, Any]]:
    return [{"title": words.say("claims.share"), "intent": "share_badge", "entities": {"card": card_id(held)}}]

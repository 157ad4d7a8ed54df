"""Which of the cards on screen a learner means."""

import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from actions.turn import Card, Turn, payload
from bot.language.ordinals import ordinal

ALIKE = 85
"""How alike (0 to 100) two words must be to count as the same."""
PICTURES = frozenset({"expression", "quiz"})
"""Cards that only show something: nothing can be asked about them."""
WHICH = "choose:"
"""What a question begins with that asks which card is meant; the intent follows for which it was asked."""
SHORTEST = 5
"""Letters from which a word is taken to tell one title from another."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The card that is meant; None with `screen` not empty when it could be any of several."""

    card: Card | None
    screen: list[Card]


async def pick(turn: Turn) -> Picked:
    """By the button tapped, "the second one", words of its title, the one last spoken of, or the only one there is."""
    screen = await screen_of(turn)
    tapped = turn.heard.first("card")
    if tapped:
        return Picked(next((card for card in screen if card["id"] == tapped), {"id": tapped}), screen)
    if not screen:
        return Picked(None, [])
    return Picked(_by_number(turn, screen) or _by_title(turn, screen) or _by_focus(turn, screen), screen)


async def screen_of(turn: Turn) -> list[Card]:
    """The cards on screen about which something can be asked."""
    return [card for card in await turn.services.chat.on_screen(turn.conversation) if card["id"] not in PICTURES]


def _by_number(turn: Turn, screen: list[Card]) -> Card | None:
    number = ordinal(turn.heard.first("ordinal") or turn.heard.text)
    if number is None or not -len(screen) <= number < len(screen):
        return None
    return screen[number]


def _by_title(turn: Turn, screen: list[Card]) -> Card | None:
    """The one card whose title shares most telling words with the message, typos forgiven."""
    said = telling_words(turn.heard.text)
    scores = [sum(_said(word, said) for word in telling_words(card["title"])) for card in screen]
    best = max(scores)
    return screen[scores.index(best)] if best and scores.count(best) == 1 else None


def telling_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST]


def _said(word: str, said: list[str]) -> bool:
    return any(fuzz.ratio(word, other) >= ALIKE for other in said)


def _by_focus(turn: Turn, screen: list[Card]) -> Card | None:
    if len(screen) == 1:
        return screen[0]
    focus = turn.slot("focus")
    return next((card for card in screen if card["id"] == focus), None)


async def career_on_screen(turn: Turn) -> str | None:
    """The name of the job that was last described, for "how do I become one"."""
    screen = await turn.services.chat.on_screen(turn.conversation)
    return next((str(card["title"]) for card in screen if card["kind"] == "career"), None)


def ask_which(turn: Turn, screen: list[Card], intent: str) -> None:
    """Asks which card is meant, with one button for each; with an empty screen says that there is nothing yet."""
    if not screen:
        turn.say("utter_nothing_on_screen")
        return
    turn.set("question", f"{WHICH}{intent}")
    turn.say("utter_question_which", buttons=[_button(card, intent) for card in screen])


def _button(card: dict[str, Any], intent: str) -> dict[str, str]:
    return payload(card["title"], intent, card=card["id"])

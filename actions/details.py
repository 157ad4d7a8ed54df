"""More about one card: what one does there, and how to get onto it."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.conversation import nothing_to_pick
from actions.items import card_of
from actions.screen import WHICH, ask_which, pick
from actions.turn import Card, Turn
from bot.language.facts_asked import facts_asked
from bot.words import Words

SAID_APART = {"who", "join", "travel"}
"""What a card says otherwise than in its facts."""


@dataclass(frozen=True, slots=True)
class Details:
    """What can be said of a thing beyond its card."""

    card: Card
    description: str = ""
    how_to_join: str = ""


async def meant(turn: Turn, intent: str) -> Details | None:
    """The thing that is meant, and makes it the one spoken of; None after asking which, or saying that it is gone
    or that nothing is there yet."""
    picked = await pick(turn)
    if not picked.card and not picked.screen:
        await nothing_to_pick(turn)
        return None
    if picked.card is None:
        ask_which(turn, picked.screen, intent)
        return None
    found = await details_of(turn, picked.card)
    if found is None:
        turn.say("utter_item_gone")
        return None
    turn.set("focus", found.card["id"])
    if str(turn.slot("question") or "").startswith(WHICH):
        turn.set("question", None)
    return found


async def details_of(turn: Turn, card: Card) -> Details | None:
    """What the catalogue holds now; None when the thing is gone."""
    item = card["id"]
    opportunities = await turn.services.catalogue.get([item])
    if opportunities:
        one = opportunities[0]
        return Details(await _card(turn, card), one.description or one.summary, one.how_to_join)
    if opening := await turn.services.catalogue.opening(item):
        return Details(await _card(turn, card), opening.summary, opening.how_to_join)
    # Careers, badges, mentors and pathways say all they have to say on their cards.
    return Details(card) if "title" in card else None


async def _card(turn: Turn, card: Card) -> Card:
    """The card on screen; for a button of an older one, the card made again."""
    return card if "title" in card else (await card_of(turn, card["id"]) or card)


async def tell_details(turn: Turn) -> None:
    """What was asked about the card that is meant, or what is done there and how to get onto it; else asks which."""
    found = await meant(turn, "ask_details")
    if found is None or _say_what_was_asked(turn, found):
        return
    _say_details(turn, found)
    if found.how_to_join:
        say_how_to_join(turn, found)


def _say_what_was_asked(turn: Turn, found: Details) -> bool:
    """The facts that the question is about, from the card itself. False when it is about none that is known."""
    asked = facts_asked(turn.heard.text)
    lines = _lines(turn.services.words, found.card, asked)
    if lines:
        turn.tell("details.facts", title=found.card["title"], facts="\n".join(lines))
    if "travel" in asked:
        turn.tell("details.no_timetable")
    joining = "join" in asked and bool(found.how_to_join)
    if joining:
        say_how_to_join(turn, found)
    return joining or bool(lines)


def _lines(words: Words, card: Card, asked: Sequence[str]) -> list[str]:
    on_card = {fact["name"]: fact["value"] for fact in card.get("facts", ())}
    names = [words.say(f"facts.{each}") for each in asked if each not in SAID_APART]
    lines = [words.say("details.fact", name=name, value=on_card[name]) for name in names if name in on_card]
    somewhere = "where" in asked and words.say("facts.where") not in on_card
    if (place := card.get("subtitle")) and ("who" in asked or somewhere):
        lines.append(words.say("details.at", place=place))
    return lines


def _say_details(turn: Turn, found: Details) -> None:
    description = found.description or found.card.get("subtitle", "")
    turn.say("utter_details", title=found.card["title"], description=description)


def say_how_to_join(turn: Turn, found: Details) -> None:
    title = found.card["title"]
    if found.how_to_join:
        turn.say("utter_how_to_join", title=title, how=found.how_to_join)
    elif found.card.get("link"):
        turn.say("utter_how_to_join_link", title=title)
    else:
        turn.say("utter_how_to_join_unknown", title=title)

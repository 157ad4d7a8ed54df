"""More about one card: what one does there, and how to get onto it."""

from dataclasses import dataclass

from actions.items import card_of
from actions.screen import ask_which, pick
from actions.turn import Card, Turn


@dataclass(frozen=True, slots=True)
class Details:
    """What can be said of a thing beyond its card."""

    card: Card
    description: str = ""
    how_to_join: str = ""


async def meant(turn: Turn, intent: str) -> Details | None:
    """The thing that is meant, and makes it the one spoken of; None after asking which, or saying that it is gone."""
    picked = await pick(turn)
    if picked.card is None:
        ask_which(turn, picked.screen, intent)
        return None
    found = await details_of(turn, picked.card)
    if found is None:
        turn.say("utter_item_gone")
        return None
    turn.set("focus", found.card["id"])
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
    """What is done there and how to get onto it, of the card that is meant; else asks which."""
    if found := await meant(turn, "ask_details"):
        _say_details(turn, found)
        if found.how_to_join:
            say_how_to_join(turn, found)


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

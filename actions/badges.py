"""Digital badges: what they are, which can be earned here, and which a learner holds."""

from collections.abc import Sequence

from actions.base import GuideAction
from actions.item_cards import badge_card
from actions.turn import Button, Card, Turn, payload
from bot.badges.cards import held_card
from bot.badges.model import Held
from bot.catalogue.badges import Badge

SHOWN = 3
HELD_SHOWN = 10


class AskAboutBadges(GuideAction):
    topic = "ask_about_badges"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_about_badges")
        if held := await turn.services.badges.held(turn.learner.id):
            await _show_held(turn, held)
        else:
            await show_badges(turn, "utter_badges_to_earn")


class AskMyBadges(GuideAction):
    topic = "ask_my_badges"

    async def answer(self, turn: Turn) -> None:
        held = await turn.services.badges.held(turn.learner.id)
        turn.effect("recheck")
        if held:
            await _show_held(turn, held)
        else:
            turn.say("utter_my_badges_none", buttons=[_bring(turn)])
            await show_badges(turn, "utter_badges_to_earn")


class ClaimBadge(GuideAction):
    """What can be taken in is taken before this (`actions/claiming.py`); here is said how."""

    topic = "claim_badge"

    async def answer(self, turn: Turn) -> None:
        turn.tell("claims.how")


async def _show_held(turn: Turn, held: Sequence[Held]) -> None:
    """The newest first; as many as one message has room for."""
    shown = list(reversed(held))[:HELD_SHOWN]
    key = "mine_one" if len(held) == 1 else "mine_more" if len(held) > len(shown) else "mine"
    cards = [_with_payloads(held_card(turn.services.words, one)) for one in shown]
    turn.tell(f"claims.{key}", cards=cards, buttons=[_bring(turn)], count=len(held))


def _with_payloads(card: Card) -> Card:
    """The card with its buttons in Rasa's form."""
    return card | {"buttons": [payload(one["title"], one["intent"], **one["entities"]) for one in card["buttons"]]}


def _bring(turn: Turn) -> Button:
    return payload(turn.services.words.say("claims.bring"), "claim_badge")


async def show_badges(turn: Turn, intro: str, words: str = "") -> bool:
    """Badges that fit `words`, else what the learner likes. False when the city has none."""
    badges = await _badges(turn, words)
    if badges:
        turn.say(intro, cards=[badge_card(turn.services.words, badge) for badge in badges])
    return bool(badges)


async def _badges(turn: Turn, words: str) -> list[Badge]:
    """By what is said, else by what the learner likes, else some that are good to start with."""
    wishes = (words, " ".join(turn.heard.words("badge")), *reversed(turn.profile.interests[-SHOWN:]))
    for said in (*(wish for wish in wishes if wish.strip()), ""):
        if badges := await turn.services.catalogue.badges(turn.city.id, said, SHOWN):
            return list(badges)
    return []

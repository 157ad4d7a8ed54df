"""Digital badges: what they are, which can be earned here, and which a learner holds."""

import re
from collections.abc import Sequence

from actions.base import GuideAction
from actions.item_cards import badge_card
from actions.jobs import job_named
from actions.turn import Button, Card, Turn, payload
from bot.badges.cards import held_card
from bot.badges.model import Held
from bot.catalogue.badges import Badge
from bot.catalogue.careers import Occupation
from bot.catalogue.stock import Stock

SHOWN = 3
HELD_SHOWN = 10
NAMED = re.compile(r"\b(?:the|a|an|that|this|which|what) (?!digital|open)[\w' -]+? badges?\b", re.IGNORECASE)
"""One badge, or those of one job, and not badges as such."""


class AskAboutBadges(GuideAction):
    topic = "ask_about_badges"

    async def answer(self, turn: Turn) -> None:
        if NAMED.search(turn.heard.text) and await _show_named(turn):
            return
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


async def _show_named(turn: Turn) -> bool:
    """ "The baker badge": by its name, else those that the way to that job takes. False when it is neither."""
    stock = await turn.services.catalogue.stock(turn.city.id)
    text = turn.heard.text.casefold()
    by_name = [badge for badge in stock.badges.values() if badge.name.casefold() in text]
    job = None if by_name else await job_named(turn)
    found = by_name or (badges_for(stock, job) if job else [])
    if found:
        cards = [badge_card(turn.services.words, badge) for badge in found[:SHOWN]]
        turn.tell("pathways.badges_for" if job else "pathways.badge_named", goal=job or "", cards=cards)
    return bool(found)


def badges_for(stock: Stock, job: str) -> list[Badge]:
    """What the published pathway to a job takes for certain, else what employers ask for."""
    ids = {each.id for each in stock.occupations.values() if job.casefold() in _labels(each)}
    steps = [step for way in stock.pathways if way.goal in ids for step in way.steps if step.rule == "all"]
    asked = [opening for opening in stock.openings.values() if stock.occupation_of.get(opening.id) in ids]
    named = [id for step in steps for id, _ in step.items] or [each.id for one in asked for each in one.badges_must]
    return [stock.badges[id] for id in dict.fromkeys(named) if id in stock.badges]


def _labels(job: Occupation) -> set[str]:
    return {label.casefold() for label in (job.name, *job.labels)}


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

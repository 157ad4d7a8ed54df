"""Digital badges: what they are, which can be earned here, and which a learner holds."""

from actions.base import GuideAction
from actions.item_cards import badge_card
from actions.turn import Turn
from bot.catalogue.badges import Badge

SHOWN = 3


class AskAboutBadges(GuideAction):
    topic = "ask_about_badges"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_about_badges")
        await show_badges(turn, "utter_badges_to_earn")


class AskMyBadges(GuideAction):
    topic = "ask_my_badges"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_my_badges_none")
        await show_badges(turn, "utter_badges_to_earn")


class ClaimBadge(GuideAction):
    topic = "claim_badge"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_claim_badge")


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

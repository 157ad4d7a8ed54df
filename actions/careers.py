"""What a job is like."""

import re

from actions.base import GuideAction
from actions.item_cards import career_card
from actions.screen import career_on_screen
from actions.turn import Turn, payload
from bot.catalogue.careers import Occupation

PAY = re.compile(r"\b(pay|paid|earn|earns|salary|wage|wages|money|make|p/h|£|quid|dosh|loaded)\b", re.IGNORECASE)
SHOWN = 2
COMMON = 4


class AskCareerInfo(GuideAction):
    topic = "ask_career_info"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        occupations = await occupations_meant(turn, SHOWN)
        if occupations:
            self._show(turn, occupations)
        elif turn.heard.words("occupation"):
            turn.say("utter_career_unknown")
        else:
            turn.say("utter_career_which", buttons=await _choices(turn))

    def _show(self, turn: Turn, occupations: list[Occupation]) -> None:
        turn.say("utter_careers_found", cards=[career_card(turn.services.words, one) for one in occupations])
        if PAY.search(turn.heard.text):
            turn.say("utter_career_pay")


async def occupations_meant(turn: Turn, limit: int) -> list[Occupation]:
    """The jobs that the message names; else the one whose card is on screen; else the learner's goal."""
    said = turn.heard.words("occupation") or turn.heard.words("interest")
    shown = await career_on_screen(turn)
    for words in said or ((shown,) if shown else turn.profile.goals[-1:]):
        found = await turn.services.catalogue.occupations(turn.city.id, words, limit)
        if found:
            return list(found[:1] if found[0].name.casefold() == words.casefold() else found)
    return []


async def _choices(turn: Turn) -> list[dict[str, str]]:
    interests = " ".join(turn.profile.interests[-3:])
    near = await turn.services.catalogue.occupations(turn.city.id, interests, COMMON) if interests else []
    return [payload(one.name, "ask_career_info", occupation=one.name) for one in near]

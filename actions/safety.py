"""A disclosure that the guard did not catch and the model did: the same answer, and an adviser is told."""

from actions import recognition
from actions.base import GuideAction
from actions.turn import Turn, payload


class DiscloseHarm(GuideAction):
    topic = "disclose_harm"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        if await self._is_about_caring(turn):
            return
        turn.set("question", None)
        turn.effect("flag", kind="harm")
        turn.say("utter_disclose_harm", helplines=_helplines(turn))
        turn.say("utter_disclose_harm_adviser")

    async def _is_about_caring(self, turn: Turn) -> bool:
        """What was hard about caring sounds like harm. The guard heard none, so it counts as the answer that it is; an
        adviser still looks at it, and help is named too."""
        question = turn.slot("question")
        if not recognition.is_ours(question) or not await recognition.take(turn, question):
            return False
        turn.effect("flag", kind="harm")
        person = payload(turn.services.words.say("cards.talk_to_a_person"), "talk_to_adviser")
        turn.tell("recognition.help_too", buttons=[person])
        return True


def _helplines(turn: Turn) -> str:
    words = turn.services.words
    return ", ".join(words.say("guard.helpline", name=line.name, number=line.number) for line in turn.city.helplines)

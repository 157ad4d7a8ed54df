"""A disclosure that the guard did not catch and the model did: the same answer, and an adviser is told."""

from actions.base import GuideAction
from actions.turn import Turn


class DiscloseHarm(GuideAction):
    topic = "disclose_harm"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        turn.effect("flag", kind="harm")
        turn.say("utter_disclose_harm", helplines=_helplines(turn))
        turn.say("utter_disclose_harm_adviser")


def _helplines(turn: Turn) -> str:
    words = turn.services.words
    return ", ".join(words.say("guard.helpline", name=line.name, number=line.number) for line in turn.city.helplines)

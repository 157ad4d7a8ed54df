"""A disclosure that the guard did not catch and the model did: the same answer, and an adviser is told."""

from actions import recognition
from actions.base import GuideAction
from actions.turn import Button, Turn, payload
from bot.language import harm


class DiscloseHarm(GuideAction):
    topic = "disclose_harm"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        if await self._is_about_caring(turn):
            return
        if harm.is_figure(turn.heard.text):
            _take_lightly(turn)
            return
        turn.set("question", None)
        turn.effect("flag", kind="harm")
        turn.say("utter_disclose_harm", helplines=_helplines(turn))
        turn.say("utter_disclose_harm_adviser")

    async def _is_about_caring(self, turn: Turn) -> bool:
        question = turn.slot("question")
        return recognition.is_ours(question) and await recognition.take(turn, question)


def _take_lightly(turn: Turn) -> None:
    """A figure of speech that the model took for harm: no alarm, a person a tap away, and back to what was asked."""
    turn.tell("safety.sounds_rough", buttons=[_person(turn)])
    turn.resume()


def _person(turn: Turn) -> Button:
    return payload(turn.services.words.say("cards.talk_to_a_person"), "talk_to_adviser")


def _helplines(turn: Turn) -> str:
    words = turn.services.words
    return ", ".join(words.say("guard.helpline", name=line.name, number=line.number) for line in turn.city.helplines)

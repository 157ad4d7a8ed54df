"""What is kept, getting it, deleting it; complaints and praise; other languages."""

import re

from actions.base import GuideAction
from actions.known import facts_line
from actions.offers import ERASE, offer
from actions.people import find_mentors
from actions.phrases import list_of
from actions.talk import Say
from actions.turn import Turn

SOMEBODY = re.compile(
    r"\b(some ?one|some ?body|any ?one|any ?body|person|people|mentor|who)\b.*\bspeaks?\b", re.IGNORECASE
)


class AskPrivacy(GuideAction):
    topic = "ask_privacy"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_privacy")
        say_what_is_known(turn)
        await say_what_is_held(turn)
        turn.say("utter_privacy_who")


def say_what_is_known(turn: Turn) -> None:
    line = facts_line(turn.services.words, turn.city, turn.profile)
    if line:
        turn.say("utter_known", facts=line)
    else:
        turn.say("utter_known_nothing")


async def say_what_is_held(turn: Turn) -> None:
    """Badges, requests for recognition and links that work, when there are any."""
    services, learner = turn.services, turn.learner.id
    counts = {
        "badges": len(await services.badges.held(learner)),
        "requests": await services.recognition.unanswered(learner),
        "links": await services.sharing.open_pages(learner),
    }
    held = [services.words.say(f"held.{name}", count=count) for name, count in counts.items() if count]
    if held:
        turn.tell("held.line", things=list_of(services.words, held))


class ExportMyData(GuideAction):
    topic = "export_my_data"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        say_what_is_known(turn)
        await say_what_is_held(turn)
        turn.say("utter_export")


class DeleteMyData(GuideAction):
    """Asks once more, since it cannot be undone."""

    topic = "delete_my_data"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        offer(turn, ERASE)
        turn.say("utter_delete_sure")


class Complain(GuideAction):
    topic = "complain"

    async def answer(self, turn: Turn) -> None:
        turn.effect("flag", kind="complaint")
        turn.effect("feedback", value="down", reason=turn.heard.text)
        turn.say("utter_complain")


class Praise(Say):
    topic = "praise"
    response = "utter_praise"


class ChangeLanguage(Say):
    topic = "change_language"
    response = "utter_change_language"

    async def answer(self, turn: Turn) -> None:
        """ "Somebody who does this job and speaks Arabic" asks for a person and not for other words."""
        if SOMEBODY.search(turn.heard.text):
            await find_mentors(turn)
        else:
            await super().answer(turn)

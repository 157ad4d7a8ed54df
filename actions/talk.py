"""Small talk, help, yes and no, and what was not understood."""

import re
from dataclasses import replace
from typing import ClassVar

from actions import recognition
from actions.base import GuideAction
from actions.conversation import carry_on
from actions.expressing import tell_sent
from actions.heard import Entity
from actions.jobs import job_named
from actions.offers import accept, decline
from actions.profile import forget_older_goals, offer_choices
from actions.progress import stop_nudges
from actions.repair import repair
from actions.requests import request_from, search_from, with_said
from actions.saving import say_yes
from actions.showing import show_opportunities
from actions.turn import Turn
from actions.way import show_way

BORED = re.compile(r"\b(bored|boredom|nothing to do|nowt to do)\b", re.IGNORECASE)
STOP = re.compile(r"^\W*(stop|unsubscribe|no more)\b", re.IGNORECASE)
"""Said of messages that come by themselves, also where a question waits."""
TAKE_BACK = re.compile(
    r"\b(take|took|taken|pull|get) (it|that|this|mine|my \w+) back\b|\b(withdraw|unsend|undo)", re.IGNORECASE
)
JUST_SHOW = re.compile(
    r"^\W*(just |please |go on |can you |lets? )*(show|give) (me|us) (some |any |your )?"
    r"(stuff|things?|something|anything|everything|what(ever)?'?s? (is |there )?(on|is|there)|what you('ve)? got)"
    r"( then| please| pls| now| near me| round here)*\W*$",
    re.IGNORECASE,
)
"""Asks for what there is, and names nothing."""
SHORT = 5
"""Words of a message that says a job and little else."""


class Say(GuideAction):
    """Says one thing, and comes back to a question that waits."""

    response: ClassVar[str]
    keeps_question = True

    async def answer(self, turn: Turn) -> None:
        turn.say(self.response)


class Goodbye(Say):
    topic = "goodbye"
    response = "utter_goodbye"
    keeps_question = False


class Thank(Say):
    topic = "thank"
    response = "utter_thank"


class AskIfBot(Say):
    topic = "ask_if_bot"
    response = "utter_ask_if_bot"
    answers_first = False


class Chitchat(Say):
    topic = "chitchat"
    response = "utter_chitchat"

    async def answer(self, turn: Turn) -> None:
        """Who is bored has come to the right place."""
        if BORED.search(turn.heard.text):
            await offer_choices(turn)
        else:
            await super().answer(turn)


class OutOfScope(Say):
    topic = "out_of_scope"
    response = "utter_out_of_scope"


class Abuse(Say):
    topic = "abuse"
    response = "utter_abuse"
    keeps_question = False
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        """ "My nan" after "Who could say so?" is an answer, however much it sounds like an insult."""
        question = turn.slot("question")
        if not recognition.is_ours(question) or not await recognition.take(turn, question):
            await super().answer(turn)


class Greet(GuideAction):
    topic = "greet"

    async def answer(self, turn: Turn) -> None:
        if not turn.resume():
            turn.say("utter_greet")


class Help(GuideAction):
    topic = "help"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        if JUST_SHOW.search(turn.heard.text) and await show_opportunities(turn, request_from(turn.heard, turn.profile)):
            return
        turn.say("utter_help")
        turn.say("utter_help_trust")


class Affirm(GuideAction):
    topic = "affirm"

    async def answer(self, turn: Turn) -> None:
        if not await accept(turn) and not turn.resume() and not await say_yes(turn):
            turn.say("utter_affirm_what")


class Deny(GuideAction):
    topic = "deny"

    async def answer(self, turn: Turn) -> None:
        if not await decline(turn) and not await _other_goal(turn) and not await _search_without(turn):
            turn.say("utter_deny_what")


async def _other_goal(turn: Turn) -> bool:
    """ "Changed my mind, electrician": the job that is named is what they want now. False when none is."""
    jobs = turn.heard.words("occupation")
    job = jobs[-1] if jobs else await job_named(turn) if len(turn.heard.text.split()) > 1 else None
    # "Nah, not coding": a job that coding is part of is not what they want.
    against = turn.heard.ruled_out("occupation") or (not jobs and turn.heard.ruled_out("interest"))
    if job is None or against:
        return False
    turn.heard = replace(turn.heard, entities=[Entity("occupation", job)])
    forget_older_goals(turn)
    turn.remember({"add": {"goals": [job]}})
    await show_way(turn)
    return True


async def _search_without(turn: Turn) -> bool:
    """ "Not woodwork": the last search again, without what was ruled out. False when nothing was."""
    search = search_from(turn.slot("search"))
    if search is None or not any(entity.ruled_out for entity in turn.heard.entities):
        return False
    return await show_opportunities(turn, with_said(search.request, turn.heard))


class Cancel(GuideAction):
    topic = "cancel"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        waiting = turn.slot("question") or turn.slots.get("offer")
        turn.set("question", None)
        turn.set("offer", None)
        if (not waiting or STOP.match(turn.heard.text)) and await stop_nudges(turn):
            return
        if await _other_goal(turn) or (TAKE_BACK.search(turn.heard.text) and await tell_sent(turn)):
            return
        turn.say("utter_cancel" if waiting else "utter_nothing_to_stop")


class Restart(GuideAction):
    topic = "restart"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        for slot in ("question", "asked", "offer", "search", "focus"):
            turn.set(slot, None)
        turn.say("utter_restart")
        await carry_on(turn)


class NotUnderstood(GuideAction):
    topic = "not_understood"

    async def answer(self, turn: Turn) -> None:
        """ "Hmm no, train driver" from who had another goal is a new one."""
        is_short = len(turn.heard.text.split()) <= SHORT
        if is_short and turn.heard.words("occupation") and turn.profile.goals and await _other_goal(turn):
            return
        await repair(turn)

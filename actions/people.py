"""Mentors, people into the same things, and careers advisers."""

import re

from actions import meeting
from actions.base import GuideAction
from actions.cards import opportunity_card, shown
from actions.handover import ask_adviser
from actions.item_cards import mentor_card
from actions.screen import career_on_screen
from actions.turn import Turn

SHOWN, LOOKED_AT = 3, 12
STAFF = re.compile(r"\b(advis[eo]rs?|careers? (person|team|coach|worker)|human|staff|counsell?or)\b", re.IGNORECASE)
"""Who "a person" is when it is one of ours, and not somebody who does the job that is named."""


class FindMentor(GuideAction):
    topic = "find_mentor"

    async def answer(self, turn: Turn) -> None:
        if not await meeting.tapped(turn):
            asked = await meeting.tell_states(turn)
            await find_mentors(turn, quiet=asked)


async def find_mentors(turn: Turn, job: str = "", quiet: bool = False) -> None:
    """Shows who does `job`; without one, who does what the message or the learner's goal names.

    With `quiet` nothing is said where nobody else is free.
    """
    turn.set("question", None)
    found = await turn.services.catalogue.mentors(turn.seeker, job or await _about_work(turn), LOOKED_AT)
    mentors = (await turn.services.introductions.best(turn.city.id, found, turn.profile))[:SHOWN]
    if mentors:
        turn.say("utter_mentors_found", cards=[mentor_card(turn.services.words, mentor) for mentor in mentors])
    elif not quiet:
        turn.say("utter_no_mentors")


class FindPeers(GuideAction):
    topic = "find_peers"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        matches = list(await turn.services.catalogue.groups(turn.seeker, _about(turn)))[:SHOWN]
        if matches:
            cards = [opportunity_card(turn.services.words, match) for match in matches]
            turn.say("utter_peers_found", cards=cards, shown=shown(matches, ""))
        else:
            turn.say("utter_no_peers")


async def _job_named(turn: Turn) -> str | None:
    """A job that the message names, also where the brain did not mark it."""
    if named := turn.heard.first("occupation"):
        return named
    text = f" {turn.heard.text.casefold()} "
    found = await turn.services.catalogue.occupations(turn.city.id, turn.heard.text, 1)
    labels = [label for job in found for label in (job.name, *job.labels)]
    return next((label for label in labels if f" {label.casefold()} " in text), None)


async def _about_work(turn: Turn) -> str:
    """As below; where the message names nothing, the job that was just described."""
    named = turn.heard.words("occupation") or turn.heard.words("interest")
    return _about(turn) if named else (await career_on_screen(turn) or _about(turn))


def _about(turn: Turn) -> str:
    """What the message names; else what the learner aims for and likes."""
    heard = turn.heard
    named = (*heard.words("occupation"), *heard.words("interest"), *heard.words("skill"))
    return " ".join(named or (*turn.profile.goals[-1:], *turn.profile.interests[-2:]))


class TalkToAdviser(GuideAction):
    topic = "talk_to_adviser"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        if not STAFF.search(turn.heard.text) and (job := await _job_named(turn)):
            await find_mentors(turn, job)
        else:
            await ask_adviser(turn, "asked")

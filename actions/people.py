"""Mentors, people into the same things, and careers advisers."""

import re

from actions import meeting
from actions.base import GuideAction
from actions.cards import opportunity_card, shown
from actions.handover import ask_adviser
from actions.item_cards import mentor_card
from actions.jobs import job_named
from actions.phrases import capitalised
from actions.screen import career_on_screen
from actions.turn import Turn
from bot.catalogue.mentors import Mentor
from bot.mentors.matching import speaks
from bot.pathways.drafting import is_for

SHOWN, LOOKED_AT, EVERYBODY = 3, 12, 100
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
    looked_at = EVERYBODY if turn.heard.words("language") else LOOKED_AT
    found: list[Mentor] = []
    for topic in [job] if job else await _about_work(turn):
        found = found or await turn.services.catalogue.mentors(turn.seeker, topic, looked_at)
    best = await turn.services.introductions.best(turn.city.id, found, turn.profile)
    mentors = _speaking(turn, best)[:SHOWN]
    cards = [mentor_card(turn.services.words, mentor) for mentor in mentors]
    if mentors and meeting.too_young(turn):
        turn.say("utter_mentors_found", cards=[{**card, "buttons": []} for card in cards])
    elif mentors:
        turn.tell("mentors.found", cards=cards)
    elif not quiet:
        turn.unmet("mentor", [job] if job else [*turn.heard.words("occupation"), *turn.heard.words("interest")])
        turn.say("utter_no_mentors")


def _speaking(turn: Turn, mentors: list[Mentor]) -> list[Mentor]:
    """Where the message asks for a language, those who speak it; where nobody does, that is said."""
    language = turn.heard.first("language")
    if not language or not mentors:
        return mentors
    able = [mentor for mentor in mentors if speaks(mentor, language)]
    if not able:
        turn.tell("mentors.nobody_speaks", language=capitalised(language))
    return able or mentors


class FindPeers(GuideAction):
    topic = "find_peers"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        profile = turn.profile
        found = await turn.services.catalogue.groups(turn.seeker, _about(turn), profile.access_needs)
        matches = [match for match in found if is_for(match.opportunity.title, profile)][:SHOWN]
        if matches:
            cards = [opportunity_card(turn.services.words, match) for match in matches]
            turn.say("utter_peers_found", cards=cards, shown=shown(matches, ""))
        else:
            turn.say("utter_no_peers")


async def _about_work(turn: Turn) -> list[str]:
    """What a mentor should know of: what the message names, the job on screen; else the goal, then what is liked."""
    named = turn.heard.words("occupation") or turn.heard.words("interest")
    shown = None if named else await career_on_screen(turn)
    if named or shown:
        return [shown or _about(turn)]
    kept = await turn.services.pathways.kept(turn.learner.id)
    planned = [kept.goal.title] if kept else []
    # Whoever changed their mind since the plan was made wants to meet somebody of the new job.
    return [*turn.profile.goals[-1:], *planned, _about(turn), *turn.profile.goals[::-1], *turn.profile.interests[::-1]]


def _about(turn: Turn) -> str:
    """What the message names; else what the learner aims for and likes."""
    heard = turn.heard
    named = (*heard.words("occupation"), *heard.words("interest"), *heard.words("skill"))
    return " ".join(named or (*turn.profile.goals[-1:], *turn.profile.interests[-2:]))


class TalkToAdviser(GuideAction):
    topic = "talk_to_adviser"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        if not STAFF.search(turn.heard.text) and (job := await job_named(turn)):
            await find_mentors(turn, job)
        else:
            await ask_adviser(turn, "asked")

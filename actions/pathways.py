"""The way to a goal, and how far somebody has got."""

from dataclasses import replace
from datetime import date

from actions.base import GuideAction
from actions.cards import opportunity_card, shown
from actions.careers import occupations_meant
from actions.conversation import show_suggestions
from actions.goals import ask_which_goal, goals_meant, show_plan_to
from actions.items import card_of
from actions.phrases import list_of
from actions.profile import offer_choices
from actions.progress import mark, tell_next, tell_progress
from actions.requests import request_from
from actions.screen import pick
from actions.showing import show_opportunities
from actions.turn import Turn, payload
from bot.catalogue.model import Opportunity
from bot.language.dates import when
from bot.language.times import times

DONE_SHOWN = 3
LOOKED_AT, CARDS = 20, 3


class AskPathway(GuideAction):
    topic = "ask_pathway"

    async def answer(self, turn: Turn) -> None:
        await show_way(turn)


async def show_way(turn: Turn) -> None:
    """The plan to the goal that is meant; else what is known of the ways in."""
    turn.set("question", None)
    goals = await goals_meant(turn)
    if len(goals) > 1:
        ask_which_goal(turn, goals)
    elif goals:
        if not await show_plan_to(turn, goals[0]):
            await _show_ways_in(turn)
    elif turn.heard.words("occupation") or turn.heard.words("interest") or turn.profile.goals:
        await _show_ways_in(turn)
    else:
        turn.set("question", "goal")
        turn.say("utter_which_goal")


async def _show_ways_in(turn: Turn) -> None:
    """Nothing here leads there: what the job's description says of the ways in, and things to start with."""
    turn.unmet("goal", turn.heard.words("occupation") or turn.heard.words("interest") or turn.profile.goals[-1:])
    occupations = [job for job in await occupations_meant(turn, 1) if job.ways_in]
    for occupation in occupations:
        turn.say("utter_pathway_ways_in", occupation=occupation.name, ways_in=occupation.ways_in)
    intro = "utter_pathway_start" if occupations else "utter_pathway_unknown"
    shown = await show_opportunities(turn, request_from(turn.heard, turn.profile), intro=intro)
    if occupations:
        await _offer_people_and_work(turn, occupations[0].name, shown)
    elif not shown:
        turn.say("utter_nothing_at_all")


async def _offer_people_and_work(turn: Turn, job: str, shown: bool) -> None:
    """Somebody who does the job, and work experience in it: the next real step where no course leads there."""
    say = turn.services.words.say
    buttons = [
        payload(say("pathways.buttons.people"), "find_mentor", occupation=job),
        payload(say("pathways.buttons.experience"), "find_opening", occupation=job, kind="work experience"),
    ]
    turn.tell("pathways.also" if shown else "pathways.only", goal=job, buttons=buttons)


class AskProgress(GuideAction):
    topic = "ask_progress"

    async def answer(self, turn: Turn) -> None:
        if kept := await turn.services.pathways.kept(turn.learner.id):
            await tell_progress(turn, kept)
            return
        saved = await turn.services.people.plan(turn.conversation)
        finished = [each.title for each in await turn.services.pathways.done(turn.learner.id)]
        done = [*turn.profile.experience, *finished][-DONE_SHOWN:]
        if done and not saved:
            turn.tell("pathways.told_done", done=list_of(turn.services.words, done))
            await show_suggestions(turn)
        elif done:
            turn.say("utter_progress", count=len(saved), done=list_of(turn.services.words, done))
        elif saved:
            turn.say("utter_progress_saved", count=len(saved))
        else:
            turn.say("utter_progress_none")
            await show_suggestions(turn)


class AskNextStep(GuideAction):
    topic = "ask_next_step"

    async def answer(self, turn: Turn) -> None:
        if (turn.heard.words("when") or turn.heard.words("availability")) and await _on_then(turn):
            return
        if kept := await turn.services.pathways.kept(turn.learner.id):
            await tell_next(turn, kept)
            return
        for item in await turn.services.people.plan(turn.conversation):
            if card := await card_of(turn, item.item):
                turn.say("utter_next_step_saved", cards=[card])
                return
        if not (turn.profile.interests or turn.profile.goals or turn.profile.experience):
            await offer_choices(turn)
            return
        turn.say("utter_next_step_new")
        await show_suggestions(turn)


async def _on_then(turn: Turn) -> bool:
    """ "What can I do on Saturday" asks for what is on then. False when nothing is."""
    request = request_from(turn.heard, turn.profile)
    named = turn.heard.first("when") or turn.heard.first("availability") or ""
    free = replace(request, text="", times=times(named) or request.times, limit=LOOKED_AT)
    day = when(named, turn.today)
    if not free.times or day is None:
        return False
    found = await turn.services.catalogue.search(turn.seeker, free)
    matches = [match for match in found.matches if is_on(match.opportunity, day)][:CARDS]
    if matches:
        told = turn.services.words.day(day)
        cards = [opportunity_card(turn.services.words, match) for match in matches]
        turn.tell("pathways.on_then", day=told, cards=cards, shown=shown(matches, found.data_version))
    return bool(matches)


def is_on(one: Opportunity, day: date) -> bool:
    """Whether it takes place on a day."""
    if one.sessions and day.weekday() not in {session.day for session in one.sessions}:
        return False
    first = one.starts or day
    last = one.ends or (one.starts if not one.sessions else None) or day
    return first <= day <= last


class MarkDone(GuideAction):
    topic = "mark_done"

    async def answer(self, turn: Turn) -> None:
        if not await mark(turn, await pick(turn)):
            what = turn.heard.first("badge") or turn.heard.text
            turn.remember({"add": {"experience": [what]}})
            turn.say("utter_noted_experience")

"""The way to a goal, and how far somebody has got."""

from dataclasses import replace
from datetime import date

from actions.base import GuideAction
from actions.cards import opportunity_card, shown
from actions.conversation import show_suggestions
from actions.items import card_of
from actions.phrases import list_of
from actions.profile import offer_choices
from actions.progress import mark, tell_next, tell_progress
from actions.requests import request_from
from actions.screen import pick
from actions.turn import Turn
from actions.way import show_way
from bot.catalogue.model import Opportunity
from bot.language.dates import when
from bot.language.times import times

DONE_SHOWN = 3
LOOKED_AT, CARDS = 20, 3


class AskPathway(GuideAction):
    topic = "ask_pathway"

    async def answer(self, turn: Turn) -> None:
        await show_way(turn)


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
        if turn.profile.goals:
            await show_way(turn)
            return
        if not (turn.profile.interests or turn.profile.experience):
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

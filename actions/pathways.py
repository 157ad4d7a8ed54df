"""The way to a goal, and how far somebody has got."""

from actions.base import GuideAction
from actions.careers import occupations_meant
from actions.conversation import show_suggestions
from actions.item_cards import pathway_card
from actions.items import card_of
from actions.phrases import list_of
from actions.requests import request_from
from actions.screen import career_on_screen, pick
from actions.showing import show_opportunities
from actions.turn import Turn

DONE_SHOWN = 3


class AskPathway(GuideAction):
    topic = "ask_pathway"

    async def answer(self, turn: Turn) -> None:
        await show_way(turn)


async def show_way(turn: Turn) -> None:
    """The published way to the goal that is meant; else what is known of the ways in."""
    turn.set("question", None)
    shown = await career_on_screen(turn)
    named = turn.heard.words("occupation") or turn.heard.words("badge")
    goals = named or ((shown,) if shown else turn.profile.goals[-1:])
    if not goals:
        turn.set("question", "goal")
        turn.say("utter_which_goal")
    elif not await _show_published(turn, goals[0]):
        await _show_ways_in(turn)


async def _show_published(turn: Turn, goal: str) -> bool:
    pathways = await turn.services.catalogue.pathways(turn.city.id, goal, 1)
    if pathways:
        turn.say("utter_pathway_found", cards=[pathway_card(turn.services.words, one) for one in pathways])
    return bool(pathways)


async def _show_ways_in(turn: Turn) -> None:
    """Nobody published a way: what the job's description says of the ways in, and things to start with."""
    occupations = await occupations_meant(turn, 1)
    for occupation in occupations:
        turn.say("utter_pathway_ways_in", occupation=occupation.name, ways_in=occupation.ways_in)
    intro = "utter_pathway_start" if occupations else "utter_pathway_unknown"
    if not await show_opportunities(turn, request_from(turn.heard, turn.profile), intro=intro):
        turn.say("utter_nothing_at_all")


class AskProgress(GuideAction):
    topic = "ask_progress"

    async def answer(self, turn: Turn) -> None:
        saved = await turn.services.people.plan(turn.conversation)
        done = turn.profile.experience[-DONE_SHOWN:]
        if done:
            turn.say("utter_progress", count=len(saved), done=list_of(turn.services.words, done))
        elif saved:
            turn.say("utter_progress_saved", count=len(saved))
        else:
            turn.say("utter_progress_none")
            await show_suggestions(turn)


class AskNextStep(GuideAction):
    topic = "ask_next_step"

    async def answer(self, turn: Turn) -> None:
        for item in await turn.services.people.plan(turn.conversation):
            if card := await card_of(turn, item.item):
                turn.say("utter_next_step_saved", cards=[card])
                return
        turn.say("utter_next_step_new")
        await show_suggestions(turn)


class MarkDone(GuideAction):
    topic = "mark_done"

    async def answer(self, turn: Turn) -> None:
        picked = await pick(turn)
        title = picked.card["title"] if picked.card and "title" in picked.card else None
        what = title or turn.heard.first("badge") or turn.heard.text
        turn.remember({"add": {"experience": [what]}})
        if title is None:
            turn.say("utter_noted_experience")
            return
        turn.say("utter_marked_done", title=title)
        for earned in (picked.card or {}).get("earns", ()):
            turn.say("utter_marked_done_badge", badge=earned["name"])

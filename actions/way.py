"""The way to a goal: the plan to it, else what is known of the ways in."""

from actions.goals import ask_which_goal, goals_meant, show_plan_to
from actions.jobs import occupations_meant
from actions.requests import request_from
from actions.showing import show_opportunities
from actions.turn import Turn, payload


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

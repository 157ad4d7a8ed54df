"""Which goal a learner means, and the plan to it on screen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.cues import cue_in
from actions.items import card_of
from actions.phrases import list_of
from actions.screen import career_on_screen, screen_of
from actions.turn import Button, Card, Turn, payload
from bot.openings.ages import GROWN_UP
from bot.pathways import wording
from bot.pathways.model import Draft, Goal, Kept, Stage
from bot.pathways.service import as_effect, new_link, with_stages
from bot.people.model import Learner, Profile

CHEAPER, NEARER = "cheaper", "nearer"
OTHER_PLANS = {"cheaper": CHEAPER, "closer": NEARER}
LOOSENED = {
    "cost": {"budget": None},
    "area": {"areas": ()},
    "age": {"age": None},
    "times": {"availability": (), "not_availability": (), "access_needs": ()},
}
"""What a learner's profile is taken to be when one limit is let go of, for one plan."""
SHOWN = 8


async def goals_meant(turn: Turn) -> list[Goal]:
    """One when it is clear; several to choose from; none when nothing was said and nothing is known."""
    if card := turn.heard.first("card"):
        found = await turn.services.pathways.goal(card) if card.startswith(f"{turn.city.id}:") else None
        return [found] if found else []
    heard = turn.heard
    said = heard.words("occupation") or heard.words("badge") or heard.words("interest")
    shown = await career_on_screen(turn)
    for words in said or ((shown,) if shown else ()):
        if found_by_words := await turn.services.pathways.goals(turn.city.id, words):
            return found_by_words
    if said:
        return []
    kept = await turn.services.pathways.kept(turn.learner.id)
    wanted = turn.profile.goals[-1:]
    if kept and (not wanted or wanted[0].casefold() == kept.goal.title.casefold()):
        return [kept.goal]
    return await turn.services.pathways.goals(turn.city.id, wanted[0]) if wanted else []


def ask_which_goal(turn: Turn, goals: Sequence[Goal]) -> None:
    """Up to three candidates to choose from."""
    turn.set("question", None)
    buttons = [payload(goal.title, "ask_pathway", card=goal.id) for goal in goals[:3]]
    turn.tell("pathways.which_of_these", buttons=buttons)


async def show_other_plan(turn: Turn) -> bool:
    """ "Cheaper" and "closer" of a plan that is on screen. False when it is none, or something else is meant."""
    variant = OTHER_PLANS.get(cue_in(turn.heard.text) or "")
    if variant is None or not any(card["kind"] == "pathway" for card in await screen_of(turn)):
        return False
    kept = await turn.services.pathways.kept(turn.learner.id)
    return kept is not None and await show_plan_to(turn, kept.goal, variant)


async def draft_for(turn: Turn, goal: Goal, without: str = "", out: Sequence[str] = ()) -> Draft:
    """The plan for this learner, as told up to this message; `without` one of their limits, and nothing of `out`."""
    profile = _loosened(turn.profile, without)
    held = await turn.services.badges.held_badges(turn.learner.id)
    rejected = turn.seeker.rejected
    finished = (each["data"] for each in turn.effects if each["type"] == "step" and each["data"]["state"] == "done")
    held |= {badge for step in finished for badge in step["badges"]}
    learner = Learner(turn.learner.id, turn.city.id, profile, rejected, turn.learner.saved)
    return await turn.services.pathways.draft(learner, goal, held, out)


def _loosened(profile: Profile, limit: str) -> Profile:
    changes: Any = LOOSENED.get(limit, {})
    return replace(profile, **changes)


async def show_plan_to(turn: Turn, goal: Goal, variant: str = "") -> bool:
    """Plans, shows, and keeps the goal with its plan. False when nothing at all leads towards it.

    `variant` is cheaper, nearer, or the limit to let go of; a button says it too.
    """
    variant = variant or turn.heard.first("limit") or ""
    draft = await draft_for(turn, goal, variant if variant in LOOSENED else "")
    if variant in (CHEAPER, NEARER):
        return await _show_other(turn, draft, variant)
    if draft.reached:
        turn.tell("pathways.reached", goal=goal.title, buttons=[_openings(turn, goal)])
        return True
    if not draft.stages:
        return await _nothing_to_do(turn, draft)
    introduce(turn, draft)
    if not draft.whole:
        await _say_ways_in(turn, goal)
    await show_and_keep(turn, draft)
    return True


async def _say_ways_in(turn: Turn, goal: Goal) -> None:
    """What has to come besides, in the words of the job's description."""
    job = (await turn.services.catalogue.stock(turn.city.id)).occupations.get(goal.id)
    if job and job.ways_in:
        turn.say("utter_pathway_ways_in", occupation=job.name, ways_in=job.ways_in)


async def show_and_keep(turn: Turn, draft: Draft) -> None:
    """The plan as a card, its first step as a card to act on, and what else one can say.

    What is done on the way to the same goal stays in it.
    """
    kept = await turn.services.pathways.kept(turn.learner.id)
    if kept and kept.goal.id == draft.goal.id:
        draft = replace(draft, stages=[*kept.finished(draft.stages), *draft.stages])
    if draft.goal.title.casefold() not in {goal.casefold() for goal in turn.profile.goals[-1:]}:
        turn.remember({"add": {"goals": [draft.goal.title]}})
    link = new_link()
    turn.effect("goal", **as_effect(draft, link))
    turn.dispatcher.utter_message(
        text=turn.services.words.say("pathways.kept"),
        json_message={"cards": [plan_card(turn, draft.goal, draft.stages, link, draft.publisher, draft.ready)]},
        buttons=_other_plans(turn, draft),
    )
    ahead = [each for each in draft.stages if kept is None or kept.state(each) != "done"]
    if ahead:
        await show_step(turn, next((each for each in ahead if each.kind != "opening"), ahead[0]))
    await _ask_age(turn, draft)


async def _ask_age(turn: Turn, draft: Draft) -> None:
    """Once, where a step has age limits, as all work has, and nobody knows whether the learner keeps to them."""
    if turn.profile.age is not None or "age" in turn.profile.skipped or turn.asked.get("age"):
        return
    steps = await turn.services.catalogue.get([stage.item for stage in draft.stages if stage.kind == "opportunity"])
    work = any(stage.kind == "opening" for stage in draft.stages)
    if work or any(step.age_min or step.age_max for step in steps):
        turn.ask("age")


async def _show_other(turn: Turn, draft: Draft, variant: str) -> bool:
    stages = draft.cheaper if variant == CHEAPER else draft.nearer
    if not stages:
        kind = turn.services.words.say(f"pathways.kinds.{variant}")
        turn.tell("pathways.no_other", kind=kind)
        return True
    other = with_stages(draft, stages)
    total = sum(float(stage.cost or 0) for stage in stages)
    currency = next((stage.currency for stage in stages if stage.currency), turn.city.currency)
    cost = wording.cost(turn.services.words, str(total), currency)
    assert other.ready is not None  # noqa: S101 - it has stages
    turn.tell(f"pathways.{variant}", cost=cost, day=wording.ready(turn.services.words, other.ready))
    await show_and_keep(turn, replace(other, cheaper=(), nearer=()))
    return True


def introduce(turn: Turn, draft: Draft) -> None:
    """What is to be known of a plan before it is seen."""
    words, goal = turn.services.words, draft.goal.title
    if draft.limits:
        limit = words.say(f"pathways.limits.{draft.limits[0]}")
        turn.tell("pathways.limit", limit=limit, goal=goal, buttons=_ways_out(turn, draft))
    elif draft.missing:
        turn.tell("pathways.missing", badges=list_of(words, [name for _, name in draft.missing]))
    elif not draft.whole or draft.ready is None:
        turn.tell("pathways.found_partly", goal=goal)
    elif len(draft.stages) == 1 and draft.stages[0].kind == "opening":
        turn.tell("pathways.found_now", goal=goal)
    else:
        if draft.publisher:
            turn.say("utter_pathway_found")
        else:
            turn.tell("pathways.found", goal=goal, day=wording.ready(words, draft.ready))
        if any(stage.late for stage in draft.stages):
            turn.tell("pathways.late")


async def _nothing_to_do(turn: Turn, draft: Draft) -> bool:
    """What is missing is still kept as a gap of the city, and the goal as a goal."""
    turn.effect("goal", **as_effect(draft, new_link()))
    if not draft.missing and not draft.limits:
        return False
    if draft.limits:
        limit = turn.services.words.say(f"pathways.limits.{draft.limits[0]}")
        turn.tell("pathways.limit", limit=limit, goal=draft.goal.title, buttons=_ways_out(turn, draft))
        return False
    names = list_of(turn.services.words, [name for _, name in draft.missing])
    turn.tell("pathways.missing_all", badges=names)
    return False


async def show_step(turn: Turn, stage: Stage) -> None:
    """The thing itself, with what can be done about it."""
    card = await step_card(turn, stage)
    key = "pathways.first_badge" if stage.kind == "recognition" else "pathways.first_step"
    turn.tell(key, cards=[card])
    turn.set("focus", stage.item)


async def step_card(turn: Turn, stage: Stage, doing: bool = False) -> Card:
    """The card with what can be said of the step: begun (unless it is), finished, not possible."""
    say = turn.services.words.say
    if stage.kind == "recognition":
        return _bare_card(turn, stage) | {
            "buttons": [payload(say("pathways.buttons.recognise"), "get_recognised", card=stage.item)]
        }
    card = await card_of(turn, stage.item) or _bare_card(turn, stage)
    # In place of "Not for me": here it makes the plan anew.
    return card | {"buttons": [*card["buttons"][:2], *_step_buttons(turn, stage, doing)]}


def _step_buttons(turn: Turn, stage: Stage, doing: bool) -> list[Button]:
    say = turn.services.words.say
    applying = stage.kind == "opening"
    done = payload(say(f"pathways.buttons.{'applied' if applying else 'done'}"), "mark_done", card=stage.item)
    begun = payload(say("pathways.buttons.doing"), "mark_done", card=stage.item, limit="doing")
    failed = payload(say("pathways.buttons.failed"), "mark_done", card=stage.item, limit="failed")
    return [done, failed] if doing or applying else [begun, done, failed]


def _bare_card(turn: Turn, stage: Stage) -> Card:
    return {
        "kind": "step",
        "id": stage.item,
        "title": stage.title,
        "subtitle": stage.organisation,
        "facts": [],
        "why": wording.line(turn.services.words, stage),
        "earns": [],
        "link": "",
        "buttons": [],
    }


def plan_card(
    turn: Turn, goal: Goal, stages: Sequence[Stage], link: str, publisher: str = "", ready: Any = None
) -> Card:
    """All steps in one card; its link opens the picture, the calendar and the text."""
    say = turn.services.words.say
    by = say("pathways.card_following", publisher=publisher) if publisher else ""
    until = say("pathways.card_ready", day=wording.ready(turn.services.words, ready)) if ready else ""
    return {
        "kind": "pathway",
        "id": goal.id,
        "title": say("pathways.card_title", goal=goal.title),
        "subtitle": ", ".join(part for part in (by, until) if part),
        "facts": [_fact(turn, number, stage) for number, stage in enumerate(stages[:SHOWN], start=1)],
        "why": next((stage.reason for stage in stages if stage.reason), ""),
        "earns": [{"badge": badge, "name": name} for stage in stages for badge, name in stage.badges][:SHOWN],
        "link": turn.services.plan_link(link),
        "buttons": [payload(say("pathways.buttons.next"), "ask_next_step")],
    }


def kept_card(turn: Turn, kept: Kept) -> Card:
    """The plan with what is done and under way."""
    card = plan_card(turn, kept.goal, kept.stages, kept.link, ready=kept.ready)
    words = turn.services.words
    for stage, fact in zip(kept.stages, card["facts"], strict=False):
        if kept.state(stage) in ("done", "doing"):
            fact["name"] = words.say(f"pathways.step_{kept.state(stage)}")
    return card


def _fact(turn: Turn, number: int, stage: Stage) -> dict[str, str]:
    words = turn.services.words
    return {"name": words.say("pathways.step_number", number=number), "value": wording.line(words, stage)}


def _other_plans(turn: Turn, draft: Draft) -> list[Button]:
    say = turn.services.words.say
    found = [(CHEAPER, draft.cheaper), (NEARER, draft.nearer)]
    return [
        payload(say(f"pathways.buttons.{kind}"), "ask_pathway", card=draft.goal.id, limit=kind)
        for kind, stages in found
        if stages
    ]


def _ways_out(turn: Turn, draft: Draft) -> list[Button]:
    """What a learner can do about limits. Nobody gets younger: then somebody should look with them."""
    too_old = list(draft.limits) == ["age"] and (turn.profile.age or 0) >= GROWN_UP
    if too_old:
        return [payload(turn.services.words.say("cards.talk_to_a_person"), "talk_to_adviser")]
    return [_loosen(turn, draft.goal, name) for name in draft.limits]


def _loosen(turn: Turn, goal: Goal, limit: str) -> Button:
    title = turn.services.words.say(f"pathways.buttons.without_{limit}")
    return payload(title, "ask_pathway", card=goal.id, limit=limit)


def _openings(turn: Turn, goal: Goal) -> Button:
    return payload(turn.services.words.say("pathways.buttons.openings"), "find_opening", occupation=goal.title)

"""Questions in words like many others: whether an age allows it, whether one has to ring anybody or to have a CV, and
when one would be ready."""

import re
from collections.abc import Mapping
from typing import Any

from actions.conversation import show_suggestions
from actions.goals import goals_meant, show_plan_to
from actions.requests import with_profile
from actions.screen import pick, screen_of
from actions.showing import show_opportunities
from actions.turn import Turn, payload
from bot.catalogue.model import Request
from bot.openings.ages import GROWN_UP, LEAVING_AGE, LIGHT_WORK_FROM, rule_for, youngest
from bot.pathways import wording
from bot.pathways.model import Kept

READY = re.compile(
    r"\bwhen (will|would|wil|can|could|do|am) (i|we) (be |get )?(ready|there|finished|done|qualified)\b"
    r"|\bhow (long|soon) (till|til|until|before) (i'?m|i am|i will be|i'?ll be) (ready|there|done|qualified)\b",
    re.IGNORECASE,
)
TOO_YOUNG = re.compile(
    r"\b(am i|i'?m|is (1[3-9]|2[0-5])) (too|2|to) young\b|\bam i old enough\b|\bis (1[3-9]|2[0-5]) old enough\b"
    r"|\b(can|could|may|am) i (do|get|have|start|join|apply|work|allowed)\b.{0,30}\b(at|being|when i'?m|when im) "
    r"(1[3-9]|2[0-5])\b",
    re.IGNORECASE,
)
CALLS = re.compile(r"\b(do|will|would) i (have|need|got) to (ring|phone|call|speak|talk)\b", re.IGNORECASE)
CV = re.compile(
    r"\b(do|will|would) (i|we) (need|have to have|got to have) (a |my )?(cv|resume)\b"
    r"|\b(don'?t|haven'?t|dont even|never) (have|got|had|done) (a )?(cv|resume)\b"
    r"|\bhelp (me )?(with|writing|to write|write|make|making|do) (a |my )?cv\b|\bhow (do|can) i (write|make|do) a cv\b",
    re.IGNORECASE,
)
PAID = re.compile(r"\b(can|could|do|will) i (get|be|earn) (paid|money)\b", re.IGNORECASE)


async def take_plain_question(turn: Turn) -> bool:
    """Answers such a question, whatever it was taken for. False when it is none."""
    if turn.heard.first("card"):
        return False
    if READY.search(turn.heard.text):
        return await _when_ready(turn)
    if CALLS.search(turn.heard.text) and not await screen_of(turn):
        turn.tell("ages.no_calls")
        await show_suggestions(turn)
        return True
    if CV.search(turn.heard.text):
        turn.tell("openings.cv")
        await show_opportunities(turn, with_profile(Request(text="cv"), turn.profile))
        return True
    age = turn.profile.age
    if age is None or not (TOO_YOUNG.search(turn.heard.text) or (age < GROWN_UP and PAID.search(turn.heard.text))):
        return False
    turn.set("question", None)
    await _whether_old_enough(turn, age)
    return True


async def _when_ready(turn: Turn) -> bool:
    """The plan's day, whichever cards came since; without a plan, the plan to their goal."""
    kept = await turn.services.pathways.kept(turn.learner.id)
    turn.set("question", None)
    if kept is not None and kept.stages:
        _tell_ready(turn, kept)
        return True
    goals = await goals_meant(turn)
    if len(goals) != 1:
        return False
    if not await show_plan_to(turn, goals[0]):
        turn.tell("ages.ready_unknown", goal=goals[0].title)
    return True


def _tell_ready(turn: Turn, kept: Kept) -> None:
    next_step = payload(turn.services.words.say("pathways.buttons.next"), "ask_next_step")
    if kept.left and kept.ready:
        day = wording.ready(turn.services.words, kept.ready)
        turn.tell("ages.ready", goal=kept.goal.title, day=day, buttons=[next_step])
    else:
        turn.tell("ages.ready_done", goal=kept.goal.title)


async def _whether_old_enough(turn: Turn, age: int) -> None:
    """Of the card that is meant; else what the rules on work say, and that learning has none of those."""
    if PAID.search(turn.heard.text) or not await _of_card(turn, age):
        _say_work_rules(turn, age)
        goals = turn.profile.goals[-1:]
        if goals:
            way = payload(turn.services.words.say("cards.way_there"), "ask_pathway", occupation=goals[0])
            turn.tell("ages.learning", goal=goals[0], buttons=[way])
        else:
            turn.tell("ages.learning_any")


async def _of_card(turn: Turn, age: int) -> bool:
    """False when no card is meant, or one that has no age."""
    picked = await pick(turn)
    if picked.card is None:
        return False
    turn.set("focus", picked.card["id"])
    if opening := await turn.services.catalogue.opening(picked.card["id"]):
        _say_range(
            turn, opening.title, age, youngest(opening.kind, opening.age_min, turn.city.age_rules), opening.age_max
        )
        _say_work_rules(turn, age)
        return True
    found = await turn.services.catalogue.get([picked.card["id"]])
    for one in found:
        _say_range(turn, one.title, age, one.age_min, one.age_max)
    return bool(found)


def _say_range(turn: Turn, title: str, age: int, low: int | None, high: int | None) -> None:
    if low is not None and age < low:
        turn.tell("ages.not_yet", title=title, age=low)
    elif high is not None and age > high:
        turn.tell("ages.no_longer", title=title, age=high)
    else:
        turn.tell("ages.fits" if low is not None or high is not None else "ages.no_limit", title=title)


def _say_work_rules(turn: Turn, age: int) -> None:
    """The city's own, else England's (see `bot/openings/ages.py`)."""
    rules = turn.city.age_rules
    rule = rule_for(age, rules)
    if rule is None:
        lowest = min((int(row["from"]) for row in rules.get("work", ())), default=LIGHT_WORK_FROM)
        if age < lowest:
            turn.tell("ages.work_not_yet", age=lowest)
    elif "term_week_hours" in rule and age < LEAVING_AGE:
        _say_light_work(turn, age, rule)
    elif hours := rule.get("week_hours") or _grown_hours(rules):
        turn.tell("ages.work_young", age=age, hours=hours)


def _grown_hours(rules: Mapping[str, Any]) -> Any:
    """The hours of a week after school, from the row that has them."""
    return next((row["week_hours"] for row in rules.get("work", ()) if "week_hours" in row), None)


def _say_light_work(turn: Turn, age: int, rule: Mapping[str, Any]) -> None:
    hours, earliest, latest = rule["term_week_hours"], rule.get("earliest", "07:00"), rule.get("latest", "19:00")
    turn.tell("ages.work_light", age=age, hours=hours, earliest=earliest, latest=latest)
    if "saturday_hours" in rule:
        turn.tell("ages.work_saturday", hours=rule["saturday_hours"])

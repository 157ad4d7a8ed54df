"""How far a learner has got on the way to their goal, what comes next, and what they have finished."""

from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from actions.conversation import show_suggestions
from actions.goals import draft_for, introduce, kept_card, show_and_keep, show_plan_to, step_card
from actions.phrases import list_of
from actions.requests import with_profile
from actions.screen import Picked, telling_words
from actions.showing import show_opportunities
from actions.turn import Button, Turn, payload
from bot.catalogue.badges import Badge
from bot.catalogue.model import Request
from bot.pathways.model import Draft, Kept, Stage

PROOFS = {"have_badge": "badge", "they_said": "provider", "neither": "told"}
NAMED = 4
ALIKE = 80
"""How alike (0 to 100) the name of a badge and a part of the message must be."""


async def tell_progress(turn: Turn, kept: Kept) -> None:
    """What is done and under way, with dates, and what comes next. A plan that broke is made anew first."""
    if not kept.stages:
        await _look_again(turn, kept)
        return
    words = turn.services.words
    states = [kept.state(stage) for stage in kept.stages]
    turn.tell("pathways.progress", goal=kept.goal.title, done=states.count("done"), all=len(kept.stages))
    finished = [words.say("pathways.done_on", thing=each.title, day=words.day(each.at)) for each in kept.done[-NAMED:]]
    doing = [stage.title for stage in kept.stages if kept.state(stage) == "doing"]
    if finished:
        turn.tell("pathways.progress_done", things=list_of(words, finished))
    if doing:
        turn.tell("pathways.progress_doing", things=list_of(words, doing))
    if await _replanned(turn, kept):
        return
    coming = next((stage for stage in kept.left if stage.title not in doing), None)
    cards = [kept_card(turn, kept)]
    if coming:
        turn.tell("pathways.progress_next", cards=cards, thing=coming.title, when=when(turn, coming))
    elif doing:
        turn.tell("pathways.progress_only_doing", cards=cards)
    else:
        turn.tell("pathways.all_done", cards=cards, goal=kept.goal.title, buttons=[_openings(turn)])


async def tell_next(turn: Turn, kept: Kept) -> None:
    """The next step of the plan as it still stands; a plan that broke is made anew first, and the change is told."""
    if not kept.stages:
        await _look_again(turn, kept)
        return
    if await _replanned(turn, kept):
        return
    if not kept.left:
        turn.tell("pathways.all_done", goal=kept.goal.title, buttons=[_openings(turn)])
        return
    stage = kept.left[0]
    key = "pathways.next_opening" if stage.kind == "opening" else "pathways.next"
    card = await step_card(turn, stage, kept.state(stage) == "doing")
    turn.tell(key, goal=kept.goal.title, thing=stage.title, when=when(turn, stage), cards=[card])
    turn.set("focus", stage.item)
    await ask_about_nudges(turn)


async def _look_again(turn: Turn, kept: Kept) -> None:
    """A goal to which no step led: perhaps one does now; else what has to do with it, or suits them."""
    if await show_plan_to(turn, kept.goal):
        return
    towards = with_profile(Request(occupations=(kept.goal.title,)), turn.profile)
    if not await show_opportunities(turn, towards):
        await show_suggestions(turn)


def _openings(turn: Turn) -> Button:
    return payload(turn.services.words.say("pathways.buttons.openings"), "find_opening")


async def _replanned(turn: Turn, kept: Kept) -> bool:
    gone = await turn.services.pathways.gone(turn.learner, kept)
    if gone:
        await _plan_without(turn, kept, gone)
    return bool(gone) or await _shortened(turn, kept)


async def _shortened(turn: Turn, kept: Kept) -> bool:
    """The plan made anew where badges came in since, so that a step gives nothing more. False when none did."""
    held = await turn.services.badges.held_badges(turn.learner.id)
    spare = [stage for stage in kept.left if stage.badges and {badge for badge, _ in stage.badges} <= held]
    draft = await draft_for(turn, kept.goal) if spare else None
    if draft is None or draft.reached or not draft.stages:
        return False
    badges = [name for stage in spare for _, name in stage.badges]
    say = turn.services.words
    turn.tell("pathways.held_now", badges=list_of(say, badges), spare=list_of(say, [stage.title for stage in spare]))
    await show_and_keep(turn, draft)
    return True


async def _plan_without(turn: Turn, kept: Kept, gone: Sequence[Stage]) -> None:
    """The plan made anew without steps that cannot be taken, and what changed in it."""
    draft = await draft_for(turn, kept.goal, out=[stage.item for stage in gone])
    names = list_of(turn.services.words, [stage.title for stage in gone])
    if draft.stages:
        turn.tell("pathways.changed", gone=names)
        await _show_changed(turn, kept, draft)
    else:
        turn.tell("pathways.changed_none", gone=names, buttons=[_adviser(turn)])


async def _show_changed(turn: Turn, kept: Kept, draft: Draft) -> None:
    before = {stage.item for stage in kept.stages}
    fresh = [stage.title for stage in draft.stages if stage.item not in before]
    if fresh:
        turn.tell("pathways.changed_new", fresh=list_of(turn.services.words, fresh))
    elif draft.whole:
        turn.tell("pathways.changed_same")
    if not draft.whole:
        introduce(turn, draft)
    await show_and_keep(turn, draft)


async def replan_for_what_was_told(turn: Turn) -> bool:
    """The plan that they keep made anew, where what they just told changes it. False when it stands."""
    kept = await turn.services.pathways.kept(turn.learner.id)
    if kept is None or not kept.left:
        return False
    draft = await draft_for(turn, kept.goal)
    after = {stage.item for stage in draft.stages}
    out = [stage.title for stage in kept.left if stage.item not in after]
    if draft.reached or _days(turn, draft.stages) == _days(turn, kept.left):
        return False
    key = "pathways.changed_limits" if out else "pathways.changed_more"
    turn.tell(key, goal=kept.goal.title, gone=list_of(turn.services.words, out))
    if not draft.stages:
        await _look_again(turn, kept)
    else:
        await _show_changed(turn, kept, draft)
    return True


def _days(turn: Turn, stages: Sequence[Stage]) -> set[tuple[str, date]]:
    """The steps with the day on which each can begin: who turns out to be too young has to wait."""
    return {(stage.item, max(stage.begins, turn.today)) for stage in stages}


def _adviser(turn: Turn) -> Button:
    return payload(turn.services.words.say("cards.talk_to_a_person"), "talk_to_adviser")


async def ask_about_nudges(turn: Turn) -> None:
    """Once, and never again after an answer."""
    if turn.asked.get("nudges") or await turn.services.pathways.wants_nudges(turn.learner.id) is not None:
        return
    turn.set("asked", {**turn.asked, "nudges": 1})
    say = turn.services.words.say
    buttons = [
        payload(say("pathways.buttons.yes_nudge"), "set_reminder", limit="nudge_yes"),
        payload(say("pathways.buttons.no_nudge"), "set_reminder", limit="nudge_no"),
    ]
    turn.tell("pathways.nudge_ask", buttons=buttons)


def answer_about_nudges(turn: Turn) -> bool:
    """The tap on one of those buttons; False when the message is none."""
    said = turn.heard.first("limit")
    if said not in ("nudge_yes", "nudge_no"):
        return False
    turn.effect("nudges", wanted=said == "nudge_yes")
    turn.tell(f"pathways.{said}")
    return True


async def stop_nudges(turn: Turn) -> bool:
    """ "Stop" with nothing else to stop. False when they get none."""
    if not await turn.services.pathways.wants_nudges(turn.learner.id):
        return False
    turn.effect("nudges", wanted=False)
    turn.tell("pathways.nudge_stopped")
    return True


async def mark(turn: Turn, picked: Picked) -> bool:
    """Notes a step as done, started or impossible. False when neither the screen nor the plan has what is meant."""
    kept = await turn.services.pathways.kept(turn.learner.id)
    said = turn.heard.first("limit") or ""
    stage = stage_meant(turn, kept)
    badge = None if stage or turn.heard.first("card") else await _badge_named(turn)
    if badge:
        picked = Picked({"id": badge.id, "title": badge.name, "earns": [{"badge": badge.id}]}, picked.screen)
    title = stage.title if stage else _title(picked)
    if not title:
        return False
    item, badges = _item(picked, stage)
    if said in PROOFS:
        _keep(turn, item, title, badges, "done", PROOFS[said])
        _say_proof(turn, stage, said)
        return True
    if said == "doing":
        _keep(turn, item, title, badges, said, "told")
        turn.tell("pathways.doing", thing=title, buttons=[_next(turn)])
        return True
    if said == "failed" and kept and stage:
        await fail(turn, kept, stage)
        return True
    _keep(turn, item, title, badges, "done", "told")
    turn.say("utter_marked_done", title=title)
    if badges:
        turn.tell("pathways.done_proof", buttons=_proofs(turn, item))
    return True


async def fail(turn: Turn, kept: Kept, stage: Stage) -> None:
    """A step that cannot be taken: noted, and the plan made anew at once."""
    _keep(turn, stage.item, stage.title, [badge for badge, _ in stage.badges], "failed", "told")
    await _plan_without(turn, kept, [stage])


def _keep(turn: Turn, item: str, title: str, badges: list[str], state: str, proof: str) -> None:
    turn.effect("step", item=item, title=title, badges=badges, state=state, proof=proof)


def _say_proof(turn: Turn, stage: Stage | None, said: str) -> None:
    badge = stage.badges[0][1] if stage and stage.badges else ""
    if said == "neither" and badge:
        turn.say("utter_marked_done_badge", badge=badge, buttons=[_next(turn)])
    else:
        turn.tell("pathways.proof_kept", buttons=[_next(turn)])


def stage_meant(turn: Turn, kept: Kept | None) -> Stage | None:
    """The step of the plan that was tapped or is named in the message."""
    if kept is None:
        return None
    tapped = turn.heard.first("card")
    if tapped:
        return next((stage for stage in kept.stages if stage.item == tapped), None)
    said = set(telling_words(turn.heard.text))
    scores = [len(said & set(telling_words(f"{stage.title} {_badge_names(stage)}"))) for stage in kept.stages]
    best = max(scores, default=0)
    return kept.stages[scores.index(best)] if best and scores.count(best) == 1 else None


def _badge_names(stage: Stage) -> str:
    return " ".join(name for _, name in stage.badges)


async def _badge_named(turn: Turn) -> Badge | None:
    """The badge whose name the message has in it: "finished the first aid course" is about First Aider."""
    found = await turn.services.catalogue.badges(turn.city.id, turn.heard.text, 1)
    text = turn.heard.text.casefold()
    return next((badge for badge in found if fuzz.partial_ratio(badge.name.casefold(), text) >= ALIKE), None)


def _title(picked: Picked) -> str:
    """Of something that can be finished: nobody has done an opening by asking about it."""
    can_be = picked.card is not None and picked.card.get("kind") not in ("opening", "mentor", "career")
    return str(picked.card.get("title", "")) if picked.card and can_be else ""


def _item(picked: Picked, stage: Stage | None) -> tuple[str, list[str]]:
    if stage:
        return stage.item, [badge for badge, _ in stage.badges]
    card = picked.card or {}
    return str(card["id"]), [earned["badge"] for earned in card.get("earns", ())]


def _proofs(turn: Turn, item: str) -> list[Button]:
    say = turn.services.words.say
    return [payload(say(f"pathways.buttons.{name}"), "mark_done", card=item, limit=name) for name in PROOFS]


def _next(turn: Turn) -> Button:
    return payload(turn.services.words.say("pathways.buttons.next"), "ask_next_step")


def when(turn: Turn, stage: Stage) -> str:
    words = turn.services.words
    if stage.open or stage.begins <= turn.today:
        return words.say("pathways.any_day")
    return words.say("pathways.from_day", day=words.day(stage.begins))

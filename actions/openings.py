"""Jobs, apprenticeships and work experience, and what they ask for."""

from dataclasses import replace

from actions import expressing
from actions.base import GuideAction
from actions.cards import opportunity_card, shown
from actions.careers import about_goal
from actions.details import tell_details
from actions.phrases import list_of
from actions.requests import request_from
from actions.screen import ask_which, pick
from actions.showing import show_openings, show_opportunities
from actions.turn import Turn, payload
from bot.catalogue.model import Match, Request
from bot.catalogue.openings import Opening
from bot.openings.ages import FULL_TIME, LEAVING_AGE, rule_for, youngest
from bot.openings.fit import Fit, fit_of

WAYS_TO_EARN = 3


class FindOpening(GuideAction):
    topic = "find_opening"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        request = request_from(turn.heard, turn.profile)
        if await show_openings(turn, request) or await _of_other_kinds(turn, request):
            return
        if not await show_opportunities(turn, replace(request, kinds=()), intro="utter_no_openings"):
            turn.say("utter_no_openings_at_all")


async def _of_other_kinds(turn: Turn, request: Request) -> bool:
    """An apprenticeship is nearer to "a job" than a course. False where no kind was asked for."""
    return bool(request.kinds) and await show_openings(turn, replace(request, kinds=()), intro="openings.other_kinds")


class AskFit(GuideAction):
    topic = "ask_fit"

    async def answer(self, turn: Turn) -> None:
        if turn.heard.first("limit") == "withdraw":
            expressing.withdraw(turn, turn.heard.first("card") or "")  # also of an opening that is gone
            return
        picked = await pick(turn)
        opening = await turn.services.catalogue.opening(picked.card["id"]) if picked.card else None
        shown_openings = [card for card in picked.screen if card["kind"] == "opening"]
        if opening is None and picked.card is None and shown_openings:
            ask_which(turn, shown_openings, self.topic)
            return
        if opening is None and await about_goal(turn):
            return
        if opening is None and picked.screen and not shown_openings:
            await tell_details(turn)
            return
        if opening is None:
            turn.say("utter_fit_which")
            await show_openings(turn, request_from(turn.heard, turn.profile))
            return
        turn.set("focus", opening.id)
        await _about(turn, opening, turn.heard.first("limit") or "")


async def _about(turn: Turn, opening: Opening, wanted: str) -> None:
    if wanted == "express":
        await expressing.begin(turn, opening)
    elif wanted in ("with_badges", "without_badges"):
        await expressing.chosen(turn, opening, wanted == "with_badges")
    else:
        await say_fit(turn, opening)


async def say_fit(turn: Turn, opening: Opening) -> None:
    """What is asked for, what is held and missing, and where to get it."""
    stock = await turn.services.catalogue.stock(turn.city.id)
    fit = fit_of(stock, opening, await turn.services.badges.held_badges(turn.learner.id))
    if not fit.musts:
        turn.say("utter_fit_nothing_asked", title=opening.title)
    else:
        await _say_badges(turn, opening, fit)
    _say_skills(turn, fit)
    _say_age_rules(turn, opening)
    await _say_what_next(turn, opening, fit)


async def _say_badges(turn: Turn, opening: Opening, fit: Fit) -> None:
    words = turn.services.words
    if not fit.missing:
        turn.tell("openings.fit_whole", title=opening.title)
        return
    names = [badge.name for badge in opening.badges_must]
    turn.say("utter_fit_asks", title=opening.title, badges=list_of(words, names))
    turn.tell("openings.fit", held=len(fit.held), all=fit.musts, title=opening.title)
    told = {badge for step in await turn.services.pathways.done(turn.learner.id) for badge in step.badges}
    told |= {badge for each in turn.effects if each["type"] == "step" for badge in each["data"]["badges"]}
    if names := [badge.name for badge in fit.missing if badge.id in told]:
        bring = payload(words.say("claims.bring"), "claim_badge")
        turn.tell("openings.fit_told", badges=list_of(words, names), buttons=[bring])
    missing = [badge for badge in fit.missing if badge.id not in told][:WAYS_TO_EARN]
    cards = [await _nearest(turn, badge.id) for badge in missing]
    known = [match for match in cards if match]
    if known:
        shown_cards = [opportunity_card(words, match) for match in known]
        turn.say("utter_fit_earn", cards=shown_cards, shown=shown(known, ""))
    for badge, match in zip(missing, cards, strict=True):
        if match is None:
            turn.tell("openings.fit_none_gives", badge=badge.name)


async def _nearest(turn: Turn, badge: str) -> Match | None:
    """The opportunity that gives a badge and suits the learner best."""
    return next(iter(await turn.services.catalogue.awarding(turn.seeker, [badge])), None)


def _say_skills(turn: Turn, fit: Fit) -> None:
    words = turn.services.words
    if fit.nice:
        turn.tell("openings.fit_nice", badges=list_of(words, [badge.name for badge in fit.nice]))
    if fit.skills_open:
        turn.tell("openings.fit_skills", skills=list_of(words, [skill.lower() for skill in fit.skills_open]))


def _say_age_rules(turn: Turn, opening: Opening) -> None:
    age, rules = turn.profile.age, turn.city.age_rules
    if age is None:
        return
    lowest = youngest(opening.kind, opening.age_min, rules)
    rule = rule_for(age, rules)
    if age < lowest:
        turn.tell("openings.too_young", age=lowest)
    elif rule and "term_week_hours" in rule and opening.kind in FULL_TIME and age >= LEAVING_AGE:
        turn.tell("openings.young_leaver", hours=rule["term_week_hours"])
    elif rule and "term_week_hours" in rule and opening.kind in FULL_TIME:
        hours = {name: rule.get(name, "") for name in ("earliest", "latest")}
        turn.tell("openings.young_light", hours=rule["term_week_hours"], **hours)
    elif rule and "week_hours" in rule and opening.kind in FULL_TIME:
        turn.tell("openings.young_worker", hours=rule["week_hours"])


async def _say_what_next(turn: Turn, opening: Opening, fit: Fit) -> None:
    say = turn.services.words.say
    way = payload(say("openings.buttons.way"), "ask_pathway", card=opening.id)
    sent = await turn.services.openings.sent(turn.learner.id, opening.id)
    if sent:
        back = payload(say("openings.buttons.withdraw"), "ask_fit", card=opening.id, limit="withdraw")
        turn.tell("openings.express_already", day=turn.services.words.day(sent.sent.date()), buttons=[back])
        return
    tell_them = payload(say("openings.buttons.interested"), "ask_fit", card=opening.id, limit="express")
    buttons = [tell_them] if not fit.missing else [way, tell_them]
    turn.tell("openings.next", employer=opening.organisation, buttons=buttons)

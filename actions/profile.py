"""What learners tell about themselves, and not knowing what they want."""

import re
from dataclasses import replace

from actions import quiz
from actions.base import GuideAction
from actions.conversation import carry_on, show_suggestions
from actions.goals import ask_which_goal, goals_meant, show_other_plan
from actions.heard import Entity
from actions.offers import WAY, offer
from actions.phrases import capitalised, list_of
from actions.progress import replan_for_what_was_told
from actions.requests import request_from, search_from, with_said
from actions.showing import show_again, show_opportunities
from actions.turn import Button, Turn, payload
from actions.working import note_work
from bot.language.leanings import leanings
from bot.language.meanings import meanings
from bot.pathways.model import Goal

EITHER = re.compile(r"\b(or|maybe|mebbe|either|perhaps|not sure)\b", re.IGNORECASE)
CHANGED = re.compile(
    r"\b(actually|instead|changed? my mind|nah|nope|no|hmm|scrap that|forget (it|that)|rather|not anymore)\b",
    re.IGNORECASE,
)
GOALS_TO_CHOOSE_FROM = 3
FIRST_PERSON = re.compile(r"\b(i|im|ive|id|my|me|mine|we|us|our)\b", re.IGNORECASE)


class TellInterest(GuideAction):
    topic = "tell_interest"

    async def answer(self, turn: Turn) -> None:
        places = {area.name.casefold() for area in turn.city.areas}
        liked = [word for word in turn.heard.words("interest") if word.casefold() not in places]
        left_out = turn.heard.ruled_out("interest")
        if not liked and not left_out:
            await _ask_or_show(turn)
            return
        turn.set("question", None)
        if left_out:
            turn.say("utter_noted_not_interests", things=list_of(turn.services.words, left_out, "or"))
        if liked:
            turn.say("utter_noted_interests", things=capitalised(list_of(turn.services.words, liked)))
        await _show_or_carry_on(turn)


async def _ask_or_show(turn: Turn) -> None:
    """No interest was named. "Summat with my hands" can be searched for all the same."""
    text = turn.heard.text
    means = leanings(text) or meanings(text)
    if not means or not await show_opportunities(turn, request_from(turn.heard, turn.profile)):
        turn.set("question", "interests")
        turn.say("utter_tell_me_more_interest")


async def _show_or_carry_on(turn: Turn) -> None:
    """After a search, something else that is liked is a search of its own."""
    search = search_from(turn.slot("search"))
    request = request_from(turn.heard, turn.profile)
    if search is not None and search.what == "opening":
        request = replace(request, kinds=search.request.kinds)
    if search is None or not turn.heard.words("interest") or not await show_again(turn, search, request):
        await carry_on(turn)


class TellGoal(GuideAction):
    topic = "tell_goal"

    async def answer(self, turn: Turn) -> None:
        goals = turn.heard.words("occupation") or turn.heard.words("interest")
        if not goals:
            turn.set("question", "goal")
            turn.say("utter_which_goal")
            return
        turn.set("question", None)
        candidates = await _candidates(turn)
        if len(candidates) > 1:
            ask_which_goal(turn, candidates)
            return
        forget_older_goals(turn)
        # "work in retail, wanna go into nursing": where one comes from is said first.
        if not turn.heard.words("occupation"):
            turn.remember({"add": {"goals": [goals[-1]]}})
        turn.say("utter_noted_goal", goal=capitalised(goals[-1]), buttons=_about_goal(turn, goals[-1]))
        offer(turn, WAY)
        await carry_on(turn)


def forget_older_goals(turn: Turn) -> None:
    """ "Nah, actually paramedic": what they wanted before is not what suggestions are made for."""
    older = [goal for goal in turn.learner.profile.goals if goal not in turn.heard.words("occupation")]
    if older and CHANGED.search(turn.heard.text):
        turn.remember({"remove": {"goals": older}})


async def _candidates(turn: Turn) -> list[Goal]:
    """What "something with animals" could be, and the jobs of "paramedic or maybe midwife"; a job alone is clear."""
    jobs = turn.heard.words("occupation")
    if not jobs:
        return await goals_meant(turn)
    if len(jobs) == 1 or not EITHER.search(turn.heard.text):
        return []
    found = [await turn.services.pathways.goals(turn.city.id, job) for job in jobs[:GOALS_TO_CHOOSE_FROM]]
    return [goals[0] for goals in found if goals]


def _about_goal(turn: Turn, goal: str) -> list[Button]:
    words = turn.services.words
    return [
        payload(words.say("cards.way_there"), "ask_pathway", occupation=goal),
        payload(words.say("cards.what_is_it_like"), "ask_career_info", occupation=goal),
    ]


class TellExperience(GuideAction):
    topic = "tell_experience"

    async def answer(self, turn: Turn) -> None:
        note_work(turn)


class TellSituation(GuideAction):
    topic = "tell_situation"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        if _is_request(turn) and await show_opportunities(turn, request_from(turn.heard, turn.profile)):
            return
        if place := await _unknown_place(turn):
            turn.say("utter_area_unknown", place=place)
        told = [await _said(turn, each) for each in turn.heard.entities if not each.ruled_out and each.value != place]
        if told:
            turn.say("utter_noted_situation", things=list_of(turn.services.words, told))
        elif not place:
            turn.say("utter_noted")
        await _go_on(turn)


def _is_request(turn: Turn) -> bool:
    """ "free stuff on saturdays" speaks of no person, so it asks rather than tells."""
    limits = any(turn.heard.words(name) for name in ("budget", "availability", "kind"))
    return limits and turn.slot("search") is None and not FIRST_PERSON.search(turn.heard.text)


async def _unknown_place(turn: Turn) -> str | None:
    for place in turn.heard.words("area"):
        if not await turn.services.catalogue.area(turn.city.id, place):
            return place
    return None


async def _said(turn: Turn, told: Entity) -> str:
    """What was told as it is said back: a part of the city by its own name."""
    if told.name != "area":
        return told.value
    area = await turn.services.catalogue.area(turn.city.id, told.value)
    return area.name if area else told.value


async def _go_on(turn: Turn) -> None:
    """A plan that it changes is made anew. Else the search on screen within what was just told; else a question."""
    if await show_other_plan(turn) or await replan_for_what_was_told(turn):
        return
    search = search_from(turn.slot("search"))
    if search is None:
        await carry_on(turn)
        return
    request = with_said(search.request, turn.heard)
    if request == search.request and not turn.effects:
        # Nothing that changes the cards on screen, so they need not come again.
        return
    if not await show_again(turn, search, request):
        await carry_on(turn)


class DontKnow(GuideAction):
    """ "idk" is a good answer: a few easy choices, and after that simply things to try."""

    topic = "dont_know"

    async def answer(self, turn: Turn) -> None:
        await offer_choices(turn)


async def offer_choices(turn: Turn) -> None:
    """The first time easy choices and the quiz, after that things to try."""
    if turn.asked.get("choices") and turn.heard.first("limit") != "short":
        turn.set("question", None)
        turn.say("utter_dont_know_again")
        await show_suggestions(turn)
        return
    turn.set("asked", {**turn.asked, "choices": 1})
    turn.set("question", None)
    if turn.heard.first("limit") == "short":
        turn.say("utter_take_quiz", buttons=_choices(turn))
    else:
        longer = payload(turn.services.words.say("cards.take_the_quiz"), "take_quiz")
        turn.say("utter_dont_know", buttons=[*_choices(turn), longer])


class TakeQuiz(GuideAction):
    topic = "take_quiz"

    async def answer(self, turn: Turn) -> None:
        await quiz.go(turn)


def _choices(turn: Turn) -> list[Button]:
    """Six ways to spend a Saturday, one for each of Holland's interest areas (RIASEC)."""
    return [
        payload(choice["title"], "tell_interest", interest=choice["interest"])
        for choice in turn.services.words.items("choices")
    ]

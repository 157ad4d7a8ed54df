"""Asking to meet a mentor: what to ask is written, seen, and then an adviser looks at it first."""

import re
from typing import Any

from actions.turn import Turn, payload
from bot.catalogue.mentors import Mentor
from bot.language.ages import age
from bot.language.personal import has_contact
from bot.mentors.model import OPEN, Introduction, State

PREFIX = "meet_"
ASKS, AGE, SEND = "meet_asks", "meet_age", "meet_send"
INTRODUCTION = "introduction:"
MEET, WITHDRAW = "meet", "withdraw"
LONGEST, SHORTEST, MOST = 600, 8, 3
YES = re.compile(r"^\W*(yes|yeah|yh|ye|yep|send( it)?|go on|ok(ay)?|do it|please)\W*$", re.IGNORECASE)
PASSES = frozenset({"cancel", "restart", "talk_to_adviser", "delete_my_data", "disclose_harm"})
"""Intents that are never an answer here."""


def is_ours(question: object) -> bool:
    return isinstance(question, str) and question.startswith(PREFIX)


async def tapped(turn: Turn) -> bool:
    """The buttons of mentors' cards and of news; False when the message is none of them."""
    card, wanted = turn.heard.first("card") or "", turn.heard.first("limit") or ""
    if card.startswith(INTRODUCTION):
        await _answer(turn, card.removeprefix(INTRODUCTION), wanted)
        return True
    if wanted != MEET or not card:
        return False
    await _begin(turn, card)
    return True


async def tell_states(turn: Turn) -> bool:
    """Where each open introduction stands. False when there is none."""
    open_ = [one for one in await turn.services.introductions.of_learner(turn.learner.id) if one.state in OPEN]
    for one in open_:
        title = turn.services.words.say("mentors.withdraw")
        back = payload(title, "find_mentor", card=f"{INTRODUCTION}{one.id}", limit=WITHDRAW)
        turn.tell(f"mentors.state.{one.state}", mentor=one.name, when=one.when, buttons=[*_times(one), back])
    return bool(open_)


async def take(turn: Turn, question: str) -> bool:
    """A message as the answer to one of our questions. False when it is something else, and then all is dropped."""
    draft: Any = turn.slots.get("offer")
    passes = turn.heard.intent in PASSES and not has_contact(turn.heard.text)
    if not isinstance(draft, dict) or "mentor" not in draft or passes or turn.heard.first("card"):
        turn.set("question", None)
        return False
    if question == ASKS:
        _take_words(turn, draft)
    elif question == AGE:
        _take_age(turn, draft)
    else:
        _take_send(turn, draft)
    return True


def too_young(turn: Turn) -> bool:
    """Whether the city's rule keeps this learner from being introduced to anybody."""
    return turn.profile.age is not None and turn.profile.age < _lowest(turn)


def _lowest(turn: Turn) -> int:
    rules = turn.city.age_rules
    return int(rules.get("introductions_from", rules.get("user_minimum", 0)))


async def _begin(turn: Turn, mentor_id: str) -> None:
    open_ = [one for one in await turn.services.introductions.of_learner(turn.learner.id) if one.state in OPEN]
    mentor = await _mentor(turn, mentor_id)
    if mentor is None:
        turn.tell("mentors.gone_all")
    elif any(one.mentor == mentor_id for one in open_):
        turn.tell("mentors.already", mentor=mentor.name)
    elif len(open_) >= MOST:
        turn.tell("mentors.full")
    else:
        _wait(turn, ASKS, {"mentor": mentor.id, "name": mentor.name})
        turn.tell("mentors.ask_words", mentor=mentor.name)


async def _mentor(turn: Turn, mentor_id: str) -> Mentor | None:
    """Only one whom this learner may meet, by age, check and load."""
    found = await turn.services.catalogue.mentors_by_id(turn.seeker, [mentor_id])
    free = await turn.services.introductions.best(turn.city.id, found, turn.profile)
    return free[0] if free else None


def _take_words(turn: Turn, draft: dict[str, Any]) -> None:
    asks = turn.heard.text.strip()[:LONGEST]
    if has_contact(asks):
        _wait(turn, ASKS, draft)
        turn.tell("mentors.contact")
    elif len(asks) < SHORTEST:
        _wait(turn, ASKS, draft)
        turn.tell("mentors.too_short", mentor=draft["name"])
    elif turn.profile.age is None:
        _wait(turn, AGE, {**draft, "asks": asks})
        turn.tell("mentors.ask_age")
    else:
        _preview(turn, {**draft, "asks": asks})


def _take_age(turn: Turn, draft: dict[str, Any]) -> None:
    years = age(turn.heard.text)
    if years is None:
        _wait(turn, AGE, draft)
        turn.tell("mentors.ask_age")
        return
    turn.remember({"set": {"age": years, "age_told": turn.today.isoformat()}})
    _preview(turn, draft)


def _preview(turn: Turn, draft: dict[str, Any]) -> None:
    say = turn.services.words.say
    if too_young(turn):
        turn.set("question", None)
        turn.tell("mentors.too_young", age=_lowest(turn))
        return
    _wait(turn, SEND, draft)
    buttons = [payload(say("mentors.send"), "affirm"), payload(say("mentors.not_now"), "deny")]
    turn.tell("mentors.preview", asks=draft["asks"], buttons=buttons)


def _take_send(turn: Turn, draft: dict[str, Any]) -> None:
    turn.set("question", None)
    if turn.heard.intent != "affirm" and not YES.match(turn.heard.text.strip()):
        turn.tell("mentors.dropped")
        return
    turn.effect("introduce", mentor=draft["mentor"], name=draft["name"], asks=draft["asks"], age=turn.profile.age)
    turn.tell("mentors.sent", mentor=draft["name"])


async def _answer(turn: Turn, id: str, wanted: str) -> None:
    """A time that was offered, or a change of mind."""
    one = next((each for each in await turn.services.introductions.of_learner(turn.learner.id) if each.id == id), None)
    if one is None or one.state not in OPEN:
        turn.tell("mentors.gone_all")
    elif wanted == WITHDRAW:
        turn.effect("introduction", id=id, do="withdraw")
        turn.tell("mentors.taken_back")
    elif one.state is State.ACCEPTED and wanted.isdigit() and int(wanted) < len(one.times):
        turn.effect("introduction", id=id, do="choose", time=int(wanted))
        turn.tell("mentors.fixed", when=one.times[int(wanted)], mentor=one.name)
    else:
        turn.tell(f"mentors.state.{one.state}", mentor=one.name, when=one.when, buttons=_times(one))


def _times(one: Introduction) -> list[dict[str, str]]:
    if one.state is not State.ACCEPTED:
        return []
    return [
        payload(line, "find_mentor", card=f"{INTRODUCTION}{one.id}", limit=str(number))
        for number, line in enumerate(one.times)
    ]


def _wait(turn: Turn, question: str, draft: dict[str, Any]) -> None:
    turn.set("question", question)
    turn.set("offer", draft)

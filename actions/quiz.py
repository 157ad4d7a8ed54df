"""The interest quiz: thirty statements, and what they come to."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from actions.cards import opportunity_card, shown
from actions.conversation import show_suggestions
from actions.phrases import capitalised, in_a_sentence, list_of
from actions.requests import with_profile
from actions.turn import Button, Card, Turn, payload
from bot.catalogue.model import Match, Request
from bot.catalogue.stock import Stock
from bot.pathways.families import Family, families
from bot.pathways.riasec import LETTERS, code, is_flat, scores_of
from bot.pathways.service import Quiz

QUESTION, PAUSE, RESULT = "quiz", "quiz_pause", "quiz_result"
SET = 5
LEAST = 5
"""Answers from which there is something to see."""
EACH = 5
"""Statements in each area."""
LEVELS = {"love": 4, "like": 3, "fine": 2, "rather_not": 1, "never": 0}
SAID = (
    ("love", re.compile(r"\b(love|yes+|defo|definitely|100|deffo|obsessed)\b", re.IGNORECASE)),
    ("never", re.compile(r"\b(hate|never|no way|nope|hell no|ew+|boring)\b", re.IGNORECASE)),
    ("rather_not", re.compile(r"\b(not really|nah|no|rather not|dont think so|don't think so)\b", re.IGNORECASE)),
    ("fine", re.compile(r"\b(ok|okay|fine|meh|maybe|dunno|idk|dont mind|don't mind|bit|alright)\b", re.IGNORECASE)),
    ("like", re.compile(r"\b(like|yh|yeah|ye|yep|sure|good|cool)\b", re.IGNORECASE)),
)
NOT_ME = re.compile(
    r"\b(not|isn'?t|ain'?t|doesn'?t sound) (really |like |at all )*me\b|^\W*(nah|nope|no|wrong)\W*$", re.IGNORECASE
)
GO_ON = re.compile(r"\b(carry on|go on|more|keep going|continue|next|yes|yeah|yh|ye|yep|ok(ay)?|sure)\b", re.IGNORECASE)
STOP = re.compile(r"\b(stop|enough|see|results?|done|finish|quit)\b", re.IGNORECASE)
LOOKED_AT, JOBS_ASKED = 8, 5
WEEK = timedelta(days=7)
SHORTLY = 4
"""Words up to which a message may be an answer."""


async def go(turn: Turn) -> None:
    """Whatever was tapped or asked about the quiz."""
    quiz = await turn.services.pathways.quiz(turn.learner.id)
    what, value = turn.heard.first("card") or "", turn.heard.first("limit") or ""
    if value in LEVELS and what in _areas(turn):
        _next(turn, _answered(turn, quiz, what, value))
    elif what == "result":
        await show_result(turn, quiz)
    elif what == "not_me":
        await _not_me(turn, quiz, value)
    elif what == "family":
        turn.remember({"add": {"not_interests": [value]}})
        turn.tell("quiz.family_out", family=value)
        await show_result(turn, quiz)
    elif what == "yes_me":
        await _yes_me(turn, quiz)
    else:
        _start(turn, quiz, again=what == "again")


async def take(turn: Turn) -> bool:
    """A short message as the answer to the statement that waits. False when it is something else."""
    if turn.heard.intent == "take_quiz" or len(turn.heard.text.split()) > SHORTLY:
        return False
    quiz = await turn.services.pathways.quiz(turn.learner.id)
    statement = _waiting(turn, quiz.answers)
    if STOP.search(turn.heard.text):
        await show_result(turn, quiz)
        return True
    level = next((name for name, words in SAID if words.search(turn.heard.text)), None)
    if level is None or statement is None or turn.heard.entities:
        return False
    _next(turn, _answered(turn, quiz, statement["id"], level))
    return True


async def take_pause(turn: Turn) -> bool:
    """ "See what ive got" or "carry on" after five statements. False when it is something else."""
    turn.set("question", None)
    if turn.heard.first("card") or len(turn.heard.text.split()) > SHORTLY:
        return False
    quiz = await turn.services.pathways.quiz(turn.learner.id)
    if STOP.search(turn.heard.text):
        await show_result(turn, quiz)
    elif GO_ON.search(turn.heard.text):
        _start(turn, quiz, again=False)
    else:
        return False
    return True


async def take_result(turn: Turn) -> bool:
    """ "Not me", "not the helping people bit", or the part that is not. False when it is something else."""
    turn.set("question", None)
    text = turn.heard.text.casefold()
    if turn.heard.first("card") or len(text.split()) > 2 * SHORTLY:
        return False
    quiz = await turn.services.pathways.quiz(turn.learner.id)
    letter = next((each for each in LETTERS if turn.services.words.say(f"quiz.areas.{each}").casefold() in text), "")
    if NOT_ME.search(text) or (letter and turn.heard.intent != "find_opportunity"):
        await _not_me(turn, quiz, letter)
    elif turn.heard.intent == "affirm":
        await _yes_me(turn, quiz)
    else:
        return False
    return True


def _start(turn: Turn, quiz: Quiz, again: bool) -> None:
    answers = {} if again or _waiting(turn, quiz.answers) is None else dict(quiz.answers)
    if not answers:
        turn.tell("quiz.intro")
    if again:
        turn.effect("quiz", answers={}, not_me=[])
    _put(turn, answers)


def _answered(turn: Turn, quiz: Quiz, statement: str, level: str) -> Mapping[str, int]:
    answers = {**quiz.answers, statement: LEVELS[level]}
    turn.effect("quiz", answers=answers, not_me=list(quiz.not_me))
    return answers


def _next(turn: Turn, answers: Mapping[str, int]) -> None:
    """The next statement; after every five the choice to stop, and after all of them what they come to."""
    if len(answers) % SET == 0:
        _pause(turn, answers)
    else:
        _put(turn, answers)


def _pause(turn: Turn, answers: Mapping[str, int]) -> None:
    say = turn.services.words.say
    more = [payload(say("quiz.more"), "take_quiz")] if _waiting(turn, answers) else []
    turn.set("question", PAUSE)
    buttons = [*more, payload(say("quiz.see"), "take_quiz", card="result")]
    turn.tell("quiz.set_done", count=len(answers), all=len(_statements(turn)), buttons=buttons)


def _put(turn: Turn, answers: Mapping[str, int]) -> None:
    statement = _waiting(turn, answers)
    if statement is None:
        return
    say = turn.services.words.say
    buttons = [payload(say(f"quiz.answers.{name}"), "take_quiz", card=statement["id"], limit=name) for name in LEVELS]
    if not answers:
        buttons.append(payload(say("quiz.short"), "dont_know", limit="short"))
    turn.set("question", QUESTION)
    turn.tell("quiz.ask", number=len(answers) + 1, statement=statement["text"], buttons=buttons)


async def show_result(turn: Turn, quiz: Quiz) -> None:
    """The profile, three families with a thing each to try, and a way to disagree."""
    turn.set("question", None)
    if len(quiz.answers) < LEAST:
        turn.tell("quiz.too_few")
        _put(turn, quiz.answers)
        return
    scores = scaled(quiz.answers, _areas(turn))
    letters = code(scores, quiz.not_me)
    _say_profile(turn, quiz, scores, letters)
    stock = await turn.services.catalogue.stock(turn.city.id)
    found = _families(turn, stock, quiz)
    for family in found:
        await _say_family(turn, family)
    if found:
        turn.tell("quiz.after", buttons=_disagree(turn, found))
        turn.set("question", RESULT)
    else:
        turn.tell("quiz.nothing")
        await show_suggestions(turn)


def scaled(answers: Mapping[str, int], areas: Mapping[str, str]) -> dict[str, int]:
    """Scores 0 to 20 by letter; of an area with answers missing, as if the missing ones were like those given."""
    points = scores_of(answers, areas)
    given = {letter: sum(areas.get(statement) == letter for statement in answers) for letter in LETTERS}
    return {letter: round(points[letter] * EACH / given[letter]) if given[letter] else 0 for letter in LETTERS}


def _say_profile(turn: Turn, quiz: Quiz, scores: Mapping[str, int], letters: str) -> None:
    say = turn.services.words.say
    first, second, third = (say(f"quiz.areas.{letter}") for letter in letters)
    key = "quiz.result_flat" if is_flat(scores) else "quiz.result"
    turn.tell(key, first=first, second=second, third=third, cards=[_profile_card(turn, scores)])
    if len(quiz.answers) < len(_statements(turn)):
        turn.tell("quiz.result_so_far", count=len(quiz.answers))


def _profile_card(turn: Turn, scores: Mapping[str, int]) -> Card:
    """The bars as words, for whoever does not see the picture; the link shows them."""
    say = turn.services.words.say
    facts = [
        {"name": capitalised(say(f"quiz.areas.{letter}")), "value": say("quiz.points", points=scores[letter])}
        for letter in LETTERS
    ]
    return {
        "kind": "step",
        "id": "quiz",
        "title": say("quiz.profile_title"),
        "subtitle": "",
        "facts": facts,
        "why": "",
        "earns": [],
        "link": turn.services.profile_link([scores[letter] for letter in LETTERS]),
        "buttons": [],
    }


async def _say_family(turn: Turn, family: Family) -> None:
    jobs = list_of(turn.services.words, [in_a_sentence(job.name) for job in family.jobs])
    buttons = [payload(job.name, "ask_career_info", occupation=job.name) for job in family.jobs]
    wanted = with_profile(Request(interests=(family.name,), limit=LOOKED_AT), turn.profile)
    found = await turn.services.catalogue.search(turn.seeker, wanted)
    soon = [match for match in found.matches if _this_week(turn, match)]
    matches = list((soon or found.matches)[:1])
    cards = [opportunity_card(turn.services.words, match) for match in matches]
    key = "quiz.family_week" if soon else "quiz.family" if cards else "quiz.family_no_thing"
    told: dict[str, Any] = {"shown": shown(matches, found.data_version)} if cards else {}
    turn.tell(key, family=family.name, jobs=jobs, buttons=buttons, cards=cards, **told)


def _families(turn: Turn, stock: Stock, quiz: Quiz) -> list[Family]:
    names = {letter: capitalised(turn.services.words.say(f"quiz.areas.{letter}")) for letter in LETTERS}
    scores = scaled(quiz.answers, _areas(turn))
    return families(stock, scores, quiz.not_me, turn.profile.not_interests, names)


def _this_week(turn: Turn, match: Match) -> bool:
    """Whether it is on within seven days."""
    starts = match.opportunity.starts
    return starts is None or starts <= turn.today + WEEK


def _disagree(turn: Turn, found: list[Family]) -> list[Button]:
    say = turn.services.words.say
    return [
        payload(say("quiz.yes_me"), "take_quiz", card="yes_me"),
        payload(say("quiz.not_me"), "take_quiz", card="not_me"),
        *(
            payload(say("quiz.family_not_me", family=each.name), "take_quiz", card="family", limit=each.name)
            for each in found
        ),
    ]


async def _yes_me(turn: Turn, quiz: Quiz) -> None:
    """What suits them is liked from now on, as if they had said so."""
    stock = await turn.services.catalogue.stock(turn.city.id)
    found = _families(turn, stock, quiz)
    turn.remember({"add": {"interests": [family.name for family in found]}})
    jobs = [job for family in found for job in family.jobs][:JOBS_ASKED]
    buttons = [payload(job.name, "ask_career_info", occupation=job.name) for job in jobs]
    turn.tell("quiz.yes_me_done", buttons=buttons)


async def _not_me(turn: Turn, quiz: Quiz, letter: str) -> None:
    say = turn.services.words.say
    if letter not in LETTERS or not letter:
        letters = code(scaled(quiz.answers, _areas(turn)), quiz.not_me)
        buttons = [payload(say(f"quiz.areas.{each}"), "take_quiz", card="not_me", limit=each) for each in letters]
        turn.tell("quiz.not_me_which", buttons=buttons)
        turn.set("question", RESULT)
        return
    changed = Quiz(quiz.answers, [*(each for each in quiz.not_me if each != letter), letter])
    turn.effect("quiz", answers=dict(changed.answers), not_me=list(changed.not_me))
    turn.tell("quiz.not_me_done", area=say(f"quiz.areas.{letter}"))
    await show_result(turn, changed)


def _statements(turn: Turn) -> list[Mapping[str, str]]:
    return list(turn.services.words.items("quiz.statements"))


def _areas(turn: Turn) -> dict[str, str]:
    return {each["id"]: each["area"] for each in _statements(turn)}


def _waiting(turn: Turn, answers: Mapping[str, int]) -> Mapping[str, str] | None:
    return next((each for each in _statements(turn) if each["id"] not in answers), None)

"""Takes a message as the answer to the question that waits, when it is nothing but that."""

from typing import Any

from actions import expressing, meeting, quiz, recognition, saving, showing_off
from actions.answers import SKIP_WORDS, answer, is_short, skips
from actions.conversation import carry_on
from actions.jobs import job_named
from actions.phrases import capitalised, list_of
from actions.progress import replan_for_what_was_told
from actions.reminding import remind
from actions.telling import take_in
from actions.turn import Turn

YOUNGEST, OLDEST = 13, 25
"""Ages that Waymark is for, where the city's rules name no others."""
TOPICS = frozenset({"interests", "goal"})
PROFILE_QUESTIONS = frozenset({"interests", "goal", "area", "age"})


OWN_WORDS = frozenset({meeting.ASKS, expressing.WORDS})
"""Questions to which anything is an answer, also what sounds like a question of its own."""


def in_own_words(turn: Turn) -> bool:
    """Whether the learner is writing a text for somebody else. No tap is one."""
    return turn.slot("question") in OWN_WORDS and not turn.heard.first("card") and bool(turn.heard.text)


async def take_answer(turn: Turn) -> bool:
    """True when the message was an answer, and has been answered in turn."""
    question = turn.slot("question")
    if question == "when":
        return is_short(turn.heard.text) and await remind(turn, turn.heard.text)
    if question == saving.QUESTION:
        return await saving.answer(turn)
    if question == quiz.QUESTION:
        return await quiz.take(turn)
    if question == quiz.PAUSE:
        return await quiz.take_pause(turn)
    if question == quiz.RESULT:
        return await quiz.take_result(turn)
    if meeting.is_ours(question):
        return await meeting.take(turn, str(question))
    if expressing.is_ours(question):
        return await expressing.take(turn, str(question))
    if recognition.is_ours(question):
        return await recognition.take(turn, question)
    if showing_off.is_ours(question):
        return await showing_off.take(turn, question)
    return question in PROFILE_QUESTIONS and await _take_about_me(turn, str(question))


async def _take_about_me(turn: Turn, question: str) -> bool:
    if _skipped(turn, question) and not await job_named(turn):
        return await _leave_out(turn, question)
    change = await _read_answer(turn, question)
    if change is None:
        return False
    await take_in(turn)
    turn.remember(change)
    turn.set("question", None)
    _acknowledge(turn, question, change)
    if not await replan_for_what_was_told(turn):
        await carry_on(turn)
    return True


def _skipped(turn: Turn, question: str) -> bool:
    """ "idk" after "What are you into?" is an answer of its own, which `action_dont_know` gives."""
    if question == "interests" and turn.heard.intent == "dont_know":
        return False
    return skips(turn.heard) and (is_short(turn.heard.text) or bool(SKIP_WORDS.match(turn.heard.text)))


async def _leave_out(turn: Turn, question: str) -> bool:
    turn.remember({"add": {"skipped": [question]}})
    turn.set("question", None)
    await carry_on(turn)
    return True


async def _read_answer(turn: Turn, question: str) -> dict[str, Any] | None:
    if question == "area":
        return await _area(turn)
    if question in TOPICS and (place := _only_a_place(turn)):
        return {"set": {"areas": [place]}}
    change = answer(question, turn.heard)
    if change is None and question == "goal":
        change = await _job(turn)
    if change and question == "age":
        change["set"]["age_told"] = turn.today.isoformat()
    return change


def _only_a_place(turn: Turn) -> str | None:
    """The area whose name or alias is the whole message: no topic and no job, whatever was asked."""
    text = turn.heard.text.strip(" .!").casefold()
    named = (area.id for area in turn.city.areas if text in {name.casefold() for name in (area.name, *area.aliases)})
    return next(named, None)


async def _job(turn: Turn) -> dict[str, Any] | None:
    """A job's name alone, as the city's catalogue has it, whatever the message was taken for."""
    text = turn.heard.text.strip().casefold()
    found = await turn.services.catalogue.occupations(turn.city.id, text, 1) if is_short(text) else []
    named = [job.name for job in found if text in {label.casefold() for label in (job.name, *job.labels)}]
    return {"add": {"goals": named}} if named else None


async def _area(turn: Turn) -> dict[str, Any] | None:
    places = turn.heard.words("area") or ((turn.heard.text,) if is_short(turn.heard.text) else ())
    for place in places:
        if area := await turn.services.catalogue.area(turn.city.id, place):
            return {"set": {"areas": [area.id]}}
    return None


def _acknowledge(turn: Turn, question: str, change: dict[str, Any]) -> None:
    if question in TOPICS and "set" in change:
        turn.say("utter_noted")
    elif question == "interests":
        turn.say("utter_noted_interests", things=capitalised(list_of(turn.services.words, change["add"]["interests"])))
    elif question == "goal":
        turn.say("utter_noted_goal", goal=capitalised(change["add"]["goals"][0]))
    elif question == "age":
        _acknowledge_age(turn, change["set"]["age"])


def _acknowledge_age(turn: Turn, years: int) -> None:
    youngest = int(turn.city.age_rules.get("user_minimum", YOUNGEST))
    if years < youngest:
        turn.say("utter_too_young", age=youngest)
    elif years > int(turn.city.age_rules.get("user_maximum", OLDEST)):
        turn.say("utter_older_than_most")

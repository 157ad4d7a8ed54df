"""What a learner does for others, at home or of their own accord is experience, whatever the brain took it for."""

from dataclasses import replace

from actions import expressing, meeting, quiz, recognition, showing_off
from actions.telling import take_in
from actions.turn import Turn
from bot.badges.recognition.doing import tells_of_work
from bot.language import harm

TAKEN_FOR = frozenset(
    {"chitchat", "out_of_scope", "abuse", "nlu_fallback", "show_plan", "tell_situation", "disclose_harm", "find_peers"}
)
"""Intents that plain words about housework and caring were seen to be taken for."""
LIMITS = ("availability", "area", "age", "budget", "access_need")
"""What a situation is told for."""


async def take_work(turn: Turn) -> bool:
    """Takes a message that says what is done and was taken for something else. False when it is nothing of the kind."""
    heard = turn.heard
    if heard.intent not in TAKEN_FOR or _is_awaited(turn) or not tells_of_work(heard.text):
        return False
    if heard.intent == "disclose_harm" and not harm.is_unlikely(heard.text):
        return False
    if heard.intent == "tell_situation" and any(heard.words(name) for name in LIMITS):
        return False
    turn.heard = replace(heard, intent="tell_experience")
    await take_in(turn)
    note_work(turn)
    return True


def note_work(turn: Turn) -> None:
    """Says that it counts, and offers once to put it into words; else the question that waits is put again."""
    turn.say("utter_noted_experience")
    if recognition.tells_something(turn.heard) and not turn.asked.get(recognition.OFFER):
        recognition.offer(turn)
    else:
        turn.resume()


def _is_awaited(turn: Turn) -> bool:
    """Whether it may be an answer in a learner's own words to something that was asked."""
    question = turn.slot("question")
    asked = (meeting, expressing, recognition, showing_off)
    if question == recognition.OFFER:
        return False
    return question == quiz.QUESTION or any(one.is_ours(question) for one in asked)

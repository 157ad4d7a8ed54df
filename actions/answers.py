"""An answer to the question that waits, read by the question: "15" means an age only after "How old are you?"."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from actions.heard import Heard
from bot.language.ages import age
from bot.language.filler import filler
from bot.language.personal import find
from bot.language.words import words

SKIPS = frozenset({"deny", "dont_know"})
SKIP_WORDS = re.compile(
    r"^\W*(skip( (it|this|that))?|pass|next( question)?|(id |i'd )?rather not( say)?|prefer not to say|dont want to say"
    r"|not telling( (you|u))?|none of (your|ur) business|no comment|anywhere|dont mind|don't mind)\W*$",
    re.IGNORECASE,
)
YOUNGEST, OLDEST = 5, 99
SHORT = 4
"""Words up to which a whole message may be read as nothing but an answer."""
UNSURE = frozenset(
    {"nlu_fallback", "out_of_scope", "chitchat", "tell_interest", "tell_situation", "tell_goal", "refine"}
)
"""Intents that a bare answer is easily taken for."""
CLEAR = frozenset(
    {"find_opportunity", "find_opening", "find_mentor", "find_peers", "ask_pathway", "ask_career_info", "not_for_me"}
    | {"deny", "dont_know", "tell_interest", "tell_goal", "greet", "thank", "affirm", "help", "take_quiz"}
)
"""Intents that say what to do with a topic, so that it is not only an answer."""


ASKS = re.compile(
    r"\b(any|anyone|anything|where|what|who|how|find|show|need|got|is there|are there)\b|\?", re.IGNORECASE
)

LEAD = re.compile(
    r"^(?:(?:well|erm+|um+|so|tbh|maybe|mebbe|probably|probs|just|like|kinda|stuff like|something like|dont laugh|lol|i"
    r"|but) )+",
    re.IGNORECASE,
)
"""Words before the thing itself."""
ABOUT_ME = re.compile(r"^\W*(?:i'?m|i am) (?!into\b)\w+\W*$", re.IGNORECASE)
""" "Im shy" names no topic and no job."""


def skips(heard: Heard) -> bool:
    """Whether the learner leaves the question out. "idk" to an interest question is an answer of its own."""
    return bool(SKIP_WORDS.match(heard.text)) or heard.intent in SKIPS


def answer(question: str, heard: Heard) -> dict[str, Any] | None:
    """The change to the profile when the message is nothing but an answer to `question`, else None."""
    read = READERS.get(question)
    return read(heard) if read else None


def _age(heard: Heard) -> Mapping[str, Any] | None:
    years = age(heard.text) if is_short(heard.text) else None
    return {"set": {"age": years}} if years is not None and YOUNGEST <= years <= OLDEST else None


def _interests(heard: Heard) -> Mapping[str, Any] | None:
    """A topic alone, whatever it was taken for; or a topic that the brain has no name for."""
    if heard.intent in CLEAR or ASKS.search(heard.text) or not is_short(heard.text):
        return None
    if liked := heard.words("interest"):
        return {"add": {"interests": list(liked)}}
    return {"add": {"interests": [_named(heard.text)]}} if _is_unnamed(heard) else None


def _goal(heard: Heard) -> Mapping[str, Any] | None:
    goals = heard.words("occupation")
    if goals and (heard.intent in UNSURE or is_short(heard.text)):
        return {"add": {"goals": list(goals)}}
    return {"add": {"goals": [_named(heard.text)]}} if is_short(heard.text) and _is_unnamed(heard) else None


def _named(text: str) -> str:
    """The thing alone, of "like fantasy" or "dont laugh but i write stories"."""
    return LEAD.sub("", text.strip()).strip() or text.strip()


def _is_unnamed(heard: Heard) -> bool:
    """A thing that nobody has a name for yet; "bored" and "whatever" are none."""
    if ASKS.search(heard.text) or ABOUT_ME.match(heard.text):
        return False
    says_something = any(word not in filler() for word in words(heard.text))
    return says_something and heard.intent in UNSURE and not heard.entities and not find(heard.text)


def is_short(text: str) -> bool:
    return 0 < len(text.split()) <= SHORT


READERS: dict[str, Callable[[Heard], Any]] = {"age": _age, "interests": _interests, "goal": _goal}

"""What a message tells about the learner, whatever it asks: kept, so that nobody has to say it twice."""

import re
from collections.abc import Mapping
from typing import Any

from actions.heard import Heard
from bot.language.ages import age

LIKES = frozenset(
    {"tell_interest", "tell_goal", "find_opportunity", "find_opening", "find_peers", "refine", "dont_know", "take_quiz"}
)
"""Intents in which a topic that is named is liked, and not only spoken about."""
TELLS = frozenset({"tell_interest", "tell_goal", "tell_experience", "tell_situation", "dont_know"})
GOALS = frozenset({"tell_goal", "ask_pathway"})
DID = frozenset({"tell_experience", "get_recognised"})
REJECTS = LIKES | TELLS | {"not_for_me", "deny", "find_opening", "show_more"}

LOVES = re.compile(
    r"\b(?:i|we) (?:really |just |proper |also |dead )?(?:love|luv|like|enjoy|adore)\b"
    r"|\b(?:obsessed with|mad about|big fan of|(?<!get )(?<!getting )into)\b",
    re.IGNORECASE,
)
"""Says a liking in passing, whatever the message is about."""
PENNILESS = re.compile(
    r"\b(?:can'?t|cannot) (?:really )?afford\b|\b(?:got |have |having )?no (?:money|cash|dosh)\b"
    r"|\b(?:i'?m|i am|were|we're) (?:\w+ )?(?:skint|broke|brassic)\b",
    re.IGNORECASE,
)
NOTHING = "free"
SOMEBODY_ELSE = re.compile(
    r"\b(my|me|our)\s+(\w+\s+)?(brother|bro|sister|sis|son|daughter|kid|kids|cousin|mate|friend|nephew|niece|boyfriend"
    r"|girlfriend|student|pupil|lad|lass)\b",
    re.IGNORECASE,
)
TIMES = r"(evenings?|nights?|mornings?|afternoons?|weekends?|hours?|\w*days?)"
TIME_FREE = re.compile(rf"\b({TIMES} (are |is )?free|free (on |in |at )?(the )?{TIMES})\b", re.IGNORECASE)
LIVES = re.compile(r"\b(live|living|im in|i'm in|i am in|from|based|stay(ing)? in)\b", re.IGNORECASE)
AGE_FIRST = re.compile(
    r"^\W*(1[1-9]|2\d)\s*(?:(?:,|\.(?!\d)|;|y/?o\b|yrs?\b)\s*(?=[a-z])"
    r"|\s(?=(?:and|n|wanna|want|looking|live|from|into|love|like|need|year old|years old)\b))",
    re.IGNORECASE,
)
AGE_SAID = re.compile(
    r"(?:\b(?:i'?m|i am|am|aged?)\s+(?:only |just |now )?|[.,;!?(]\s*)(1[1-9]|2\d)"
    r"(?=\s*(?:$|[.,;!?)]|(?:and|n|but|so|from|in|into|with|year|years|yrs|looking|want|wanna|live|work)\b))",
    re.IGNORECASE,
)
""" "I work in retail im 24 but", "got no grades (im 16)": told beside what the message is about."""
WORDS_KEPT = 200
"""Characters of a learner's own words about what they did."""


def told(heard: Heard) -> dict[str, dict[str, Any]]:
    """The change to the profile, in the shape of a `profile` effect; empty when nothing was told.

    Areas come as written: the caller finds what they are in the city.
    """
    add: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    _topics(heard, add)
    _circumstances(heard, add, values)
    return {key: change for key, change in (("add", add), ("set", values)) if change}


def _topics(heard: Heard, add: dict[str, list[str]]) -> None:
    if heard.intent in LIKES or LOVES.search(heard.text):
        _put(add, "interests", heard.words("interest"))
    if heard.intent in REJECTS:
        _put(add, "not_interests", heard.ruled_out("interest"))
    if heard.intent in GOALS:
        _put(add, "goals", heard.words("occupation"))
    if heard.intent in DID:
        _put(add, "skills", heard.words("skill"))
    if heard.intent == "tell_experience":
        _put(add, "experience", (heard.text[:WORDS_KEPT],))


def _circumstances(heard: Heard, add: dict[str, list[str]], values: dict[str, Any]) -> None:
    about_me = not SOMEBODY_ELSE.search(heard.text)
    years = next((years for years in map(age, heard.words("age")) if years is not None), None) or _age_first(heard.text)
    if years is not None and about_me:
        values["age"] = years
    _put(add, "access_needs", heard.words("access_need") if about_me else ())
    if (heard.intent in TELLS or LIVES.search(heard.text)) and (areas := heard.words("area")):
        values["areas"] = list(areas)
    if heard.intent in TELLS:
        _put(add, "availability", heard.words("availability"))
        _put(add, "not_availability", heard.ruled_out("availability"))
        values.update(
            {"budget": budget} if (budget := heard.first("budget")) and not _is_time(heard.text, budget) else {}
        )
    if PENNILESS.search(heard.text) and about_me:
        values.setdefault("budget", NOTHING)
    if heard.intent in TELLS | {"change_language"} and (language := heard.first("language")):
        values["language"] = language


def _age_first(text: str) -> int | None:
    """ "24, work in retail": who begins with a bare number says how old they are; so does "im 24"."""
    found = AGE_FIRST.match(text) or AGE_SAID.search(text)
    return int(found[1]) if found else None


def _is_time(text: str, budget: str) -> bool:
    """ "two evenings free" is about time and not about money."""
    return budget.casefold() == "free" and TIME_FREE.search(text) is not None


def _put(add: dict[str, list[str]], name: str, words: tuple[str, ...]) -> None:
    if words:
        add[name] = [*add.get(name, []), *words]


def is_empty(change: Mapping[str, Any]) -> bool:
    return not any(change.values())

"""Which of the mentors who do the job suit a learner best: when they can, how they meet, which language. Pure."""

import re
from collections.abc import Mapping, Sequence

from bot.catalogue.fit import fits_times
from bot.catalogue.importing.values import session
from bot.catalogue.mentors import Mentor
from bot.catalogue.model import Session
from bot.language.times import times
from bot.people.model import Profile

LANGUAGES = {
    "english": "en", "polish": "pl", "romanian": "ro", "ukrainian": "uk", "russian": "ru", "arabic": "ar",
    "urdu": "ur", "punjabi": "pa", "gujarati": "gu", "bengali": "bn", "hindi": "hi", "tamil": "ta", "farsi": "fa",
    "persian": "fa", "dari": "fa", "pashto": "ps", "kurdish": "ku", "turkish": "tr", "somali": "so", "tigrinya": "ti",
    "amharic": "am", "french": "fr", "spanish": "es", "portuguese": "pt", "italian": "it", "german": "de",
    "welsh": "cy", "igbo": "ig", "yoruba": "yo", "vietnamese": "vi", "cantonese": "yue", "mandarin": "zh",
    "chinese": "zh", "bulgarian": "bg", "lithuanian": "lt", "albanian": "sq", "greek": "el",
}  # fmt: skip
"""ISO 639 codes by what learners call a language."""
FROM_HOME = re.compile(r"\b(anxious|anxiety|panic|shy|online|wheelchair|crowds?|phone)\b", re.IGNORECASE)
"""Needs with which meeting online is easier."""
ENGLISH = re.compile(r"en\b|english", re.IGNORECASE)
LANGUAGE, TIME, FORMAT = 3.0, 2.0, 1.0


def best_first(
    mentors: Sequence[Mentor], profile: Profile, busy: Mapping[str, int], room: Mapping[str, int]
) -> list[Mentor]:
    """The same mentors without those whose time is taken (`busy` open introductions against `room`), best first.

    Who does the job or knows the topic stays ahead, as the catalogue ordered them, where nothing else speaks.
    """
    free = [mentor for mentor in mentors if busy.get(mentor.id, 0) < room.get(mentor.id, 1)]
    order = {mentor.id: place for place, mentor in enumerate(free)}
    return sorted(free, key=lambda mentor: (-suits(mentor, profile), order[mentor.id]))


def speaks(mentor: Mentor, language: str) -> bool:
    """Whether a mentor speaks a language, said as a word ("Arabic") or a code."""
    return LANGUAGES.get(language.casefold(), language.casefold()) in mentor.languages


def suits(mentor: Mentor, profile: Profile) -> float:
    """How well they could meet; 0 where nothing is known."""
    told = profile.language or ""
    score = LANGUAGE if told and not ENGLISH.match(told) and speaks(mentor, told) else 0.0
    if profile.availability and (free := times(" and ".join(profile.availability))):
        score += TIME if any(fits_times(each, free) for each in sessions(mentor.when)) else 0.0
    if FROM_HOME.search(" ".join(profile.access_needs)) and mentor.format in ("online", "both"):
        score += FORMAT
    return score


def sessions(when: str) -> list[Session]:
    """ "Wed 17:00-19:00 | Sat 13:00-15:00"; what is said in other words has none."""
    found = []
    for part in when.split("|"):
        try:
            found.append(session(part.strip()))
        except ValueError:
            continue
    return found

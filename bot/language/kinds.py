"""The sort of thing that is meant: "class" is a course, "footy club" a club, "uni open day" an event."""

from collections.abc import Collection
from functools import cache

from bot.language.words import stems

# Kinds as catalogues call them, the usual one first; and what people say for it.
SAID = {
    ("course", "class", "lesson", "programme", "training", "workshop"): (
        "course|class|lesson|programme|training|tutorial|boot camp|bootcamp|qualification|diploma|degree|"
        "btec|a level|t level"
    ),
    ("workshop", "course", "event"): ("workshop|masterclass|master class|make day"),
    ("taster", "event", "workshop"): ("taster|taster day|taster session|try out|tryout|try it day"),
    ("club", "group", "team"): ("club|society|team|squad|league|cadets|scouts|guides|choir|band|crew"),
    ("youth club", "club", "drop-in", "group"): ("youth club|youth centre"),
    ("group", "club"): ("group|support group|peer group|meet up|meetup|circle|forum|youth council"),
    ("drop-in", "group", "club"): ("drop in|dropin|open session|open studio|hang out|hangout"),
    ("event", "open day", "taster"): (
        "event|open day|open evening|uni open day|fair|careers fair|festival|gig|show|talk|open mic|"
        "exhibition|conference"
    ),
    ("trip", "event"): ("trip|visit|tour|residential|camp|expedition"),
    ("competition", "event"): ("competition|comp|contest|tournament|hackathon|challenge|prize"),
    ("volunteering", "volunteer"): (
        "volunteering|volunteer|volunteer work|voluntary work|voluntary|charity work|helping out|"
        "volunteer role|give my time"
    ),
    ("work experience", "placement", "internship"): (
        "work experience|workexperience|work exp|wex|placement|work placement|shadowing|job shadowing|"
        "insight week|insight day"
    ),
    ("internship", "work experience", "placement"): ("internship|intern"),
    ("apprenticeship",): ("apprenticeship|apprentice|apprentiship|aprenticeship|appprenticeship|degree apprenticeship"),
    ("traineeship", "apprenticeship", "work experience"): ("traineeship|trainee"),
    ("job",): (
        "job|part time job|summer job|saturday job|weekend job|paid work|paid job|full time job|work|vacancy|shift"
    ),
    ("project", "volunteering"): ("project|social action|campaign"),
    ("mentoring",): ("mentoring|mentor scheme"),
    ("scholarship", "grant"): ("scholarship|bursary|grant|funding"),
}


@cache
def _said() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(stems(phrase)): names for names, spoken in SAID.items() for phrase in spoken.split("|")}


def kinds(text: str, known: Collection[str] = ()) -> list[str]:
    """The kinds that a text names, in order, as the catalogue calls them.

    `known` are the kinds that the city's catalogue has, any lower-case words; without it the usual names come back.
    What is named but not in the catalogue comes back under its usual name, so that a search for it finds nothing.
    """
    said = stems(text)
    here = {tuple(stems(name)): name for name in known}
    found: list[str] = []
    place = 0
    while place < len(said):
        length, name = _longest(said, place, here, known)
        if name and name not in found:
            found.append(name)
        place += length
    return found


def _longest(said: list[str], place: int, here: dict[tuple[str, ...], str], known: Collection[str]) -> tuple[int, str]:
    for length in range(min(4, len(said) - place), 0, -1):
        phrase = tuple(said[place : place + length])
        if phrase in here:
            return length, here[phrase]
        if names := _said().get(phrase):
            return length, next((name for name in names if name in known), names[0])
    return 1, ""

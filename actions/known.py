"""What the guide knows about a learner, in one sentence."""

from actions.phrases import list_of
from bot.catalogue.city import City
from bot.people.model import Profile
from bot.words import Words

SHOWN = ("age", "interests", "not_interests", "goals", "skills", "experience", "areas", "availability")
SHOWN_TOO = ("not_availability", "budget", "access_needs", "language")


def facts_line(words: Words, city: City, profile: Profile) -> str:
    """ "you're 16 and you like music"; empty when nothing was told."""
    return list_of(words, [_clause(words, city, profile, name) for name in SHOWN + SHOWN_TOO if getattr(profile, name)])


def _clause(words: Words, city: City, profile: Profile, name: str) -> str:
    value = getattr(profile, name)
    if name == "areas":
        names = {area.id: area.name for area in city.areas}
        value = tuple(names.get(area, area) for area in value)
    said = list_of(words, value) if isinstance(value, tuple) else str(value)
    return words.say(f"known.{name}", value=said)

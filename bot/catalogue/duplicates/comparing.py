"""Whether two listings are the same thing: by title, organisation, place and time, each of which can speak against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.catalogue.duplicates.listing import Listing

REAL, SELDOM = 3, 20
"""A word that so many listings have is a word, unless it is so many times as rare as the one that it is like: "baking"
is not "biking", but "bakign" is."""
ALIKE_TITLE, ALIKE_NAME = 90.0, 85.0
"""Per cent at which words run together, and organisations' names, are taken for the same (rapidfuzz)."""
MOST_LEFT = 0.34
"""Share of a title's letters that only one of the two may have."""
TELLING = frozenset(
    [
        "beginner",
        "intermediate",
        "advance",
        "level",
        "junior",
        "senior",
        "under",
        "over",
        "girl",
        "boy",
        "women",
        "men",
        "adult",
        "family",
        "online",
        "evening",
        "morning",
        "weekend",
        "part",
        "foundation",
        "higher",
        "improver",
        "introduction",
        "taster",
        "holiday",
        "term",
        "week",
        "day",
        "session",
        "group",
        "team",
        "year",
        "age",
    ]
)
"""Words that make another thing of a title, where only one of the two has them."""
NEAR, FAR = 250.0, 1000.0
"""Metres up to which a place is the same, and from which it is another."""
DEGREE = 111_195.0
"""Metres of a degree of latitude (mean earth radius of 6,371 km, IUGG)."""


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    """How likely, 0 to 1; where it is given at all, a person should look."""
    title: str
    organisation: str
    place: str
    time: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """What one aspect says: for it (1), against it (0), or nothing (None), and in words."""

    speaks: float | None
    told: str


def compare(one: Listing, other: Listing, counts: Mapping[str, int]) -> Likeness | None:
    """How alike two listings are; None when they are different things. `counts`: how many listings have each word."""
    time = _time(one, other)
    if time.speaks == 0 or one.numbers != other.numbers or _ages_differ(one, other):
        return None
    place = _place(one, other)
    if place.speaks == 0:
        return None
    title = _title(one, other, counts)
    if not title:
        return None
    organisation = _organisation(one, other)
    if not _enough(title, organisation, place, time):
        return None
    signs = ((title, 0.5), (organisation.speaks, 0.2), (place.speaks, 0.15), (time.speaks, 0.15))
    score = sum((0.5 if speaks is None else speaks) * weight for speaks, weight in signs)
    told = f"{one.title!r} and {other.title!r}: {title:.0%} alike"
    return Likeness(round(score, 3), told, organisation.told, place.told, time.told)


def _enough(title: float, organisation: _Sign, place: _Sign, time: _Sign) -> bool:
    """A title alone is none: many clubs are called the same."""
    if organisation.speaks:
        return bool(place.speaks or time.speaks) or title > 0.97
    return bool(place.speaks and time.speaks)


def _time(one: Listing, other: Listing) -> _Sign:
    if one.starts and other.starts and one.starts != other.starts:
        return _Sign(0, f"from {one.starts} and from {other.starts}")
    if one.sessions and other.sessions:
        shared = one.sessions & other.sessions
        # One of the two may leave some times out; each having another one is another thing.
        if shared not in (one.sessions, other.sessions):
            return _Sign(0, "other times")
        return _Sign(1, f"both {', '.join(sorted(shared))}")
    if one.starts and one.starts == other.starts:
        return _Sign(1, f"both from {one.starts}")
    silent = not (one.sessions or one.starts or other.sessions or other.starts)
    return _Sign(None, "neither says when" if silent else "one of them does not say when")


def _place(one: Listing, other: Listing) -> _Sign:
    if {one.online, other.online} == {"yes", "no"}:
        return _Sign(0, "one is online")
    if one.online == other.online == "yes":
        return _Sign(1, "both online")
    if one.postcode and one.postcode == other.postcode:
        return _Sign(1, f"both in {one.postcode}")
    metres = _metres(one, other)
    if metres is not None:
        told = f"{metres:.0f} m apart"
        return _Sign(1 if metres <= NEAR else 0 if metres >= FAR else None, told)
    if one.postcode and other.postcode:
        return _Sign(0, f"in {one.postcode} and in {other.postcode}")
    if one.area and other.area:
        same = one.area.lower() == other.area.lower()
        return _Sign(1 if same else 0, f"both in {one.area}" if same else f"in {one.area} and in {other.area}")
    return _Sign(None, "one of them does not say where")


def _metres(one: Listing, other: Listing) -> float | None:
    """As on a flat map, which is right to a metre within a city."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(one.lat - other.lat, east) * DEGREE


def _ages_differ(one: Listing, other: Listing) -> bool:
    """Whether less than half of the ages that either of them takes are taken by both."""
    both = min(one.age_max, other.age_max) - max(one.age_min, other.age_min) + 1
    either = max(one.age_max, other.age_max) - min(one.age_min, other.age_min) + 1
    stated = (one.age_min, one.age_max) != (0, 200) != (other.age_min, other.age_max)
    return stated and both * 2 < either


def _organisation(one: Listing, other: Listing) -> _Sign:
    if one.organisation_words == other.organisation_words:
        return _Sign(1, f"both by {one.organisation}")
    alike = fuzz.token_sort_ratio(one.organisation_words, other.organisation_words)
    parts = fuzz.token_set_ratio(one.organisation_words, other.organisation_words)
    told = f"by {one.organisation!r} and by {other.organisation!r}"
    return _Sign(1 if alike >= ALIKE_NAME else 0.9 if parts >= 95 else 0, told)


def _title(one: Listing, other: Listing, counts: Mapping[str, int]) -> float:
    """How alike the titles are, 0 to 1; 0 where a word makes another thing of it."""
    if one.words == other.words:
        return 1.0
    left, right = _without(one.words, other.words), _without(other.words, one.words)
    _take_mistyped(left, right, counts)
    if not left and not right:
        return max(0.9, fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words)) / 100)
    if left and right:
        # "Foot ball" and "football"; what is no such thing has other words.
        joined = fuzz.ratio("".join(left), "".join(right))
        return 0.95 if joined >= ALIKE_TITLE and len(left) != len(right) else 0.0
    return 0.0 if TELLING & {*left, *right} else _less(one, other, (*left, *right))


def _less(one: Listing, other: Listing, only: Sequence[str]) -> float:
    """Where one title is the other with some words less."""
    letters = max(sum(map(len, one.words)), sum(map(len, other.words)))
    share = sum(map(len, only)) / letters
    return 1 - share if share <= MOST_LEFT else 0.0


def _without(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    left = list(others)
    found = []
    for word in words:
        if word in left:
            left.remove(word)
        else:
            found.append(word)
    return found


def _take_mistyped(left: list[str], right: list[str], counts: Mapping[str, int]) -> None:
    """Takes words out of both that differ by a typing mistake."""
    for word in list(left):
        found = next((each for each in right if _mistyped(word, each, counts)), None)
        if found is not None:
            left.remove(word)
            right.remove(found)


def _mistyped(one: str, other: str, counts: Mapping[str, int]) -> bool:
    """One or two letters apart (OSA distance), and one of them no word that is used as such."""
    less, more = sorted((counts.get(one, 0), counts.get(other, 0)))
    if less >= REAL and less * SELDOM >= more:
        return False
    shorter = min(len(one), len(other))
    most = 1 if shorter < 6 else 2
    return shorter >= 3 and OSA.distance(one, other, score_cutoff=most) <= most

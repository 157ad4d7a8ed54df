"""A request understood: what it is about in this city, and what its limits are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.catalogue.access import required
from bot.catalogue.index import CityIndex
from bot.catalogue.limits import Limits
from bot.catalogue.model import Position, Request, Seeker, Times
from bot.catalogue.topics import Topic, kind_in, rare_in, topics, topics_in, words_in
from bot.language.filler import about_somebody, filler, function_words, set_limits
from bot.language.kinds import kinds
from bot.language.selves import without_self
from bot.language.times import times
from bot.language.tongues import tongues_wanted
from bot.language.words import stems, words

GREETING = frozenset(
    {
        "hi",
        "hey",
        "hello",
        "hiya",
        "yo",
        "btw",
        "here",
        "say",
        "says",
        "said",
        "young",
        "old",
        "aged",
        "age",
        "year",
        "years",
    }
)
"""Words with which people bring themselves in."""
GROUPS = re.compile(r"\b(?:girls|women|ladies|boys|lads|men)\b")
"""Whom something may be for. Nobody says so of themselves: that is one girl, one lad."""


@dataclass(frozen=True, slots=True)
class Wish:
    limits: Limits
    asked: Sequence[Topic]
    """What must be met, at least in part; empty when anything will do."""
    besides: Sequence[Topic]
    """What else was said: it raises what fits, and finds nothing by itself."""
    likes: Sequence[Topic]
    """What the learner told before."""
    goals: Sequence[Topic]
    goal_badges: Mapping[str, str]
    """Source ids of badges that a goal wants and the learner does not hold, with the goal's name."""
    unwanted: frozenset[str]
    """Facet terms and title terms that were ruled out now."""
    disliked: frozenset[str]
    """The same, told before: it lowers."""
    home: Sequence[tuple[str, Position]]
    """Where the learner is or wants to be: names of areas and their centres."""
    free_at: Times | None
    busy_at: Times | None
    held: frozenset[str]
    """Source ids of badges."""
    hidden: frozenset[str]
    """Ids never to show."""
    seed: str
    people: frozenset[str] = frozenset()
    """Stems of what was asked for by name or as an access need: "girls football", "autistic"."""
    vague: bool = False
    """What was asked are only words of the message: when nothing speaks of them, anything will do."""
    similar: Mapping[int, float] = field(default_factory=dict)
    """Keys that are near in meaning, with a score from 0 to 1, where something can tell (similarity.py)."""


def understand(index: CityIndex, seeker: Seeker, request: Request, today: date) -> Wish:
    """What a request means. Pure; some milliseconds at most."""
    request = replace(request, text=without_self(request.text))
    asked = _asked(index, seeker, request)
    goals = topics(index, (*request.occupations, *seeker.goals), "goal")
    areas = _areas(index, request, seeker)
    return Wish(
        limits=_limits(index, seeker, request, today, areas),
        asked=asked,
        besides=_besides(index, request, asked),
        likes=topics(index, seeker.interests, "interest"),
        goals=goals,
        goal_badges=_goal_badges(index, goals, seeker),
        unwanted=_terms(index, request.not_interests),
        disliked=_terms(index, seeker.not_interests),
        home=[(index.areas[area].name, where) for area in areas if (where := index.areas[area].position)],
        free_at=_times(seeker.availability),
        busy_at=_times(seeker.not_availability),
        held=frozenset(badge.rpartition(":")[2] for badge in seeker.badges),
        hidden=seeker.rejected | request.exclude,
        seed=_seed(seeker, request, asked),
        people=_people(request, asked),
        vague=all(topic.about == "words" for topic in asked) and not _named(request),
    )


def _asked(index: CityIndex, seeker: Seeker, request: Request) -> list[Topic]:
    named = [
        *topics(index, (*request.interests, *tongues_wanted(request.text)), "interest"),
        *topics(index, request.skills, "skill"),
        *topics(index, request.occupations, "goal"),
    ]
    if named:
        return named
    without = _understood(request)
    found = topics_in(index, request.text, without)
    told = seeker.interests or seeker.goals
    if not found and not request.kinds and not told and (kind := kind_in(index, request.text)):
        # "What's on" from somebody whose interests are known asks for those, whatever kind they are.
        return [kind]
    if not found and not request.kinds:
        known = words_in(index, request.text, without, titles_only=False)
        rare = rare_in(index, request.text, without)
        return [topic for topic in (known, rare) if topic]
    return found


def telling(request: Request) -> str:
    """The words of a message by which nearness in meaning is judged: none where they only set limits.

    Without function words, names, what was ruled out, and words for who somebody is, which must change nothing.
    """
    ruled_out = {word for said in (*request.not_interests, *request.not_kinds) for word in words(said)}
    dropped = function_words() | about_somebody() | set_limits() | GREETING | ruled_out
    left = [word for word in words(without_self(request.text))[:60] if word not in dropped and not word.isdigit()]
    place = set(words(request.area or ""))
    return " ".join(left) if any(word not in filler() and word not in place for word in left) else ""


def _named(request: Request) -> bool:
    return bool(request.interests or request.skills or request.occupations)


def anything(wish: Wish) -> Wish:
    """The same wish without a topic; its words still raise what speaks of them."""
    return replace(wish, asked=(), besides=(*wish.asked, *wish.besides), vague=False)


def _understood(request: Request) -> list[str]:
    """Words of the message that mean something else than a topic, or that are ruled out."""
    place = [request.area] if request.area else []
    return [*request.interests, *request.skills, *request.occupations, *request.not_interests, *request.kinds,
            *request.not_kinds, *request.access_needs, *place]  # fmt: skip


def _besides(index: CityIndex, request: Request, asked: Sequence[Topic]) -> list[Topic]:
    without = [*_understood(request), *(topic.said for topic in asked)]
    named = topics_in(index, request.text, without) if asked else []
    unknown_kinds = [word for word in request.kinds if not kinds(word, index.kinds)]
    rest = words_in(index, " ".join((request.text, *unknown_kinds)), without)
    return [*named, *([rest] if rest else [])]


def _areas(index: CityIndex, request: Request, seeker: Seeker) -> list[str]:
    """Source ids of the areas that distances count from: the one asked for, else the learner's own."""
    if request.area and (asked := index.places.find(request.area)):
        return [asked]
    own = (each if each in index.areas else index.places.find(each) for each in map(_source_id, seeker.areas))
    return list(dict.fromkeys(area for area in own if area))


def _source_id(area: str) -> str:
    return area.rpartition(":area:")[2]


def _limits(index: CityIndex, seeker: Seeker, request: Request, today: date, areas: Sequence[str]) -> Limits:
    centres = [position for area in areas if (position := index.areas[area].position)]
    within = request.within_km if centres else None
    area = None
    if request.area and within is None:
        area = index.places.find(request.area) or request.area
    return Limits(
        today=today,
        age=seeker.age,
        max_cost=request.max_cost,
        area=area,
        centre=centres[0] if centres else None,
        within_km=within,
        online=request.online,
        times=_limiting(request.times),
        not_times=_limiting(request.not_times),
        kinds=_kinds(index, request.kinds),
        not_kinds=_kinds(index, request.not_kinds),
        access=required(request.access_needs),
    )


def _limiting(asked: Times | None) -> Times | None:
    return None if asked == Times() else asked


def _kinds(index: CityIndex, said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for word in said for kind in kinds(word, index.kinds)))


def _goal_badges(index: CityIndex, goals: Sequence[Topic], seeker: Seeker) -> dict[str, str]:
    held = {badge.rpartition(":")[2] for badge in seeker.badges}
    wanted: dict[str, str] = {}
    jobs = {occupation.name: occupation.source_id for occupation in index.occupations.values()}
    for goal in goals:
        for badge in index.goal_badges.get(jobs.get(goal.name, ""), frozenset()):
            if badge not in held:
                wanted.setdefault(badge, goal.name)
    return wanted


def _terms(index: CityIndex, said: Iterable[str]) -> frozenset[str]:
    """What marks an opportunity as about these words: facets where the city knows them, else words of its title."""
    found: set[str] = set()
    for topic in topics(index, said, "interest"):
        facets = {key for key, weight in topic.facets.items() if weight >= 0.8 and key.startswith("i:")}
        found |= facets or {f"={part}" for part in topic.stems}
    return frozenset(found)


def _times(said: Sequence[str]) -> Times | None:
    return _limiting(times(" and ".join(said))) if said else None


def _people(request: Request, asked: Sequence[Topic]) -> frozenset[str]:
    named = (topic.said for topic in asked if topic.facets)
    groups = (match[0] for match in GROUPS.finditer(request.text.lower()))
    return frozenset(stems(" ".join((*named, *request.interests, *request.access_needs, *groups))))


def _seed(seeker: Seeker, request: Request, asked: Sequence[Topic]) -> str:
    """Equal for equal learners and requests, whatever day it is and whoever else is named in the message."""
    about = sorted(key for topic in asked for key in topic.facets)
    told = (seeker.seed, seeker.age, sorted(seeker.areas), sorted(seeker.interests), sorted(seeker.goals))
    return repr((told, about, sorted(request.kinds), request.area))

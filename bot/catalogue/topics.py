"""What a search is about: words, and the interests, skills and occupations that they mean in this city."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.catalogue.index import CityIndex
from bot.catalogue.terms import facet
from bot.language.filler import about_somebody, filler, function_words
from bot.language.leanings import leanings
from bot.language.terms import Hit
from bot.language.words import stem, words

EXACT, TYPO = 1.0, 0.85
BY_SKILL = 0.8
"""A skill stands for a topic nearly as well as an interest does."""
JOB_INTEREST, JOB_SKILL = 0.6, 0.4
"""What an occupation's interests and skills say about a thing to do."""
LEANING = (0.55, 0.4, 0.25)
"""By the place of the letter in an interest's RIASEC code."""
NAME_SAID = re.compile(
    r"\b(?:[Mm]y name(?:'?s| is)|[Cc]all me|called|[Nn]ame'?s|[Tt]his is)\s+([^\W\d_]+)(?:\s+([A-Z][^\W\d_]+))?"
    r"|\b(?:[Ii] am|[Ii]'?m|[Ii]t'?s)\s+([A-Z][^\W\d_]+)"
)
"""Somebody says who they are. What is written small after "im" is rarely a name."""


@dataclass(frozen=True, slots=True)
class Topic:
    about: str
    """`interest`, `skill`, `goal` or `words`: which reason it gives."""
    said: str
    facets: Mapping[str, float] = field(default_factory=dict)
    """Facet terms that mean this topic, and how surely (0 to 1)."""
    stems: Sequence[str] = ()
    """Words that are looked for in the text."""
    many: bool = False
    """Several facets together say more than one of them: an occupation, a leaning."""
    name: str = ""
    """What the reason names, when it is not the facet that was met."""


def topics(index: CityIndex, said: Iterable[str], about: str) -> list[Topic]:
    """One topic for each thing that was named as such ("beats", "paramedic")."""
    return [topic for topic in (_named(index, words_said, about) for words_said in said) if topic]


def _named(index: CityIndex, said: str, about: str) -> Topic | None:
    spelt = words(said)
    if not spelt:
        return None
    topic = Topic(about, said, stems=_telling(index, spelt))
    hits = index.matcher.find(said, as_entity=True)
    if hits:
        return _with_hits(index, topic, hits)
    return _leaning(index, topic) or topic


def _telling(index: CityIndex, spelt: Sequence[str]) -> tuple[str, ...]:
    """The stems of a name's telling words, each once, typos put right."""
    telling = [word for word in spelt if word not in function_words()] or spelt
    return tuple(dict.fromkeys(index.matcher.read(word) for word in telling))


def _with_hits(index: CityIndex, topic: Topic, hits: Sequence[Hit]) -> Topic:
    facets: dict[str, float] = {}
    job = ""
    for hit in hits:
        sure = EXACT if hit.exact else TYPO
        for key, weight in _facets(index, hit.keys, topic.about):
            facets[key] = max(facets.get(key, 0.0), weight * sure)
        job = job or _job(index, hit.keys, topic.about)
    return replace(topic, facets=facets, many=bool(job), name=job)


def _facets(index: CityIndex, keys: Sequence[str], about: str) -> Iterable[tuple[str, float]]:
    """A name may mean several things: of those the kind that is asked for counts, then interests, then skills."""
    jobs = [key for key in keys if key.startswith("c:")]
    topics = [key for key in keys if not key.startswith("c:")]
    if jobs and (about == "goal" or not topics):
        for job in jobs:
            occupation = index.occupations[job]
            yield from ((facet("i", each), JOB_INTEREST) for each in occupation.interests)
            yield from ((facet("s", each), JOB_SKILL) for each in occupation.skills)
    if about != "goal" or not jobs:
        yield from ((key, BY_SKILL if key.startswith("s:") else 1.0) for key in topics)


def _job(index: CityIndex, keys: Sequence[str], about: str) -> str:
    jobs = [key for key in keys if key.startswith("c:")]
    meant = jobs and (about == "goal" or len(jobs) == len(keys))
    return index.occupations[jobs[0]].name if meant else ""


def _leaning(index: CityIndex, topic: Topic) -> Topic | None:
    letters = leanings(topic.said)
    facets = {
        key: LEANING[thing.riasec.index(letter)]
        for letter in letters
        for key, thing in index.named.items()
        if letter in thing.riasec[: len(LEANING)]
    }
    return replace(topic, about="words", facets=facets, stems=(), many=True) if facets else None


def topics_in(index: CityIndex, text: str, without: Sequence[str] = ()) -> list[Topic]:
    """The topics that a free message names, besides the words in `without`, which were understood already."""
    taken = {stem(word) for said in without for word in words(said)}
    text = NAME_SAID.sub(" ", text)
    hits = [hit for hit in index.matcher.find(text) if not taken & {stem(word) for word in hit.said.split()}]
    found = [
        _with_hits(index, Topic("interest", hit.said, stems=_telling(index, hit.said.split())), [hit]) for hit in hits
    ]
    if found or taken:
        return found
    leaning = _leaning(index, Topic("words", text))
    return [leaning] if leaning else []


def words_in(index: CityIndex, text: str, without: Sequence[str] = (), *, titles_only: bool = True) -> Topic | None:
    """What else stands in a message, as far as it stands in the catalogue (`titles_only`: in titles).

    Names of people and words for who somebody is are no words to search for.
    """
    taken = {stem(word) for said in without for word in words(said)} | _names(text)
    mark = "=" if titles_only else ""
    left = [
        index.matcher.read(word) for word in words(text)[:200] if word not in filler() and word not in about_somebody()
    ]
    known = [part for part in left if part not in taken and index.vocabulary.counts.get(mark + part)]
    return Topic("words", text, stems=tuple(dict.fromkeys(known))) if known else None


def _names(text: str) -> set[str]:
    """Words that follow "my name is" and the like."""
    return {stem(word) for match in NAME_SAID.finditer(text) for part in match.groups("") for word in words(part)}

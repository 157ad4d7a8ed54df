"""What a search is about: words, and the interests, skills and occupations that they mean in this city."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.catalogue.index import SAMPLE, CityIndex, name_parts
from bot.catalogue.terms import facet
from bot.language.filler import about_somebody, filler, function_words
from bot.language.kinds import kinds
from bot.language.leanings import leanings
from bot.language.meanings import Meant, meanings
from bot.language.terms import Hit
from bot.language.words import stem, words

EXACT, TYPO = 1.0, 0.85
BY_SKILL = 0.8
"""A skill stands for a topic nearly as well as an interest does."""
PLAINLY = 0.9
"""What a plainer word means is nearly as sure as what the city's own labels say."""
WITHIN = 0.7
"""What a single word means that stands in a phrase with a meaning of its own: "health" in "mental health"."""
RELATED = 0.6
"""What plainer words name beside what the city's own label does."""
JOB_INTEREST, JOB_SKILL = 0.6, 0.4
"""What an occupation's interests and skills say about a thing to do."""
LEANING = (0.55, 0.4, 0.25)
"""By the place of the letter in an interest's RIASEC code."""
ABOUT_ME = re.compile(r"\b(?:i'?m|i am|me|my|as)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    about: str
    """`interest`, `skill`, `goal` or `words`: which reason it gives."""
    said: str
    facets: Mapping[str, float] = field(default_factory=dict)
    """Facet terms that mean this topic, and how surely (0 to 1)."""
    stems: Sequence[str] = ()
    """Words that are looked for in the text."""
    also: Sequence[Sequence[str]] = ()
    """Other words for it, each a list of stems: "football" where "footy" was said."""
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
    if meant := meanings(said):
        return _with_meaning(index, topic, meant[0], PLAINLY)
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
    also = [each for hit in hits for each in _called(index, hit.keys) if each != tuple(topic.stems)]
    return replace(topic, facets=facets, many=bool(job), name=job, also=tuple(dict.fromkeys(also)))


def _with_meaning(index: CityIndex, topic: Topic, meant: Meant, sure: float) -> Topic:
    """The topic with what plainer words for it name in this city; what is named already stays as it is."""
    facets = dict(topic.facets)
    hits = (hit for plain in meant.plain for hit in index.matcher.find(plain, as_entity=True) if hit.exact)
    for key in (key for hit in hits for key in hit.keys):
        if not key.startswith("c:"):
            facets.setdefault(key, sure * (BY_SKILL if key.startswith("s:") else 1.0))
    also = tuple(tuple(stem(word) for word in words(plain)) for plain in meant.plain)
    return replace(topic, facets=facets, also=tuple(dict.fromkeys((*topic.also, *also))))


def _called(index: CityIndex, keys: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The stems of what the city calls these things, one by one where a name joins several."""
    for key in keys:
        thing = index.named.get(key) or index.occupations.get(key)
        for name in name_parts(thing.name) if thing else ():
            telling = [word for word in words(name) if word not in filler()]
            if telling:
                yield tuple(stem(word) for word in telling)


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
    hits = [hit for hit in index.matcher.find(text) if not taken & {stem(word) for word in hit.said.split()}]
    found = [
        _with_hits(index, Topic("interest", hit.said, stems=_telling(index, hit.said.split())), [hit]) for hit in hits
    ]
    found = _meant(index, text, taken, found)
    if found or taken:
        return found
    leaning = _leaning(index, Topic("words", text))
    return [leaning] if leaning else []


def _meant(index: CityIndex, text: str, taken: set[str], found: list[Topic]) -> list[Topic]:
    """The topics found, and those that only plainer words for what was said name."""
    named = {topic.said: place for place, topic in enumerate(found)}
    covered = {word for topic in found for word in topic.said.split()}
    topics = list(found)
    for meant in meanings(text):
        spelt = meant.said.split()
        if meant.said in named:
            topics[named[meant.said]] = _with_meaning(index, topics[named[meant.said]], meant, RELATED)
        elif (place := _within(found, spelt)) is not None:
            topics[place] = _with_meaning(index, _weaker(topics[place]), meant, PLAINLY)
        elif not covered & set(spelt) and not taken & {stem(word) for word in spelt} and _may_be_meant(text, spelt):
            plain = _with_meaning(index, Topic("interest", meant.said, stems=_telling(index, spelt)), meant, PLAINLY)
            topics.append(plain if plain.facets else replace(plain, about="words"))
    return topics


def _within(found: Sequence[Topic], spelt: Sequence[str]) -> int | None:
    """Which topic was found by some of the words of a longer phrase."""
    hits = (place for place, topic in enumerate(found) if set(topic.said.split()) < set(spelt))
    return next(hits, None)


def _weaker(topic: Topic) -> Topic:
    return replace(topic, facets={key: weight * WITHIN for key, weight in topic.facets.items()})


def _may_be_meant(text: str, spelt: Sequence[str]) -> bool:
    """Words for who somebody is are no topic where somebody says it of themselves."""
    return not about_somebody() & set(spelt) or not ABOUT_ME.search(text)


def kind_in(index: CityIndex, text: str) -> Topic | None:
    """The sorts of thing that a message names without a topic: "online courses", "volunteering"."""
    facets = {facet("k", kind): 1.0 for kind in kinds(text, index.kinds) if kind in index.kinds}
    return Topic("words", text, facets=facets) if facets else None


def words_in(index: CityIndex, text: str, without: Sequence[str] = (), *, titles_only: bool = True) -> Topic | None:
    """What else stands in a message, as far as it stands in the catalogue (`titles_only`: in titles).

    Words for who somebody is are no words to search for.
    """
    mark = "=" if titles_only else ""
    known = [part for part in _left(index, text, without) if index.vocabulary.counts.get(mark + part)]
    return Topic("words", text, stems=tuple(known)) if known else None


def rare_in(index: CityIndex, text: str, without: Sequence[str] = ()) -> Topic | None:
    """What stands in a message and not in the sample of a large city, whose other opportunities may speak of it."""
    if index.vocabulary.sample < SAMPLE:
        return None
    rare = [part for part in _left(index, text, without) if not index.vocabulary.counts.get(part)]
    return Topic("words", text, stems=tuple(rare)) if rare else None


def _left(index: CityIndex, text: str, without: Sequence[str]) -> list[str]:
    taken = {stem(word) for said in without for word in words(said)}
    told = (word for word in words(text)[:200] if word not in filler() and word not in about_somebody())
    return [part for part in dict.fromkeys(map(index.matcher.read, told)) if part not in taken]

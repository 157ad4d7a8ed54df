"""The rest of what the guide asks of a city: jobs, badges, mentors, pathways. Small tables, read whole and kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.catalogue import tables
from bot.catalogue.badges import Badge, badge_from
from bot.catalogue.careers import Occupation
from bot.catalogue.implied import by_name
from bot.catalogue.index import CityIndex
from bot.catalogue.loading import things
from bot.catalogue.mentors import Mentor, in_range, may_be_met, mentor_from
from bot.catalogue.openings import Names, Opening, opening_from
from bot.catalogue.pathways import Pathway, pathway_from
from bot.catalogue.terms import facet
from bot.language.filler import filler
from bot.language.words import stems


@dataclass(frozen=True, slots=True)
class Lookups:
    """The small things of a city at one data version."""

    badges: Mapping[str, Badge]
    """By source id."""
    openings: Sequence[Opening]
    opening_facets: Mapping[str, frozenset[str]]
    """Interests, skills and occupation of each opening as facet terms, by public id."""
    pathways: Sequence[Pathway]
    mentors: Sequence[tables.MentorRow]
    names: Mapping[str, Mapping[str, str]]
    """What things are called, by source id, for each kind."""

    def mentors_for(self, index: CityIndex, age: int | None, words: str, today: date, limit: int) -> list[Mentor]:
        """Mentors who may be met, those who do or know what the words name; all of them when there are no words."""
        meant = meanings(index, words)
        scored = [(_mentor_score(row, meant, words), row) for row in self.mentors if may_be_met(row, age, today)]
        found = [(score, row) for score, row in scored if score > 0 or not words.strip()]
        found.sort(key=lambda pair: (-pair[0], pair[1].id))
        return [mentor_from(row, self.names) for _, row in found[:limit]]

    def mentors_by_id(self, age: int | None, ids: Sequence[str], today: date) -> list[Mentor]:
        """Of these mentors (public ids) those who may be met."""
        found = [row for row in self.mentors if row.id in ids and may_be_met(row, age, today)]
        return [mentor_from(row, self.names) for row in found]


def load(session: Session, index: CityIndex) -> Lookups:
    """Reads them from the store."""
    city = index.city.id
    organisations = {row.source_id: row.name for row in things(session, tables.OrganisationRow, city)}
    badges = {row.source_id: badge_from(row, organisations) for row in things(session, tables.BadgeRow, city)}
    rows = things(session, tables.OpeningRow, city)
    names = _names(index, organisations)
    openings = [opening_from(row, _opening_names(index, names, badges)) for row in rows]
    by_type = {
        "org": organisations,
        "badge": {source_id: badge.name for source_id, badge in badges.items()},
        "occupation": names["occupations"],
        "opening": {row.source_id: row.title for row in rows},
    }
    ids = {kind: by_name(known) for kind, known in by_type.items()}
    pathways = [pathway_from(row, by_type, ids) for row in things(session, tables.PathwayRow, city)]
    return Lookups(
        badges=badges,
        openings=openings,
        opening_facets={row.id: _opening_facets(row) for row in rows},
        pathways=pathways,
        mentors=things(session, tables.MentorRow, city),
        names=names,
    )


def _names(index: CityIndex, organisations: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    named = index.named.items()
    return {
        "organisations": organisations,
        "interests": {thing.source_id: thing.name for key, thing in named if key.startswith("i:")},
        "skills": {thing.source_id: thing.name for key, thing in named if key.startswith("s:")},
        "occupations": {each.source_id: each.name for each in index.occupations.values()},
    }


def _opening_names(index: CityIndex, names: Mapping[str, Mapping[str, str]], badges: Mapping[str, Badge]) -> Names:
    areas = {area.id: area.name for area in index.city.areas}
    return Names(names["organisations"], names["interests"], names["skills"], names["occupations"], areas, badges,
                 index.city.currency)  # fmt: skip


def _opening_facets(row: tables.OpeningRow) -> frozenset[str]:
    marked = [
        *(("i", each) for each in row.interests),
        *(("s", each) for each in (*row.skills_must, *row.skills_nice)),
        ("c", row.occupation),
    ]
    return frozenset(facet(mark, word) for mark, word in marked if word)


def meanings(index: CityIndex, words: str) -> frozenset[str]:
    """Facet terms of all that the words name: interests, skills and occupations, with the occupations' interests."""
    keys = {key for hit in index.matcher.find(words, as_entity=True) for key in hit.keys}
    jobs = [index.occupations[key] for key in keys if key.startswith("c:")]
    return frozenset(keys | {facet("i", each) for job in jobs for each in job.interests[:1]})


def _mentor_score(row: tables.MentorRow, meant: frozenset[str], words: str) -> float:
    if facet("c", row.occupation) in meant:
        return 3.0
    topics = {facet(mark, topic) for topic in row.topics for mark in "is"}
    return 2.0 * len(topics & meant) + _shared(words, " ".join((*row.topics, row.about)))


def _shared(words: str, text: str) -> float:
    """The share of telling words that stand in a text, below 1."""
    said = {part for part in stems(words) if part not in filler()}
    return 0.9 * len(said & set(stems(text))) / len(said) if said else 0.0


def find_occupations(index: CityIndex, words: str, limit: int) -> list[Occupation]:
    """Occupations that the words name, then those that share their interests or skills, then the same words."""
    hits = index.matcher.find(words, as_entity=True)
    named = list(dict.fromkeys(key for hit in hits for key in hit.keys if key.startswith("c:")))
    topics = {key for hit in hits for key in hit.keys if not key.startswith("c:")}
    if named and not topics:
        return [index.occupations[key] for key in named[:limit]]
    scores = {key: _occupation_score(job, topics, words) for key, job in index.occupations.items()}
    near = sorted((key for key, score in scores.items() if score > 0), key=lambda key: (-scores[key], key))
    return [index.occupations[key] for key in dict.fromkeys([*named, *near])][:limit]


def _occupation_score(job: Occupation, topics: set[str], words: str) -> float:
    """First interests of a job say more of it than later ones."""
    ranked = [facet("i", each) for each in job.interests] + [facet("s", each) for each in job.skills]
    shared = sum(1 / (1 + place) for place, key in enumerate(ranked) if key in topics)
    return shared or _shared(words, f"{job.name} {' '.join(job.labels)}")


def find_badges(lookups: Lookups, index: CityIndex, asked: Sequence[str] | str, limit: int) -> list[Badge]:
    """By public ids, in their order; or by words: of the name, else of its skills and interests. No words: any."""
    if not isinstance(asked, str):
        ids = [each.rpartition(":")[2] for each in asked]
        return [lookups.badges[each] for each in ids if each in lookups.badges][:limit]
    if not asked.strip():
        return [badge for badge in lookups.badges.values() if badge.level in ("", "starter")][:limit]
    meant = meanings(index, asked)
    scores = {source_id: _badge_score(badge, meant, asked) for source_id, badge in lookups.badges.items()}
    best = sorted((each for each, score in scores.items() if score > 0), key=lambda each: (-scores[each], each))
    return [lookups.badges[each] for each in best[:limit]]


def _badge_score(badge: Badge, meant: frozenset[str], words: str) -> float:
    facets = {*(facet("s", each) for each in badge.skills), *(facet("i", each) for each in badge.interests)}
    return 2 * _shared(words, badge.name) + len(facets & meant) + 0.3 * _shared(words, badge.summary)


def find_pathways(lookups: Lookups, index: CityIndex, goal: str, limit: int) -> list[Pathway]:
    """Published ways to what the words name: an occupation, a badge or an opening."""
    meant = {key[2:] for hit in index.matcher.find(goal, as_entity=True) for key in hit.keys if key.startswith("c:")}
    scores = {pathway.id: _pathway_score(pathway, meant, goal) for pathway in lookups.pathways}
    best = sorted(
        (each for each in lookups.pathways if scores[each.id] > 0), key=lambda each: (-scores[each.id], each.id)
    )
    return best[:limit]


def _pathway_score(pathway: Pathway, meant: Iterable[str], goal: str) -> float:
    if pathway.goal_type == "occupation" and pathway.goal.rpartition(":")[2] in meant:
        return 2.0
    shared = _shared(goal, pathway.goal_name)
    return shared if shared >= 0.6 else 0.0


def still_open(opening: Opening, today: date) -> bool:
    return (opening.closes is None or opening.closes >= today) and opening.places != 0


def fits_age(opening: Opening, age: int | None) -> bool:
    return in_range(age, opening.age_min, opening.age_max)

"""What a city's files name without a list that describes it: jobs, and what badges show.

A city may bring nothing but its openings, mentors and pathways. What they name is a job all the same: one with a name,
what employers ask for in it, and nothing more.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.catalogue import tables
from bot.catalogue.careers import Occupation
from bot.catalogue.terms import facet
from bot.language.words import fold


def occupations(
    city: str,
    known: Sequence[Occupation],
    openings: Sequence[tables.OpeningRow],
    mentors: Sequence[tables.MentorRow],
    pathways: Sequence[tables.PathwayRow],
) -> list[Occupation]:
    """Jobs that these rows name and that `known` does not have, by name; their source id is the name as written."""
    described = {bare(name) for job in known for name in (job.source_id, job.name, *job.labels)}
    goals = (row.goal for row in pathways if row.goal_type == "occupation")
    named = (*(row.occupation for row in openings), *(row.occupation for row in mentors), *goals)
    fresh: dict[str, str] = {}
    for name in named:
        if name and bare(name) not in described:
            fresh.setdefault(bare(name), name)
    return [_job(city, name, openings) for _, name in sorted(fresh.items())]


def _job(city: str, name: str, openings: Sequence[tables.OpeningRow]) -> Occupation:
    asked = [row for row in openings if bare(row.occupation) == bare(name)]
    return Occupation(
        id=f"{city}:occupation:{name}",
        name=name[:1].upper() + name[1:],
        interests=tuple(dict.fromkeys(each for row in asked for each in row.interests)),
        skills=tuple(dict.fromkeys(each for row in asked for each in row.skills_must)),
        source_id=name,
    )


def tags(badges: Iterable[tables.BadgeRow], known: Collection[str]) -> dict[str, str]:
    """Skills and interests that badges name and no list describes: what they are called, by facet term."""
    named = (
        (mark, each) for row in badges for mark, words in (("s", row.skills), ("i", row.interests)) for each in words
    )
    return {term: each for mark, each in named if (term := facet(mark, each)) not in known}


def bare(name: str) -> str:
    """A name as it is compared."""
    return " ".join(fold(name).split())


def by_name(names: Mapping[str, str]) -> dict[str, str]:
    """From names by source id: source ids by what one may write for them, a name or the id itself."""
    return {bare(name): id for id, name in names.items()} | {bare(id): id for id in names}

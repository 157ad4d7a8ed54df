"""All that plans, the quiz and fit are made of: a city's badges, openings, occupations, pathways, and what awards
badges."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from bot.catalogue.badges import Badge
from bot.catalogue.candidates import OPPORTUNITY
from bot.catalogue.careers import Occupation
from bot.catalogue.city import City
from bot.catalogue.index import CityIndex, Named
from bot.catalogue.lookups import Lookups
from bot.catalogue.model import Opportunity
from bot.catalogue.openings import Opening
from bot.catalogue.pathways import Pathway
from bot.catalogue.search import Searcher

BATCH = 500


@dataclass(frozen=True, slots=True)
class Stock:
    """One city at one data version on one day. Ids are public ids."""

    city: City
    version: str
    today: date
    badges: Mapping[str, Badge]
    skills: Mapping[str, str]
    """Names by source id."""
    interests: Mapping[str, Named]
    """By source id."""
    openings: Mapping[str, Opening]
    occupation_of: Mapping[str, str]
    """The id of an opening's occupation, by the opening's id; none where it names none."""
    occupations: Mapping[str, Occupation]
    pathways: Sequence[Pathway]
    awarding: Mapping[str, Opportunity]
    """Opportunities that can still be begun and award a badge."""


def stock_of(connection: Connection, index: CityIndex, lookups: Lookups, searcher: Searcher, today: date) -> Stock:
    """Reads what awards badges; the rest is in memory."""
    keys = list(_awarding_keys(connection, index.city.id, today))
    found = [
        each.opportunity
        for start in range(0, len(keys), BATCH)
        for each in searcher.documents(connection, keys[start : start + BATCH])
    ]
    jobs = {job.name: job.id for job in index.occupations.values()}
    return Stock(
        city=index.city,
        version=index.data_version,
        today=today,
        badges={badge.id: badge for badge in lookups.badges.values()},
        skills={thing.source_id: thing.name for key, thing in index.named.items() if key.startswith("s:")},
        interests={thing.source_id: thing for key, thing in index.named.items() if key.startswith("i:")},
        openings={each.id: each for each in lookups.openings},
        occupation_of={each.id: jobs[each.occupation] for each in lookups.openings if each.occupation in jobs},
        occupations={job.id: job for job in index.occupations.values()},
        pathways=lookups.pathways,
        awarding={each.id: each for each in found},
    )


def _awarding_keys(connection: Connection, city: str, today: date) -> Iterator[int]:
    query = select(OPPORTUNITY.key, OPPORTUNITY.awards).where(
        OPPORTUNITY.city == city, OPPORTUNITY.last_day >= today, OPPORTUNITY.withdrawn.is_(None)
    )
    for key, awards in connection.execute(query):
        if json.loads(awards) if isinstance(awards, str) else awards:
            yield key

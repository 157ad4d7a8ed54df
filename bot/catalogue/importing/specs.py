"""Which fields each kind of thing has, how each cell is read, and what it refers to."""

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalogue import tables
from bot.catalogue.importing import values
from bot.catalogue.importing.values import Parser
from bot.store.base import Base

LISTS = (values.words, values.sessions, values.steps)
"""What reads a cell with several entries."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """The column of the file and of the table."""
    parse: Parser = values.text
    required: bool = False
    refers: str = ""
    """The kind of thing that it names, by id or by name."""


@dataclass(frozen=True, slots=True)
class Spec:
    kind: str
    """As files are called: `opportunities`."""
    type: str
    """As in public ids: `opp`."""
    table: builtins.type[Base]
    fields: tuple[Field, ...]

    @property
    def columns(self) -> Any:
        return tables.table_of(self.table).c


PLACE = (
    Field("area", values.word, refers="areas"),
    Field("address"),
    Field("postcode", values.word),
    Field("lat", values.latitude),
    Field("lon", values.longitude),
)
AGES = (Field("age_min", values.age), Field("age_max", values.age))
RIASEC = tuple(Field(f"riasec_{letter}", values.number) for letter in "riasec")

ORGANISATIONS = Spec(
    "organisations",
    "org",
    tables.OrganisationRow,
    (
        Field("name", values.word, required=True),
        Field("kind", values.one_of("provider", "employer", "issuer", "network", "school", "venue"), required=True),
        Field("summary"),
        *PLACE,
        Field("url", values.link),
    ),
)
INTERESTS = Spec(
    "interests",
    "interest",
    tables.InterestRow,
    (
        Field("name", values.word, required=True),
        Field("riasec", values.word),
        Field("labels", values.words),
        Field("summary"),
    ),
)
SKILLS = Spec(
    "skills",
    "skill",
    tables.SkillRow,
    (Field("name", values.word, required=True), Field("labels", values.words), Field("kind", values.lower)),
)
OCCUPATIONS = Spec(
    "occupations",
    "occupation",
    tables.OccupationRow,
    (
        Field("name", values.word, required=True),
        Field("labels", values.words),
        Field("summary"),
        Field("day"),
        Field("ways_in"),
        Field("interests", values.words, refers="interests"),
        Field("skills", values.words, refers="skills"),
        *RIASEC,
        Field("hours"),
        Field("isco", values.word),
        Field("pay_from", values.money),
        Field("pay_to", values.money),
        Field("pay_currency", values.word),
        Field("pay_source"),
        Field("pay_year", values.whole),
    ),
)
OCCUPATION_GROUPS = Spec(
    "occupation_groups",
    "occupation_group",
    tables.OccupationGroupRow,
    (Field("name", values.word, required=True), Field("labels", values.words), Field("summary")),
)
BADGES = Spec(
    "badges",
    "badge",
    tables.BadgeRow,
    (
        Field("name", values.word, required=True),
        Field("issuer", values.word, required=True, refers="organisations"),
        Field("summary"),
        Field("criteria", required=True),
        Field("skills", values.words, refers="skills"),
        Field("interests", values.words, refers="interests"),
        Field("level", values.lower),
        Field("image"),
        Field("url", values.link),
    ),
)
OPPORTUNITIES = Spec(
    "opportunities",
    "opp",
    tables.OpportunityRow,
    (
        Field("title", required=True),
        Field("organisation", values.word, required=True, refers="organisations"),
        Field("kind", values.lower, required=True),
        Field("summary"),
        Field("description"),
        Field("learning_type", values.lower),
        Field("interests", values.words, refers="interests"),
        Field("skills", values.words, refers="skills"),
        Field("priorities", values.words),
        Field("awards", values.words, refers="badges"),
        Field("requires", values.words, refers="badges"),
        *AGES,
        Field("cost", values.money),
        Field("currency", values.word),
        *PLACE,
        Field("online", values.online),
        Field("access"),
        Field("starts", values.day),
        Field("ends", values.day),
        Field("sessions", values.sessions),
        Field("places", values.whole),
        Field("how_to_join"),
        Field("url", values.link),
        Field("valid_until", values.day),
    ),
)
MENTORS = Spec(
    "mentors",
    "mentor",
    tables.MentorRow,
    (
        Field("name", values.word, required=True),
        Field("occupation", values.word, required=True, refers="occupations"),
        Field("organisation", values.word, refers="organisations"),
        Field("topics", values.words, refers="interests"),
        Field("about"),
        Field("when"),
        Field("format", values.word),
        Field("languages", values.words),
        Field("capacity", values.whole),
        Field("current", values.whole),
        Field("vetting", values.lower),
        Field("vetted_until", values.day),
        *AGES,
        Field("area", values.word, refers="areas"),
        Field("contact_email", values.word),
        Field("contact_phone", values.word),
    ),
)
OPENINGS = Spec(
    "openings",
    "opening",
    tables.OpeningRow,
    (
        Field("title", required=True),
        Field("organisation", values.word, required=True, refers="organisations"),
        Field("kind", values.lower, required=True),
        Field("occupation", values.word, refers="occupations"),
        Field("summary"),
        Field("interests", values.words, refers="interests"),
        Field("badges_must", values.words, refers="badges"),
        Field("badges_nice", values.words, refers="badges"),
        Field("skills_must", values.words, refers="skills"),
        Field("skills_nice", values.words, refers="skills"),
        Field("pay", values.money),
        Field("pay_period", values.lower),
        Field("currency", values.word),
        Field("hours"),
        *PLACE,
        *AGES,
        Field("starts", values.day),
        Field("closes", values.day),
        Field("places", values.whole),
        Field("access"),
        Field("how_to_join"),
        Field("url", values.link),
    ),
)
PATHWAYS = Spec(
    "pathways",
    "pathway",
    tables.PathwayRow,
    (
        Field("title", required=True),
        Field("goal_type", values.one_of("occupation", "opening", "badge"), required=True),
        Field("goal", values.word, required=True),
        Field("organisation", values.word, refers="organisations"),
        Field("summary"),
        Field("steps", values.steps, required=True),
    ),
)
CLAIM_CODES = Spec(
    "claim_codes",
    "claim_code",
    tables.ClaimCodeRow,
    (
        Field("badge", values.word, required=True, refers="badges"),
        Field("uses_left", values.whole),
        Field("expires", values.day),
        Field("note"),
    ),
)

# In the order in which a folder is loaded: what is referred to comes first.
SPECS: Mapping[str, Spec] = {
    spec.kind: spec
    for spec in (
        INTERESTS, SKILLS, OCCUPATION_GROUPS, OCCUPATIONS, ORGANISATIONS, BADGES, OPPORTUNITIES, MENTORS, OPENINGS,
        PATHWAYS, CLAIM_CODES,
    )
}  # fmt: skip

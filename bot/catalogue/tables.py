"""What is stored of everything that comes from files.

Lists are JSON arrays of source ids where the city knows the thing, and of the words as written where it does not.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Numeric, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant

ID = String(300)
WORD = String(200)


def table_of(row: type[Base]) -> Table:
    """The table behind a class, for statements on many rows at once."""
    return cast("Table", row.__table__)


class CityRow(Base):
    __tablename__ = "city"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(WORD)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole city file; dates are as of `dates_as_of` in it."""
    version: Mapped[int] = mapped_column(default=0)
    """Grows with every import that changed something: the data version of answers."""


class Thing:
    """What every thing of a city has. `digest` tells whether a row of a file changed."""

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    city: Mapped[str] = mapped_column(String(100), ForeignKey("city.id"), index=True)
    source: Mapped[str] = mapped_column(WORD)
    """Which file or feed it came from, so that what is gone there can be withdrawn here."""
    source_id: Mapped[str] = mapped_column(WORD)
    digest: Mapped[str] = mapped_column(String(32))
    withdrawn: Mapped[datetime | None] = mapped_column(Instant)
    extra: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Columns of the file that Waymark has no name for."""


class Placed:
    """Where something is; degrees, WGS 84."""

    area: Mapped[str] = mapped_column(WORD, default="")
    """The area's source id, or the place as written where the city has no such area."""
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    lat: Mapped[float | None] = mapped_column()
    lon: Mapped[float | None] = mapped_column()


class OrganisationRow(Thing, Placed, Base):
    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(WORD)
    kind: Mapped[str] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text, default="")


class OpportunityRow(Placed, Base):
    """`key` is a small number for the full text index, the same on every database for the same imports.

    `terms` holds the words and facets that search looks for (see bot/catalogue/terms.py); the databases index it.
    """

    __tablename__ = "opportunity"
    __table_args__ = (Index("ix_opportunity_city_last_day", "city", "last_day"),)

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(ID, unique=True)
    city: Mapped[str] = mapped_column(String(100), ForeignKey("city.id"))
    source: Mapped[str] = mapped_column(WORD, index=True)
    source_id: Mapped[str] = mapped_column(WORD)
    digest: Mapped[str] = mapped_column(String(32))
    withdrawn: Mapped[datetime | None] = mapped_column(Instant)
    extra: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    title: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(WORD)
    summary: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    learning_type: Mapped[str] = mapped_column(String(40), default="")
    interests: Mapped[list[str]] = mapped_column(JSON, default=list)
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    priorities: Mapped[list[str]] = mapped_column(JSON, default=list)
    awards: Mapped[list[str]] = mapped_column(JSON, default=list)
    requires: Mapped[list[str]] = mapped_column(JSON, default=list)
    age_min: Mapped[int | None] = mapped_column()
    age_max: Mapped[int | None] = mapped_column()
    cost: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    currency: Mapped[str] = mapped_column(String(3), default="")
    online: Mapped[str] = mapped_column(String(4), default="no")
    access: Mapped[str] = mapped_column(Text, default="")
    starts: Mapped[date | None] = mapped_column()
    ends: Mapped[date | None] = mapped_column()
    sessions: Mapped[list[str]] = mapped_column(JSON, default=list)
    places: Mapped[int | None] = mapped_column()
    how_to_join: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text, default="")
    valid_until: Mapped[date | None] = mapped_column()
    last_day: Mapped[date] = mapped_column()
    """The last day on which it can still be suggested; far in the future when it has no end."""
    terms: Mapped[str] = mapped_column(Text, default="")


class SessionRow(Base):
    """One regular time of an opportunity; a single date counts as its week day, without hours."""

    __tablename__ = "opportunity_session"

    key: Mapped[int] = mapped_column(ForeignKey("opportunity.key", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[int] = mapped_column()
    starts: Mapped[int | None] = mapped_column()
    """Minutes after midnight."""
    ends: Mapped[int | None] = mapped_column()


class SentenceVectorRow(Base):
    """What the sentence model made of a text, so that no text is read twice (bot/catalogue/vectors.py)."""

    __tablename__ = "sentence_vector"

    city: Mapped[str] = mapped_column(String(100), ForeignKey("city.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The model's fingerprint."""
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Of the text."""
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    """384 numbers in half precision, little-endian."""


class InterestRow(Thing, Base):
    __tablename__ = "interest"

    name: Mapped[str] = mapped_column(WORD)
    riasec: Mapped[str] = mapped_column(String(6), default="")
    labels: Mapped[list[str]] = mapped_column(JSON, default=list)
    summary: Mapped[str] = mapped_column(Text, default="")


class SkillRow(Thing, Base):
    __tablename__ = "skill"

    name: Mapped[str] = mapped_column(WORD)
    labels: Mapped[list[str]] = mapped_column(JSON, default=list)
    kind: Mapped[str] = mapped_column(String(40), default="")


class OccupationRow(Thing, Base):
    __tablename__ = "occupation"

    name: Mapped[str] = mapped_column(WORD)
    labels: Mapped[list[str]] = mapped_column(JSON, default=list)
    summary: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[str] = mapped_column(Text, default="")
    ways_in: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[list[str]] = mapped_column(JSON, default=list)
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    riasec: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    """Scores 1 to 7 by letter (O*NET's OI scale)."""
    hours: Mapped[str] = mapped_column(Text, default="")
    isco: Mapped[str] = mapped_column(String(20), default="")
    pay_from: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    """A year; what people start on."""
    pay_to: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    """A year; with experience."""
    pay_currency: Mapped[str] = mapped_column(String(3), default="")
    pay_source: Mapped[str] = mapped_column(Text, default="")
    """Who says so; pay is never shown without it and its year."""
    pay_year: Mapped[int | None] = mapped_column()


class OccupationGroupRow(Thing, Base):
    """A group of the international classification of occupations (ISCO-08); the id is its code, "22" holds "2221"."""

    __tablename__ = "occupation_group"

    name: Mapped[str] = mapped_column(WORD)
    labels: Mapped[list[str]] = mapped_column(JSON, default=list)
    summary: Mapped[str] = mapped_column(Text, default="")


class BadgeRow(Thing, Base):
    __tablename__ = "badge"

    name: Mapped[str] = mapped_column(WORD)
    issuer: Mapped[str] = mapped_column(ID)
    summary: Mapped[str] = mapped_column(Text, default="")
    criteria: Mapped[str] = mapped_column(Text)
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    interests: Mapped[list[str]] = mapped_column(JSON, default=list)
    level: Mapped[str] = mapped_column(String(40), default="")
    image: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text, default="")


class MentorRow(Thing, Base):
    __tablename__ = "mentor"

    name: Mapped[str] = mapped_column(WORD)
    occupation: Mapped[str] = mapped_column(WORD)
    organisation: Mapped[str] = mapped_column(ID, default="")
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    about: Mapped[str] = mapped_column(Text, default="")
    when: Mapped[str] = mapped_column(Text, default="")
    format: Mapped[str] = mapped_column(WORD, default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacity: Mapped[int | None] = mapped_column()
    current: Mapped[int | None] = mapped_column()
    vetting: Mapped[str] = mapped_column(WORD, default="")
    vetted_until: Mapped[date | None] = mapped_column()
    age_min: Mapped[int | None] = mapped_column()
    age_max: Mapped[int | None] = mapped_column()
    area: Mapped[str] = mapped_column(WORD, default="")
    contact_email: Mapped[str] = mapped_column(WORD, default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")


class OpeningRow(Thing, Placed, Base):
    __tablename__ = "opening"

    title: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(WORD)
    occupation: Mapped[str] = mapped_column(WORD, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[list[str]] = mapped_column(JSON, default=list)
    badges_must: Mapped[list[str]] = mapped_column(JSON, default=list)
    badges_nice: Mapped[list[str]] = mapped_column(JSON, default=list)
    skills_must: Mapped[list[str]] = mapped_column(JSON, default=list)
    skills_nice: Mapped[list[str]] = mapped_column(JSON, default=list)
    pay: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    pay_period: Mapped[str] = mapped_column(String(20), default="")
    currency: Mapped[str] = mapped_column(String(3), default="")
    hours: Mapped[str] = mapped_column(Text, default="")
    age_min: Mapped[int | None] = mapped_column()
    age_max: Mapped[int | None] = mapped_column()
    starts: Mapped[date | None] = mapped_column()
    closes: Mapped[date | None] = mapped_column()
    places: Mapped[int | None] = mapped_column()
    access: Mapped[str] = mapped_column(Text, default="")
    how_to_join: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(Text, default="")


class PathwayRow(Thing, Base):
    __tablename__ = "pathway"

    title: Mapped[str] = mapped_column(Text)
    goal_type: Mapped[str] = mapped_column(String(20))
    goal: Mapped[str] = mapped_column(WORD)
    organisation: Mapped[str] = mapped_column(ID, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)


class ClaimCodeRow(Thing, Base):
    """A code (the source id) that a provider hands out for a badge: a secret, shown to nobody and logged nowhere."""

    __tablename__ = "claim_code"

    badge: Mapped[str] = mapped_column(ID)
    uses_left: Mapped[int | None] = mapped_column()
    expires: Mapped[date | None] = mapped_column()
    note: Mapped[str] = mapped_column(Text, default="")


class DuplicateRow(Base):
    """Two opportunities that may be the same thing, `first` being the lesser id, and what a person said about them."""

    __tablename__ = "duplicate"

    first: Mapped[str] = mapped_column(ID, primary_key=True)
    second: Mapped[str] = mapped_column(ID, primary_key=True)
    city: Mapped[str] = mapped_column(String(100), ForeignKey("city.id"), index=True)
    score: Mapped[float] = mapped_column()
    """How likely, 0 to 1."""
    evidence: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What speaks for it: title, organisation, place and time, each in words."""
    found: Mapped[datetime] = mapped_column(Instant)
    decision: Mapped[str] = mapped_column(String(3), default="")
    """`yes`, `no`, or empty while nobody has said."""
    decided: Mapped[datetime | None] = mapped_column(Instant)

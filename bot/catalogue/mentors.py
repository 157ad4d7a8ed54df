"""Mentors: people who said yes to being asked about their work. No contact details here, ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.catalogue.tables import MentorRow


@dataclass(frozen=True, slots=True)
class Mentor:
    id: str
    name: str
    occupation: str = ""
    """Its name, as shown."""
    organisation: str = ""
    """Its name, as shown."""
    topics: Sequence[str] = ()
    """As shown."""
    about: str = ""
    when: str = ""
    format: str = ""
    languages: Sequence[str] = ()
    age_min: int | None = None
    age_max: int | None = None
    area: str = ""


def mentor_from(row: MentorRow, names: Mapping[str, Mapping[str, str]]) -> Mentor:
    """From a row, and names by source id for each kind: `organisations`, `occupations`, `interests`."""
    return Mentor(
        id=row.id,
        name=row.name,
        occupation=names["occupations"].get(row.occupation, row.occupation),
        organisation=names["organisations"].get(row.organisation, row.organisation),
        topics=tuple(names["interests"].get(topic, topic) for topic in row.topics),
        about=row.about,
        when=row.when,
        format=row.format,
        languages=tuple(row.languages),
        age_min=row.age_min,
        age_max=row.age_max,
        area=row.area,
    )


def may_be_met(row: MentorRow, age: int | None, today: date) -> bool:
    """Whether the mentor is checked, the check is in date, they have room, and the learner's age is theirs to meet.

    Without a vetting level or a date nobody is offered: many learners are minors.
    """
    checked = bool(row.vetting) and row.vetting != "none" and row.vetted_until is not None and row.vetted_until >= today
    room = row.capacity is not None and row.capacity > (row.current or 0)
    return checked and room and in_range(age, row.age_min, row.age_max)


def in_range(age: int | None, youngest: int | None, oldest: int | None) -> bool:
    """An unknown age is in every range."""
    return age is None or ((youngest is None or youngest <= age) and (oldest is None or age <= oldest))

"""Who may sign in to the console, and what they may do there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody does here. Each is held in one city, some in one organisation of it."""

    ADVISER = "adviser"
    LEAD = "lead"
    """Answers for the advisers of a city."""
    ADMIN = "admin"
    """The city's administrator."""
    PROVIDER = "provider"
    ISSUER = "issuer"
    EMPLOYER = "employer"
    AUDITOR = "auditor"


DESK = frozenset({Role.ADVISER, Role.LEAD})
"""Those who work with young people."""
OF_ORGANISATION = frozenset({Role.PROVIDER, Role.ISSUER, Role.EMPLOYER})
"""Roles that are held in an organisation."""
EVERY_ROLE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one city; `organisation` is a public id, for the roles of an organisation."""

    role: Role
    city: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    email: str
    name: str
    grants: Sequence[Grant]
    second_factor: bool = False
    must_change: bool = False
    """Whether the password was given out by somebody else and has to be changed first."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is signed in, for the length of one request."""

    person: Person
    session: str
    """The stored hash of the session's token."""
    begun: datetime
    is_vouched_for: bool = False
    """Whether a provider signed them in: then their password and second factor are its own affair."""

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.name

    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.person.grants)

    def has(self, *roles: Role) -> bool:
        """Whether they hold one of these roles anywhere."""
        return not self.roles().isdisjoint(roles)

    def cities(self, *roles: Role) -> frozenset[str]:
        """The cities in which they hold one of these roles (any role when none is named)."""
        return frozenset(grant.city for grant in self.person.grants if not roles or grant.role in roles)

    def organisations(self, *roles: Role) -> frozenset[str]:
        """Public ids of the organisations in which they hold one of these roles."""
        held = (grant for grant in self.person.grants if grant.role in roles)
        return frozenset(grant.organisation for grant in held if grant.organisation)

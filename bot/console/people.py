"""The people who may sign in: adding them, changing their roles and passwords."""

import re
import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.tables import CityRow, OrganisationRow
from bot.clock import Clock, utc_now
from bot.console import audit, second_factor
from bot.console.errors import BadGrantError, NoSuchPersonError, PersonExistsError, WrongSignInError
from bot.console.model import OF_ORGANISATION, Grant, Person, Role
from bot.console.passwords import Passwords, checked, invented
from bot.console.tables import GrantRow, PersonRow, SignInRow
from bot.console.vault import Vault, has_factor
from bot.store.engine import Store

EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,189}")
LIST_LIMIT = 500


class Staff:
    """The service over console accounts. `by` is who does it, for the audit: a person's id, or `waymark`."""

    def __init__(self, store: Store, passwords: Passwords, vault: Vault, now: Clock = utc_now) -> None:
        self._store = store
        self._passwords = passwords
        self._vault = vault
        self._now = now

    async def add(self, email: str, name: str, grants: Sequence[Grant], by: str, must_change: bool = True) -> str:
        """Adds a person; gives the invented password, which is kept nowhere. PersonExistsError, BadGrantError."""
        for grant in grants:
            _check(grant)
        password = invented()
        kept = await self._passwords.hash(password)
        async with self._store.write() as session:
            if await _by_email(session, email) is not None:
                raise PersonExistsError(email)
            row = PersonRow(
                id=secrets.token_hex(16),
                email=_address(email),
                name=name.strip()[:200] or email,
                password_hash=kept,
                must_change=must_change,
                created=self._now(),
            )
            session.add(row)
            await session.flush()
            session.add_all(_row(row.id, grant) for grant in grants)
            await self._record(session, by, "person added", row.id, grants)
        return password

    async def grant(self, email: str, grant: Grant, by: str) -> None:
        """Gives a role; nothing changes when it is held already. NoSuchPersonError, BadGrantError."""
        _check(grant)
        async with self._store.write() as session:
            row = await _known(session, email)
            if grant not in await grants_of(session, row.id):
                session.add(_row(row.id, grant))
                await self._record(session, by, "role given", row.id, [grant])

    async def withdraw(self, email: str, grant: Grant, by: str) -> None:
        """Takes a role; the person's sessions end. NoSuchPersonError; BadGrantError when it is not held."""
        async with self._store.write() as session:
            row = await _known(session, email)
            if grant not in await grants_of(session, row.id):
                raise BadGrantError(f"{email} does not hold that role")
            await session.execute(
                delete(GrantRow).where(
                    GrantRow.person_id == row.id,
                    GrantRow.role == grant.role,
                    GrantRow.city == grant.city,
                    GrantRow.organisation == (grant.organisation or ""),
                )
            )
            await end_sessions(session, row.id)
            await self._record(session, by, "role taken", row.id, [grant])

    async def reset(self, email: str, by: str) -> str:
        """A new invented password; the second factor goes and all sessions end. NoSuchPersonError."""
        password = invented()
        kept = await self._passwords.hash(password)
        async with self._store.write() as session:
            row = await _known(session, email)
            row.password_hash, row.must_change = kept, True
            row.totp_secret = row.totp_sealed = row.totp_step = None
            await end_sessions(session, row.id)
            await self._record(session, by, "sign-in reset", row.id, [])
        return password

    async def change_password(self, person_id: str, old: str, new: str, keep: str) -> None:
        """Their own change; other sessions than `keep` end. WrongSignInError, WeakPasswordError."""
        checked(new)
        async with self._store.read() as session:
            kept = await session.scalar(select(PersonRow.password_hash).where(PersonRow.id == person_id))
        if not await self._passwords.fits(old, kept):
            raise WrongSignInError
        hashed = await self._passwords.hash(new)
        async with self._store.write() as session:
            row = await session.get_one(PersonRow, person_id)
            row.password_hash, row.must_change = hashed, False
            await end_sessions(session, person_id, but=keep)
            await self._record(session, person_id, "password changed", person_id, [])

    async def set_second_factor(self, person_id: str, secret: str, code: str) -> None:
        """Keeps a secret once a code shows that their app has it. WrongSignInError, VaultError."""
        step = second_factor.matching_step(secret, code, self._now(), None)
        if step is None:
            raise WrongSignInError
        async with self._store.write() as session:
            row = await session.get_one(PersonRow, person_id)
            self._vault.put(row, secret)
            row.totp_step = step
            await self._record(session, person_id, "second factor set", person_id, [])

    async def seal_factors(self) -> int:
        """Seals the secrets that were kept open before there was a seal; gives how many. VaultError."""
        async with self._store.write() as session:
            rows = (await session.scalars(select(PersonRow).where(PersonRow.totp_secret.is_not(None)))).all()
            for row in rows:
                self._vault.put(row, row.totp_secret or "")
        return len(rows)

    async def person(self, person_id: str) -> Person | None:
        async with self._store.read() as session:
            row = await session.get(PersonRow, person_id)
            return await as_person(session, row) if row else None

    async def names(self, cities: Collection[str], *roles: Role) -> dict[str, str]:
        """Names by id of those who hold one of the roles in one of the cities, by name, at most 500."""
        wanted = select(GrantRow.person_id).where(GrantRow.city.in_(cities), GrantRow.role.in_(roles))
        found = select(PersonRow).where(PersonRow.id.in_(wanted), PersonRow.disabled.is_(None))
        async with self._store.read() as session:
            rows = await session.scalars(found.order_by(PersonRow.name).limit(LIST_LIMIT))
            return {row.id: row.name for row in rows}

    async def emails(self, city: str, role: Role) -> list[str]:
        """Where those who hold a role in a city are written to, at most 500."""
        wanted = select(GrantRow.person_id).where(GrantRow.city == city, GrantRow.role == role)
        found = select(PersonRow.email).where(PersonRow.id.in_(wanted), PersonRow.disabled.is_(None))
        async with self._store.read() as session:
            return list(await session.scalars(found.order_by(PersonRow.email).limit(LIST_LIMIT)))

    async def count(self) -> int:
        async with self._store.read() as session:
            return await session.scalar(select(func.count()).select_from(PersonRow)) or 0

    async def _record(self, session: AsyncSession, by: str, action: str, who: str, grants: Sequence[Grant]) -> None:
        detail = {"roles": [[grant.role, grant.city, grant.organisation or ""] for grant in grants]} if grants else {}
        city = grants[0].city if grants else ""
        await audit.record(session, self._now(), by, action, f"person {who}", city, detail)


async def unknown(store: Store, grants: Sequence[Grant]) -> list[str]:
    """The cities and organisations of grants that nobody has imported: a slip, or they come later."""
    cities = {grant.city for grant in grants}
    organisations = {grant.organisation for grant in grants if grant.organisation}
    async with store.read() as session:
        known = set(await session.scalars(select(CityRow.id).where(CityRow.id.in_(cities))))
        known |= set(await session.scalars(select(OrganisationRow.id).where(OrganisationRow.id.in_(organisations))))
    return sorted((cities | organisations) - known)


async def as_person(session: AsyncSession, row: PersonRow) -> Person:
    grants = await grants_of(session, row.id)
    return Person(row.id, row.email, row.name, grants, has_factor(row), row.must_change)


async def grants_of(session: AsyncSession, person_id: str) -> list[Grant]:
    rows = await session.scalars(select(GrantRow).where(GrantRow.person_id == person_id).order_by(GrantRow.id))
    return [Grant(Role(row.role), row.city, row.organisation or None) for row in rows]


async def end_sessions(session: AsyncSession, person_id: str, but: str = "") -> int:
    """Ends a person's sessions, all but one; gives how many."""
    ended = await session.scalars(
        delete(SignInRow).where(SignInRow.person_id == person_id, SignInRow.hash != but).returning(SignInRow.hash)
    )
    return len(ended.all())


def _check(grant: Grant) -> None:
    if (grant.role in OF_ORGANISATION) != (grant.organisation is not None):
        wants = "needs an" if grant.role in OF_ORGANISATION else "has no"
        raise BadGrantError(f"the role {grant.role} {wants} organisation")


def _address(email: str) -> str:
    address = email.strip().lower()
    if not EMAIL.fullmatch(address):
        raise BadGrantError(f"{email} is no e-mail address")
    return address


def _row(person_id: str, grant: Grant) -> GrantRow:
    return GrantRow(person_id=person_id, role=grant.role, city=grant.city, organisation=grant.organisation or "")


async def _by_email(session: AsyncSession, email: str) -> PersonRow | None:
    found = await session.scalars(select(PersonRow).where(PersonRow.email == email.strip().lower()))
    return found.one_or_none()


async def _known(session: AsyncSession, email: str) -> PersonRow:
    row = await _by_email(session, email)
    if row is None:
        raise NoSuchPersonError(email)
    return row

"""Signing in and staying signed in."""

import hashlib
import logging
import secrets
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, utc_now
from bot.console import audit, lockout, second_factor
from bot.console.errors import WrongSignInError
from bot.console.model import Viewer
from bot.console.passwords import Passwords
from bot.console.people import as_person, end_sessions
from bot.console.tables import PersonRow, SignInRow
from bot.console.vault import Vault, VaultError
from bot.store.engine import Store

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
NOTE_EVERY = timedelta(seconds=60)
"""How exactly a session's last use is kept; a write with every request would be too much."""
AGENT = 200
SIGNED_IN = "signed in"
"""As the audit names it."""
UNNAMED = ""
"""Stands for a session at a provider that told no name of it."""
log = logging.getLogger("waymark.console")


def digest(token: str) -> str:
    """What is stored of a session's token. It is random, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Sessions:
    def __init__(self, store: Store, passwords: Passwords, vault: Vault, now: Clock = utc_now) -> None:
        self._store = store
        self._passwords = passwords
        self._vault = vault
        self._now = now

    async def sign_in(
        self, email: str, password: str, code: str, address: str, agent: str, instead_of: str = ""
    ) -> str:
        """A new session's token, in place of the one that the browser had.

        WrongSignInError; LockedError after too many failures.

        A wrong password, a wrong code and an unknown address take as long and say the same.
        """
        now, counted = self._now(), lockout.keys(email.strip().lower(), address)
        async with self._store.read() as session:
            await lockout.check(session, counted.values(), now)
            row = await _by_email(session, email)
        good = await self._passwords.fits(password, row.password_hash if row else None)
        async with self._store.write() as session:
            await lockout.hold(session, counted, now)
            await lockout.check(session, counted.values(), now)
            person = await session.get(PersonRow, row.id, with_for_update=True) if row and good else None
            if person is not None and self._may_enter(person, code, now):
                await lockout.succeeded(session, counted)
                await session.execute(delete(SignInRow).where(SignInRow.hash == digest(instead_of)))
                return await self._begin(session, person, agent, "password")
            await lockout.failed(session, counted, now)
            if row is not None:
                await audit.record(session, now, row.id, "sign-in failed", f"person {row.id}")
        raise WrongSignInError

    async def sign_in_elsewhere(
        self, subject: str, email: str | None, provider_session: str | None, agent: str, instead_of: str = ""
    ) -> str:
        """A session for whom a provider vouches for, in place of the one that the browser had. The first time they are
        found by the address it has checked.

        WrongSignInError when nobody of that name was added here.
        """
        async with self._store.write() as session:
            found = await session.scalars(select(PersonRow).where(PersonRow.subject == subject))
            person = found.one_or_none()
            if person is None and email:
                person = await _by_email(session, email)
                if person is not None and person.subject is None:
                    person.subject = subject
            if person is None or person.subject != subject or person.disabled is not None:
                raise WrongSignInError
            await session.execute(delete(SignInRow).where(SignInRow.hash == digest(instead_of)))
            return await self._begin(session, person, agent, "provider", provider_session or UNNAMED)

    async def is_open(self, token: str) -> bool:
        """Whether a session still holds; asking does not keep it alive."""
        return await self.viewer(token, active=False) is not None

    async def viewer(self, token: str, active: bool = True) -> Viewer | None:
        """Who has this session; None when there is none or its time is over. An `active` request keeps it alive."""
        now, key = self._now(), digest(token)
        async with self._store.read() as session:
            row = await session.get(SignInRow, key)
            if row is None or now - row.seen > IDLE or now - row.begun > LONGEST:
                return None
            kept = await session.get(PersonRow, row.person_id)
            if kept is None or kept.disabled is not None:
                return None
            person = await as_person(session, kept)
        if active and now - row.seen > NOTE_EVERY:
            async with self._store.write() as session:
                await session.execute(update(SignInRow).where(SignInRow.hash == key).values(seen=now))
        return Viewer(person, key, row.begun, row.provider_session is not None)

    async def sign_out(self, viewer: Viewer) -> None:
        async with self._store.write() as session:
            await session.execute(delete(SignInRow).where(SignInRow.hash == viewer.session))
            await audit.record(session, self._now(), viewer.id, "signed out", f"person {viewer.id}")

    async def end_all(self, person_id: str) -> int:
        """Ends every session of a person; gives how many."""
        async with self._store.write() as session:
            ended = await end_sessions(session, person_id)
            await audit.record(session, self._now(), person_id, "ended all sessions", f"person {person_id}")
        return ended

    async def end_at_provider(self, subject: str, provider_session: str | None) -> int:
        """Back-channel logout: ends one session by the provider's name for it, or all of a subject.

        A session whose name the provider never told goes with any of its owner's.
        """
        async with self._store.write() as session:
            person = await session.scalar(select(PersonRow.id).where(PersonRow.subject == subject)) or ""
            chosen = delete(SignInRow).where(SignInRow.person_id == person)
            if provider_session is not None:
                nameless = or_(SignInRow.provider_session.is_(None), SignInRow.provider_session == UNNAMED)
                unnamed = and_(SignInRow.person_id == person, nameless)
                chosen = delete(SignInRow).where(or_(SignInRow.provider_session == provider_session, unnamed))
            ended = await session.scalars(chosen.returning(SignInRow.hash))
            return len(ended.all())

    async def of(self, person_id: str) -> list[SignInRow]:
        """A person's sessions that still hold, the newest use first."""
        now = self._now()
        async with self._store.read() as session:
            rows = await session.scalars(
                select(SignInRow).where(SignInRow.person_id == person_id).order_by(SignInRow.seen.desc()).limit(100)
            )
            return [row for row in rows if now - row.seen <= IDLE and now - row.begun <= LONGEST]

    async def sweep(self) -> None:
        """Removes sessions whose time is over, and tries that nobody remembers."""
        now = self._now()
        async with self._store.write() as session:
            over = or_(SignInRow.seen < now - IDLE, SignInRow.begun < now - LONGEST)
            await session.execute(delete(SignInRow).where(over))
            await lockout.sweep(session, now)

    def _may_enter(self, person: PersonRow, code: str, now: datetime) -> bool:
        """Whether somebody whose password was right may come in; takes the code, which is then used up."""
        if person.disabled is not None:
            return False
        try:
            secret = self._vault.secret(person)
        except VaultError as error:
            log.error("nobody with a second factor can sign in: %s", error)  # noqa: TRY400
            return False
        if secret is None:
            return True
        step = second_factor.matching_step(secret, code, now, person.totp_step)
        if step is not None:
            person.totp_step = step
        return step is not None

    async def _begin(
        self, session: AsyncSession, person: PersonRow, agent: str, how: str, provider_session: str | None = None
    ) -> str:
        token, now = secrets.token_urlsafe(32), self._now()
        session.add(
            SignInRow(
                hash=digest(token),
                person_id=person.id,
                begun=now,
                seen=now,
                agent=agent[:AGENT],
                provider_session=provider_session,
            )
        )
        await audit.record(session, now, person.id, SIGNED_IN, f"person {person.id}", detail={"with": how})
        return token


async def _by_email(session: AsyncSession, email: str) -> PersonRow | None:
    found = await session.scalars(select(PersonRow).where(PersonRow.email == email.strip().lower()))
    return found.one_or_none()

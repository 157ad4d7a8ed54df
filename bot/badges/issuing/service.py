"""Making awards, sending their links again, taking them back. Who may do what is decided here and nowhere else."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing import catalogue, codes, endorsing, making, queries
from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.credentials import award_credential
from bot.badges.issuing.errors import (
    AlreadyGivenError,
    AlreadyRevokedError,
    ClaimedError,
    NoSuchAwardError,
    NoSuchBadgeError,
    NotYoursError,
)
from bot.badges.issuing.keys import KeyRing, SigningKey
from bot.badges.issuing.making import BadgeDraft
from bot.badges.issuing.model import Achievement, Award, Party, new_award_id, new_subject
from bot.badges.issuing.notices import notice
from bot.badges.issuing.orders import Giver, Order, checked_reason, read_order
from bot.badges.issuing.signing import sign
from bot.badges.issuing.tables import IssuedRow
from bot.badges.model import AwardState, Format, Verdict, Way
from bot.badges.tables import AwardRow, StatusEntryRow
from bot.catalogue.tables import BadgeRow
from bot.clock import Clock, utc_now
from bot.store.engine import Store

CLAIM_DAYS = 180
"""How long a claim link is good for."""


@dataclass(frozen=True, slots=True)
class Given:
    """An award that was made, with what the issuer hands to its learner."""

    award_id: str
    badge: str
    name: str
    code: str = ""
    """Shown once, and kept nowhere."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An award as its issuer sees it: never whose it is."""

    award_id: str
    badge: str
    name: str
    reference: str
    issued: datetime
    claimed: bool
    state: AwardState
    reason: str = ""


class Issuing:
    def __init__(self, store: Store, ring: KeyRing, at: Addresses, now: Clock = utc_now) -> None:
        self._store = store
        self.ring = ring
        self.at = at
        self._now = now

    async def give(self, by: Giver, order: Order) -> Given:
        """Makes one award and a code to claim it with.

        NoSuchBadgeError, NotYoursError, WrongError, AlreadyGivenError; KeyTroubleError when nothing can be signed.
        """
        key = await self.key()
        async with self._store.write() as session:
            row = await self.badge(session, by, order.badge)
            code = codes.claim_code()
            award = await self._award(session, row, order)
            made = await self._keep(session, by, award, key, order, None, codes.digest_code(code))
        return Given(made.id, row.id, row.name, code, self.at.claim(code))

    async def give_to(self, session: AsyncSession, by: Giver, order: Order, learner_id: str, key: SigningKey) -> Given:
        """Makes an award straight to a learner, within the caller's transaction. Errors as `give`."""
        row = await self.badge(session, by, order.badge)
        award = await self._award(session, row, order)
        made = await self._keep(session, by, award, key, order, learner_id, None)
        return Given(made.id, row.id, row.name)

    async def resend(self, by: Giver, award_id: str) -> Given:
        """A new code and link; the old one is dead. NoSuchAwardError, AlreadyRevokedError, ClaimedError."""
        code = codes.claim_code()
        async with self._store.write() as session:
            award, made = await self._mine(session, by, award_id)
            _must_stand(award)
            if award.learner_id is not None:
                raise ClaimedError
            made.claim_hash = codes.digest_code(code)
            made.claim_expires = self._now() + timedelta(days=CLAIM_DAYS)
        return Given(award.id, award.badge or "", award.name, code, self.at.claim(code))

    async def revoke(self, by: Giver, award_id: str, reason: str) -> None:
        """Takes an award back for good and tells its learner why. NoSuchAwardError, AlreadyRevokedError, WrongError."""
        reason = checked_reason(reason)
        async with self._store.write() as session:
            award, made = await self._mine(session, by, award_id)
            _must_stand(award)
            award.state = AwardState.REVOKED
            made.claim_hash = made.claim_expires = None
            await queries.revoke(session, award.id, reason, self._now())
            if award.learner_id:
                places = {"badge": award.name, "issuer": award.issuer, "reason": reason}
                session.add(notice(award.learner_id, "notices.revoked", places, self._now()))

    async def listed(self, by: Giver, limit: int = 100) -> list[Listed]:
        """What was given, newest first: an organisation sees its own, the city all."""
        async with self._store.read() as session:
            rows = await queries.listed(session, by.city, by.organisation, limit)
            return [await _as_listed(session, award, made) for award, made in rows]

    async def one(self, by: Giver, asked: str) -> Achievement:
        """A badge that this giver may award, with all that stands in its awards. NoSuchBadgeError, NotYoursError."""
        async with self._store.read() as session:
            return await catalogue.achievement(session, await self.badge(session, by, asked))

    async def all_badges(self, city: str) -> list[tuple[str, str]]:
        """(public id, name) of the badges of every organisation, by name."""
        async with self._store.read() as session:
            return [(row.id, row.name) for row in await catalogue.badges_of(session, city, None)]

    async def skill_names(self, city: str) -> list[str]:
        """What a badge of the city can be said to show, by name."""
        async with self._store.read() as session:
            return await catalogue.skill_names(session, city)

    async def badges(self, by: Giver) -> list[tuple[str, str]]:
        """(public id, name) of what this giver may award, by name."""
        async with self._store.read() as session:
            return [(row.id, row.name) for row in await catalogue.badges_of(session, by.city, by.organisation)]

    async def make_badge(self, by: Giver, draft: BadgeDraft) -> str:
        """A new badge of the organisation; gives its public id. WrongError."""
        async with self._store.write() as session:
            return (await making.make_badge(session, by, draft)).id

    async def change_badge(self, by: Giver, badge: str, draft: BadgeDraft) -> None:
        """NoSuchBadgeError, NotYoursError, WrongError."""
        async with self._store.write() as session:
            await making.change_badge(session, await self.badge(session, by, badge), draft)

    async def withdraw_badge(self, by: Giver, badge: str) -> None:
        """NoSuchBadgeError, NotYoursError."""
        async with self._store.write() as session:
            await making.withdraw_badge(session, await self.badge(session, by, badge), self._now())

    async def endorse(self, by: Giver, badge: str, comment: str) -> str:
        """An organisation vouches for a badge, its own or another's; gives the endorsement's address.

        NoSuchBadgeError, WrongError, KeyTroubleError.
        """
        key = await self.key()
        async with self._store.write() as session:
            row = await catalogue.badge_row(session, by.city, badge)
            if row is None:
                raise NoSuchBadgeError(badge)
            made = await endorsing.endorse(session, by, row, comment, key, self.at, self._now())
        return self.at.endorsement(made.id)

    async def claim(self, session: AsyncSession, learner_id: str, code: str) -> AwardRow | None:
        """Gives the award that a code is for to a learner, in the caller's transaction.

        None when the code is for none, was used, or is over. Whoever calls limits how often that may be tried.
        """
        found = await queries.by_claim(session, codes.digest_code(code))
        if found is None or _is_over(found[1], self._now()) or found[0].state != AwardState.HELD:
            return None
        award, made = found
        award.learner_id, award.received = learner_id, self._now()
        made.claim_hash = made.claim_expires = None
        await session.flush()
        return award

    async def key(self) -> SigningKey:
        """The key to sign with; files are read in a thread. KeyTroubleError."""
        return await asyncio.to_thread(self.ring.current)

    async def badge(self, session: AsyncSession, by: Giver, asked: str) -> BadgeRow:
        """A badge that this giver may award. NoSuchBadgeError, NotYoursError."""
        row = await catalogue.badge_row(session, by.city, asked)
        if row is None:
            raise NoSuchBadgeError(asked)
        if by.organisation is not None and row.issuer != by.organisation:
            raise NotYoursError
        return row

    async def _mine(self, session: AsyncSession, by: Giver, award_id: str) -> queries.Issued:
        """What belongs to others is as unknown as what is not there."""
        found = await queries.issued(session, award_id)
        if found is None or found[1].city != by.city or by.organisation not in (None, found[1].organisation):
            raise NoSuchAwardError
        return found

    async def _award(self, session: AsyncSession, row: BadgeRow, order: Order) -> Award:
        """Checked, and with a place in a status list."""
        wanted = read_order(order, self._now())
        if wanted.reference and await queries.with_reference(session, row.id, row.issuer, wanted.reference):
            raise AlreadyGivenError(wanted.reference)
        number, place = await queries.free_place(session, row.city)
        return Award(
            id=new_award_id(),
            achievement=await catalogue.achievement(session, row),
            subject=new_subject(),
            issued=wanted.issued,
            expires=wanted.expires,
            recipient=wanted.recipient,
            evidence=wanted.evidence,
            status_list=number,
            status_index=place,
        )

    async def _keep(
        self,
        session: AsyncSession,
        by: Giver,
        award: Award,
        key: SigningKey,
        order: Order,
        learner_id: str | None,
        claim_hash: str | None,
    ) -> AwardRow:
        city = await catalogue.city(session, by.city) or Party(by.city, by.city)
        token = sign(award_credential(award, city, self.at), self.at.did, key).encode()
        row = self._row(award, by.city, token, learner_id)
        session.add(row)
        await session.flush()
        session.add_all([_place(award), self._made(by, award, order, claim_hash)])
        await session.flush()
        return row

    def _made(self, by: Giver, award: Award, order: Order, claim_hash: str | None) -> IssuedRow:
        return IssuedRow(
            award_id=award.id,
            city=by.city,
            organisation=award.achievement.creator.id.rpartition(":")[2],
            reference=order.reference.strip(),
            given_by=by.name,
            claim_hash=claim_hash,
            claim_expires=self._now() + timedelta(days=CLAIM_DAYS) if claim_hash else None,
        )

    def _row(self, award: Award, city: str, token: bytes, learner_id: str | None) -> AwardRow:
        badge, now = award.achievement, self._now()
        return AwardRow(
            id=award.id,
            learner_id=learner_id,
            city=city,
            badge=badge.id,
            way=Way.ISSUED,
            format=Format.VC_JWT,
            credential=token,
            credential_hash=hashlib.sha256(token).hexdigest(),
            source=self.at.award(award.id),
            name=badge.name,
            issuer=badge.creator.name,
            issuer_id=self.at.did,
            about=_about(badge, self.at),
            issued=award.issued,
            expires=award.expires,
            received=now,
            verdict=Verdict.VALID,
            checks=[],
            reasons=[],
            checked=now,
            state=AwardState.HELD,
        )


def _place(award: Award) -> StatusEntryRow:
    return StatusEntryRow(
        city=award.city, list_number=award.status_list, place=award.status_index, award_id=award.id, reason=""
    )


def _about(badge: Achievement, at: Addresses) -> dict[str, object]:
    return {
        "description": badge.description,
        "criteria": badge.criteria,
        "image": at.picture(badge.id),
        "skills": [skill.name for skill in badge.skills],
        "achievement_id": at.badge(badge.id),
    }


def _must_stand(award: AwardRow) -> None:
    if award.state == AwardState.REVOKED:
        raise AlreadyRevokedError


def _is_over(made: IssuedRow, now: datetime) -> bool:
    return made.claim_expires is not None and made.claim_expires <= now


async def _as_listed(session: AsyncSession, award: AwardRow, made: IssuedRow) -> Listed:
    reason = await queries.revocation(session, award.id) if award.state == AwardState.REVOKED else ""
    return Listed(
        award_id=award.id,
        badge=award.badge or "",
        name=award.name,
        reference=made.reference,
        issued=award.issued or award.received,
        claimed=award.learner_id is not None,
        state=AwardState(award.state),
        reason=reason or "",
    )

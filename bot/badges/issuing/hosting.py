"""Answers every public address of badges and awards, as `Addresses` gives them out."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing import catalogue, credentials, documents, ob2, picture, queries
from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.baking import bake_png, bake_svg
from bot.badges.issuing.did import did_document, jwks
from bot.badges.issuing.documents import Document
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.model import Achievement
from bot.badges.issuing.proving import with_proof
from bot.badges.issuing.received import award_from
from bot.badges.issuing.signing import sign
from bot.badges.issuing.status import status_credential
from bot.badges.issuing.tables import EndorsementRow, IssuedRow
from bot.badges.tables import AwardRow
from bot.badges.verification import jose
from bot.badges.verification.received import claims as claims_of
from bot.catalogue.tables import BadgeRow, CityRow
from bot.clock import Clock, utc_now
from bot.store.engine import Store

PART = r"[^/]{1,300}"
Answer = Callable[..., Awaitable[Document | None]]


class Hosting:
    """Public pages of an award say nothing of whose it is, beyond what the award itself says."""

    def __init__(self, store: Store, ring: KeyRing, at: Addresses, now: Clock = utc_now) -> None:
        self.store = store
        self._ring = ring
        self._at = at
        self._now = now
        self._routes: list[tuple[re.Pattern[str], Answer]] = [
            (re.compile(path), answer)
            for path, answer in (
                (r"\.well-known/did\.json", self._did),
                (r"\.well-known/jwks\.json", self._jwks),
                (rf"badges/classes/({PART})/({PART})/ob2\.json", self._badge_class),
                (rf"badges/classes/({PART})/({PART})\.(png|svg)", self._picture),
                (rf"badges/classes/({PART})/({PART})", self._achievement),
                (rf"badges/organisations/({PART})/({PART})/did\.json", self._organisation_did),
                (rf"badges/organisations/({PART})/({PART})/ob2\.json", self._issuer),
                (rf"badges/organisations/({PART})/({PART})", self._profile),
                (r"badges/awards/([\w-]{1,32})/ob2\.json", self._assertion),
                (r"badges/awards/([\w-]{1,32})\.(json|png|svg)", self._award_as),
                (r"badges/awards/([\w-]{1,32})", self._award),
                (r"badges/endorsements/([\w-]{1,32})", self._endorsement),
                (rf"badges/status/({PART})/(\d{{1,6}})", self._status_list),
                (rf"badges/revoked/({PART})\.json", self._revoked),
            )
        ]

    async def document(self, path: str) -> Document | None:
        """What stands at a path (without its first slash, as it came in the request); None when nothing does."""
        for pattern, answer in self._routes:
            if found := pattern.fullmatch(path):
                return await answer(*(unquote(part) for part in found.groups()))
        return None

    async def _did(self) -> Document:
        keys = await asyncio.to_thread(self._ring.published)
        return documents.plain_json(did_document(self._at.did, keys))

    async def _jwks(self) -> Document:
        return documents.plain_json(jwks(await asyncio.to_thread(self._ring.published)))

    async def _organisation_did(self, city: str, organisation: str) -> Document | None:
        if not await self._is_city(city):
            return None
        did = self._at.organisation_did(f"{city}:org:{organisation}")
        keys = await asyncio.to_thread(self._ring.published)
        return documents.plain_json(did_document(did, keys))

    async def _profile(self, city: str, organisation: str) -> Document | None:
        if not await self._is_city(city):
            return None
        async with self.store.read() as session:
            party = await catalogue.organisation(session, city, organisation)
        profile = credentials.profile(party, self._at.organisation_did(party.id))
        return documents.linked_data({"@context": credentials.CONTEXTS, **profile})

    async def _issuer(self, city: str, organisation: str) -> Document | None:
        if not await self._is_city(city):
            return None
        async with self.store.read() as session:
            party = await catalogue.organisation(session, city, organisation)
            contact = await catalogue.contact(session, city)
        return documents.linked_data(ob2.issuer(party, contact, self._at))

    async def _achievement(self, city: str, source_id: str) -> Document | None:
        badge = await self._badge(city, source_id)
        if badge is None:
            return None
        document = {"@context": credentials.CONTEXTS, **credentials.achievement(badge, self._at)}
        return documents.linked_data(document)

    async def _badge_class(self, city: str, source_id: str) -> Document | None:
        badge = await self._badge(city, source_id)
        return documents.linked_data(ob2.badge_class(badge, self._at)) if badge else None

    async def _picture(self, city: str, source_id: str, form: str) -> Document | None:
        badge = await self._badge(city, source_id)
        if badge is None:
            return None
        return documents.picture(
            await asyncio.to_thread(drawn, badge.name, badge.creator.name, badge.level, form), form
        )

    async def _award(self, award_id: str) -> Document | None:
        row = await self._issued(award_id)
        return documents.token(row.credential) if row else None

    async def _award_as(self, award_id: str, form: str) -> Document | None:
        row = await self._issued(award_id)
        if row is None:
            return None
        token = row.credential.decode()
        if form == "json":
            return documents.linked_data(await asyncio.to_thread(self._with_proof, row, token))
        return documents.picture(
            await asyncio.to_thread(baked, row.name, row.issuer, token, form), form, f"badge.{form}"
        )

    def _with_proof(self, row: AwardRow, token: str) -> dict[str, Any]:
        """Signed anew, by the present key, at the time of the award."""
        claims = claims_of(jose.read(token))
        return with_proof(dict(claims), self._at.did, self._ring.current(), row.issued or row.received)

    async def _assertion(self, award_id: str) -> Document | None:
        row = await self._issued(award_id)
        if row is None:
            return None
        async with self.store.read() as session:
            reason = await queries.revocation(session, award_id)
        if reason is not None:
            return documents.linked_data(ob2.revoked_assertion(award_id, reason, self._at), status=410)
        return documents.linked_data(ob2.assertion(award_from(row), self._at))

    async def _endorsement(self, endorsement_id: str) -> Document | None:
        async with self.store.read() as session:
            row = await session.get(EndorsementRow, endorsement_id)
        return documents.token(row.credential) if row and row.withdrawn is None else None

    async def _status_list(self, city: str, written: str) -> Document | None:
        number = int(written)
        async with self.store.read() as session:
            if not await queries.list_exists(session, city, number):
                return None
            revoked = await queries.revoked_places(session, city, number)
        return await asyncio.to_thread(self._signed_list, city, number, revoked)

    def _signed_list(self, city: str, number: int, revoked: list[int]) -> Document:
        credential = status_credential(city, number, revoked, self._at, self._now())
        return documents.token(sign(credential, self._at.did, self._ring.current()))

    async def _revoked(self, city: str) -> Document | None:
        if not await self._is_city(city):
            return None
        async with self.store.read() as session:
            revoked = await queries.revoked_awards(session, city)
        return documents.linked_data(ob2.revocation_list(city, revoked, self._at))

    async def _issued(self, award_id: str) -> AwardRow | None:
        """An award that was made here; what learners brought from elsewhere is not ours to show."""
        async with self.store.read() as session:
            made = await session.get(IssuedRow, award_id)
            return await session.get(AwardRow, award_id) if made else None

    async def _badge(self, city: str, source_id: str) -> Achievement | None:
        async with self.store.read() as session:
            return await _achievement(session, f"{city}:badge:{source_id}")

    async def _is_city(self, city: str) -> bool:
        async with self.store.read() as session:
            return await session.get(CityRow, city) is not None


async def _achievement(session: AsyncSession, badge: str) -> Achievement | None:
    """Also one that can no longer be earned: awards of it go on pointing there."""
    row = await session.get(BadgeRow, badge)
    return await catalogue.achievement(session, row) if row else None


@lru_cache(maxsize=256)
def drawn(name: str, giver: str, level: str, form: str) -> bytes:
    """A badge's picture. Heavy: to be called in a thread."""
    svg = picture.svg(name, giver, level)
    return picture.png(svg) if form == "png" else svg.encode()


def baked(name: str, giver: str, token: str, form: str) -> bytes:
    """A badge's picture with an award in it."""
    plain = drawn(name, giver, "", form)
    return bake_png(plain, token) if form == "png" else bake_svg(plain.decode(), token).encode()

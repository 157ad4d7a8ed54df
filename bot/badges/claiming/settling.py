"""What becomes of the credentials in a claim, within the transaction that settles it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges import queries
from bot.badges.claiming import keeping, reasons
from bot.badges.claiming.model import Claim, ClaimState, Found, Looked, Refusal, Said
from bot.badges.claiming.own import hand_over, made_here
from bot.badges.issuing.addresses import Addresses
from bot.badges.model import Held, Verdict
from bot.badges.tables import AwardRow, ClaimRow, RefusalRow
from bot.badges.verification import recipient

ADDRESS_TIME = timedelta(hours=1)
"""How long a claim waits for the address that it is made out to."""
SHOWN = 10
"""Cards in one message."""


def wants_address(claim: Claim, looked: Looked) -> bool:
    """Whether something good in it is made out to an address, and none was typed yet."""
    if claim.matched is not None:
        return False
    return any(
        reasons.refusal(one.report) is None and recipient.by_email(one.report.recipients) for one in looked.found
    )


def ask_address(row: ClaimRow, looked: Looked, now: datetime) -> Said:
    """The claim waits, with what the credentials say of whom they are for: mostly hashes."""
    row.state, row.due = ClaimState.ADDRESS, now + ADDRESS_TIME
    row.recipients = [[asdict(each) for each in one.report.recipients] for one in looked.found]
    return Said("ask_address")


async def settle(session: AsyncSession, claim: Claim, looked: Looked, at: Addresses, now: datetime) -> list[Said]:
    """Keeps what is good and the learner's; of the rest only that it was refused, and why."""
    new: list[Held] = []
    old: list[str] = []
    refused: list[Refusal] = []
    for place, found in enumerate(looked.found):
        reason = reasons.refusal(found.report) or _not_theirs(claim, found, place)
        if reason is not None:
            refused.append(reason)
            continue
        own = await made_here(session, found, at)
        if own is not None and own.learner_id not in (None, claim.learner_id):
            refused.append(Refusal.HELD)
            continue
        row = await _kept(session, claim, found, own, at, now)
        if row is None:
            old.append(found.report.about.name if found.report.about else "")
        else:
            new.append(queries.as_held(row))
    for reason in refused:
        _note(session, claim, reason, now)
    return [*([taken(new)] if new else []), *_already(old), *_refused(refused)]


async def _kept(
    session: AsyncSession, claim: Claim, found: Found, own: AwardRow | None, at: Addresses, now: datetime
) -> AwardRow | None:
    """None when the learner holds it already."""
    if own is None:
        return await keeping.keep(session, claim, found, at, now)
    if own.learner_id is not None:
        return None
    await hand_over(session, claim, own, now)
    return own


async def refuse(session: AsyncSession, claim: Claim, reason: Refusal, now: datetime) -> Said:
    """The whole claim came to nothing."""
    _note(session, claim, reason, now)
    return Said(f"refused.{reason}")


def taken(held: Sequence[Held]) -> Said:
    """What to say of badges that are the learner's now."""
    if len(held) != 1:
        return Said("taken_many", {"count": str(len(held))}, held[:SHOWN])
    one = held[0]
    places = {"name": one.name, "issuer": one.issuer}
    if not one.confirmed:
        return Said("taken_unconfirmed", places, held)
    return Said("taken_old" if one.verdict is Verdict.WARNING else "taken", places, held)


def _not_theirs(claim: Claim, found: Found, place: int) -> Refusal | None:
    """It is made out to an address, and the one that was typed is another."""
    if not recipient.by_email(found.report.recipients):
        return None
    matched = claim.matched or ()
    return None if place < len(matched) and matched[place] else Refusal.NOT_YOURS


def _already(names: Sequence[str]) -> list[Said]:
    return [Said("already", {"name": names[0]})] if names else []


def _refused(refused: Sequence[Refusal]) -> list[Said]:
    """Each reason once; with several, how many were left out."""
    said = [Said(f"refused.{reason}") for reason in dict.fromkeys(refused)]
    if len(refused) > 1:
        said.insert(0, Said("refused_many", {"count": str(len(refused))}))
    return said


def _note(session: AsyncSession, claim: Claim, reason: Refusal, now: datetime) -> None:
    session.add(RefusalRow(learner_id=claim.learner_id, way=claim.way, reason=reason, at=now))

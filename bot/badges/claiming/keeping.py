"""A credential that was found good becomes an award."""

import hashlib
import json
import secrets
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.claiming import matching, queries
from bot.badges.claiming.model import Claim, Found
from bot.badges.model import About, AwardState, Format, Verdict
from bot.badges.tables import AwardRow
from bot.badges.verification.report import Report

DAILY = timedelta(days=1)
LONGEST = {"name": 300, "issuer": 300, "description": 2_000, "criteria": 4_000}
"""Characters kept of what a credential says, for its card."""


async def keep(session: AsyncSession, claim: Claim, found: Found, now: datetime) -> AwardRow | None:
    """The award, new in the caller's transaction; None when the learner holds this very credential already."""
    digest = fingerprint(found.credential)
    earlier = await queries.same(session, claim.learner_id, digest)
    if earlier is not None and earlier.state == AwardState.HELD:
        return None
    row = earlier or AwardRow(id=secrets.token_hex(16), learner_id=claim.learner_id, credential_hash=digest)
    await _fill(session, row, claim, found, now)
    session.add(row)
    await session.flush()
    return row


def fingerprint(credential: bytes) -> str:
    """SHA-256 of what a credential says: the same JSON in another layout is the same credential."""
    if credential.lstrip().startswith(b"{"):
        credential = json.dumps(json.loads(credential), sort_keys=True).encode()
    return hashlib.sha256(credential).hexdigest()


async def _fill(session: AsyncSession, row: AwardRow, claim: Claim, found: Found, now: datetime) -> None:
    report = found.report
    about, format_ = report.about or About(""), report.format or Format.VC_EMBEDDED
    row.city, row.way, row.format = claim.city, claim.way, format_
    row.credential, row.source = found.credential, report.source
    row.badge = await matching.badge_of(session, claim.city, about)
    row.name, row.issuer = about.name[: LONGEST["name"]], about.issuer[: LONGEST["issuer"]]
    row.issuer_id = about.issuer_id
    row.about = _about(about, report, found.picture)
    row.issued, row.expires, row.received = about.issued, about.expires, now
    row.state = AwardState.HELD
    note_check(row, report, now)


def note_check(row: AwardRow, report: Report, now: datetime) -> None:
    """What a verification said, and when the next is due."""
    row.verdict = report.verdict if report.confirmed else max(report.verdict, Verdict.WARNING, key=_worse)
    row.checks = [check.as_json() for check in report.checks]
    row.reasons = report.reasons
    row.checked, row.look_again = now, now + DAILY


def _worse(verdict: Verdict) -> int:
    return (Verdict.VALID, Verdict.WARNING, Verdict.INVALID).index(verdict)


def _about(about: About, report: Report, picture: str) -> dict[str, object]:
    return {
        "description": about.description[: LONGEST["description"]],
        "criteria": about.criteria[: LONGEST["criteria"]],
        "image": picture,
        "skills": list(about.skills[:20]),
        "achievement_id": about.achievement_id,
        "confirmed": report.confirmed,
    }

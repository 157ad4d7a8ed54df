"""Looks again at what was found good: daily, and before something relies on it."""

from datetime import datetime, timedelta

from bot.badges.claiming import keeping, matching, queries, reasons
from bot.badges.claiming.model import Refusal
from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.notices import notice
from bot.badges.model import AwardState, Format
from bot.badges.tables import AwardRow
from bot.badges.verification.report import Report
from bot.badges.verification.verifier import Verifier
from bot.clock import Clock
from bot.store.engine import Store

LATER = timedelta(hours=4)
"""When an award is looked at again whose issuer could not be reached."""
ENDS = {
    Refusal.REVOKED: AwardState.REVOKED,
    Refusal.EXPIRED: AwardState.EXPIRED,
    Refusal.FORGED: AwardState.BROKEN,
    Refusal.FORM: AwardState.BROKEN,
}


async def recheck(store: Store, verifier: Verifier, at: Addresses, now: Clock, learner_id: str | None = None) -> int:
    """Looks at the awards that are due, of one learner or of all; gives how many were looked at."""
    async with store.read() as session:
        rows = await queries.to_look_at(session, now(), learner_id)
    for row in rows:
        report = await _look(row, verifier)
        async with store.write() as session:
            kept = await session.get(AwardRow, row.id, with_for_update=True)
            if kept is not None and kept.state == AwardState.HELD:
                ended = _note(kept, report, now())
                if ended is None and _tells_whose(kept, report):
                    kept.badge = await matching.badge_of(session, kept.city, report, at)
                if ended is not None and kept.learner_id is not None:
                    places = {"badge": kept.name, "issuer": kept.issuer}
                    session.add(notice(kept.learner_id, f"claims.lost.{ended}", places, now()))
    return len(rows)


def _tells_whose(row: AwardRow, report: Report) -> bool:
    """Whether who gave it was looked at: an issuer that cannot be reached today is still who it was."""
    return report.about is not None and (report.confirmed or not row.about.get("confirmed"))


async def _look(row: AwardRow, verifier: Verifier) -> Report:
    """A hosted one at its address, where the issuer may have taken it back; others as they were received."""
    if row.format == Format.OB2_HOSTED and row.source:
        return await verifier.verify_at(row.source)
    return await verifier.verify(row.credential)


def _note(row: AwardRow, report: Report, now: datetime) -> AwardState | None:
    """The state that it came to; None when it still stands, or could not be looked at."""
    reason = reasons.refusal(report)
    if reason is None:
        keeping.note_check(row, report, now)
        return None
    state = ENDS.get(reason)
    if state is None:
        row.look_again = now + LATER
        return None
    keeping.note_check(row, report, now)
    row.state, row.look_again = state, None
    return state

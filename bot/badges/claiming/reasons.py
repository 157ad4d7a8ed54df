"""From what the verifier found to the one reason that a learner is told."""

from bot.badges.claiming.model import Refusal
from bot.badges.model import Format, Verdict
from bot.badges.verification.report import Report

UNREAD = {
    "read": Refusal.UNREADABLE,
    "read.fetch": Refusal.UNREACHABLE,
    "read.unsafe": Refusal.UNSAFE,
    "read.size": Refusal.TOO_LARGE,
    "read.signature": Refusal.UNSIGNED,
    "read.broken": Refusal.BROKEN,
    "read.several": Refusal.SEVERAL,
}
"""By the check that failed."""
ORDER = (
    *((reason, (name,)) for name, reason in UNREAD.items()),
    (Refusal.REVOKED, ("status", "status.bitstring")),
    (Refusal.FORGED, ("proof", "proof.jwt", "proof.jws", "proof.hosted", "issuer.key")),
    (Refusal.EXPIRED, ("dates.expires",)),
    (Refusal.NOT_YET, ("dates.issued",)),
)


def refusal(report: Report) -> Refusal | None:
    """Why it is not taken; None when it is. Stricter than the verdict: what nobody but the credential itself vouches
    for is not held here."""
    if report.verdict is Verdict.INVALID:
        return next((reason for reason, names in ORDER if report.failed(*names)), Refusal.FORM)
    if report.format is None or report.about is None:
        return Refusal.NOT_A_BADGE
    if report.own_key and not report.confirmed:
        return Refusal.OWN_KEY
    if report.format is Format.OB2_HOSTED and not report.confirmed:
        return Refusal.NOT_HOSTED
    return None

"""Awards to put into a store."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.badges.model import AwardState, Format, Verdict, Way
from bot.badges.tables import AwardRow

DAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


def award(id_: str, learner_id: str, **changes: Any) -> AwardRow:
    """A valid badge of Brightport's, held since the 20th."""
    values: dict[str, Any] = {
        "id": id_,
        "learner_id": learner_id,
        "city": "brightport",
        "badge": f"brightport:badge:{id_}",
        "way": Way.FILE,
        "format": Format.VC_JWT,
        "credential": b"{}",
        "credential_hash": f"hash of {id_}",
        "source": "",
        "name": id_.title(),
        "issuer": "Harbour Studios",
        "issuer_id": "did:web:harbour.example",
        "about": {"description": "You did it."},
        "issued": DAY,
        "expires": DAY + timedelta(days=365),
        "received": DAY,
        "verdict": Verdict.VALID,
        "checks": [],
        "reasons": [],
        "checked": DAY,
        "state": AwardState.HELD,
    }
    return AwardRow(**(values | changes))

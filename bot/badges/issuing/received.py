"""An award read back from the credential that was made of it."""

from datetime import datetime
from typing import Any

from bot.badges.issuing.model import Achievement, Award, Party, Recipient
from bot.badges.issuing.signing import read
from bot.badges.tables import AwardRow


def award_from(row: AwardRow) -> Award:
    """From one that was made here; what the credential says is what counts, whatever the catalogue says now."""
    claims = read(row.credential.decode())
    subject = claims["credentialSubject"]
    said = subject["achievement"]
    return Award(
        id=row.id,
        achievement=Achievement(
            id=row.badge or "",
            name=said["name"],
            description=said["description"],
            criteria=said["criteria"]["narrative"],
            creator=Party("", said["creator"]["name"]),
        ),
        subject=subject["id"],
        issued=datetime.fromisoformat(claims["validFrom"]),
        expires=datetime.fromisoformat(claims["validUntil"]) if "validUntil" in claims else None,
        recipient=_recipient(subject),
        evidence=next((one["narrative"] for one in claims.get("evidence", ())), ""),
    )


def _recipient(subject: dict[str, Any]) -> Recipient | None:
    found = next(iter(subject.get("identifier", ())), None)
    return Recipient(found["identityHash"], found["salt"]) if found else None

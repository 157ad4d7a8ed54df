"""A Comprehensive Learner Record: everything in one signed document (1EdTech, CLR Standard 2.0). Pure."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.credentials import OB, VC, moment, profile
from bot.badges.issuing.model import Party, new_subject
from bot.badges.model import Format
from bot.badges.tables import AwardRow

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


def clr_credential(
    link: str, city: Party, name: str, awards: Sequence[AwardRow], at: Addresses, now: datetime
) -> dict[str, Any]:
    """A ClrCredential over the awards that are verifiable credentials; each keeps the proof of whoever issued it.

    Badges of Open Badges 2.0 are none and are left out (CLR 2.0, "ClrSubject").
    """
    subject: dict[str, Any] = {
        "id": new_subject(),
        "type": ["ClrSubject"],
        "verifiableCredential": [member for award in awards if (member := _member(award))],
    }
    if name:
        subject["name"] = name
    return {
        "@context": [VC, CLR, OB],
        "id": f"{link}/clr.jwt",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": f"{city.name}: {name}" if name else city.name,
        "issuer": profile(city, at.did),
        "validFrom": moment(now),
        "credentialSubject": subject,
    }


def _member(award: AwardRow) -> dict[str, Any] | None:
    """A token as an EnvelopedVerifiableCredential (Verifiable Credentials 2.0, section 4.13); JSON as it is."""
    if award.format == Format.VC_JWT:
        token = award.credential.decode()
        return {"@context": VC, "id": f"data:application/vc+jwt,{token}", "type": "EnvelopedVerifiableCredential"}
    if award.format == Format.VC_EMBEDDED:
        found: dict[str, Any] = json.loads(award.credential)
        return found
    return None

"""An award of an invented studio, its addresses, and a web that is a dictionary."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.did import did_document
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.model import Achievement, Award, Party, Recipient, Skill, new_award_id, new_subject
from bot.badges.issuing.signing import sign
from bot.badges.issuing.status import status_credential

AT = Addresses("https://waymark.fernley.example")
CITY = Party("fernley", "Fernley")
STUDIO = Party("fernley:org:studio", "The Studio", "https://studio.example")
BEATS = Achievement(
    "fernley:badge:beats",
    "Beat Maker",
    "You made your own beat.",
    "Make one finished beat of at least 90 seconds.",
    STUDIO,
    (Skill("beat-making", "Beat making"),),
    "starter",
)
NOW = datetime.now(UTC)


def award(recipient: Recipient | None = None, index: int = 0, evidence: str = "", badge: Achievement = BEATS) -> Award:
    return Award(new_award_id(), badge, new_subject(), NOW, recipient=recipient, evidence=evidence, status_index=index)


class Web:
    """What a verifier can fetch: the city's DID document, an organisation's, and the status list."""

    def __init__(self, ring: KeyRing, revoked: Sequence[int] = ()) -> None:
        keys = ring.published()
        listed = sign(status_credential("fernley", 1, revoked, AT, NOW), AT.did, ring.current())
        studio = AT.organisation_did(STUDIO.id)
        self.documents: dict[str, Any] = {
            f"{AT.base}/.well-known/did.json": did_document(AT.did, keys),
            f"{AT.organisation(STUDIO.id)}/did.json": did_document(studio, keys),
            AT.status_list("fernley", 1): listed,
        }

    def fetch(self, address: str, *_: Any, **__: Any) -> bytes:
        found = self.documents[address]
        return (found if isinstance(found, str) else json.dumps(found)).encode()

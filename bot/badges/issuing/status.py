"""The list that says which awards are revoked (W3C Bitstring Status List 1.0)."""

import base64
import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.credentials import VC, moment

ENTRIES = 131_072
"""Entries in a list, the least that hides one holder among many (section 6.1 "Group Privacy")."""
FRESH = timedelta(days=1)
"""How long a copy of the list may be relied on."""


def encode(revoked: Iterable[int]) -> str:
    """GZIP, then base64url without padding behind the multibase prefix `u` (section 3.3). Index 0 is the first bit."""
    bits = bytearray(ENTRIES // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def status_credential(city: str, number: int, revoked: Iterable[int], at: Addresses, now: datetime) -> dict[str, Any]:
    """A BitstringStatusListCredential, good for a day."""
    address = at.status_list(city, number)
    return {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": at.did,
        "validFrom": moment(now),
        "validUntil": moment(now + FRESH),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(revoked),
        },
    }

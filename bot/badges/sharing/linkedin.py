"""LinkedIn's add-to-profile link (LinkedIn, "Add to profile", for certifications)."""

from datetime import datetime
from urllib.parse import urlencode

ADDRESS = "https://www.linkedin.com/profile/add"
LEAST_AGE = 16
"""LinkedIn's User Agreement, 2.1: nobody younger may have a profile."""


def add_to_profile(
    name: str, issuer: str, issued: datetime | None, expires: datetime | None, address: str, award: str
) -> str:
    """A link that fills LinkedIn's form; `address` is the public page, `award` its id."""
    fields: dict[str, str | int] = {"startTask": "CERTIFICATION_NAME", "name": name, "organizationName": issuer}
    if issued:
        fields |= {"issueYear": issued.year, "issueMonth": issued.month}
    if expires:
        fields |= {"expirationYear": expires.year, "expirationMonth": expires.month}
    return f"{ADDRESS}?{urlencode({**fields, 'certUrl': address, 'certId': award})}"

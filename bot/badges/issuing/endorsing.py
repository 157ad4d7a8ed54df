"""What employers say about badges, signed in their name."""

import secrets
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing import catalogue
from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.credentials import endorsement_credential
from bot.badges.issuing.errors import WrongError
from bot.badges.issuing.keys import SigningKey
from bot.badges.issuing.orders import Giver, checked_text
from bot.badges.issuing.signing import sign
from bot.badges.issuing.tables import EndorsementRow
from bot.catalogue.tables import BadgeRow

COMMENT_LIMIT = 1000


async def endorse(
    session: AsyncSession, by: Giver, row: BadgeRow, comment: str, key: SigningKey, at: Addresses, now: datetime
) -> EndorsementRow:
    """Signs and keeps it. WrongError when no organisation speaks, or nothing is said."""
    said = checked_text("comment", comment, COMMENT_LIMIT)
    if not said:
        raise WrongError("comment", "is missing")
    if by.organisation is None:
        raise WrongError("employer", "is missing")
    endorser = await catalogue.organisation(session, by.city, by.organisation)
    badge = await catalogue.achievement(session, row)
    endorsement_id = secrets.token_urlsafe(16)
    document = endorsement_credential(endorsement_id, endorser, badge, said, now, at)
    made = EndorsementRow(
        id=endorsement_id,
        city=by.city,
        badge=row.id,
        organisation=by.organisation,
        comment=said,
        credential=sign(document, at.organisation_did(endorser.id), key),
        made=now,
    )
    session.add(made)
    await session.flush()
    return made

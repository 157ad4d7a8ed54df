"""Open Badges 3.0 documents (1EdTech, Open Badges Specification 3.0) on Verifiable Credentials 2.0. Pure."""

from datetime import UTC, datetime
from typing import Any

from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.model import Achievement, Award, Party, Recipient

VC = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SCHEMA_TYPES = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
"""Defines the types of 1EdTech's schemas; without it a JSON-LD processor does not know them."""
CONTEXTS = [VC, OB, SCHEMA_TYPES]
SCHEMAS = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json"
Document = dict[str, Any]


def award_credential(award: Award, city: Party, at: Addresses) -> Document:
    """An AchievementCredential (section "AchievementCredential"). The city issues; the organisation is its source."""
    document: Document = {
        "@context": CONTEXTS,
        "id": at.award(award.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.achievement.name,
        "issuer": profile(city, at.did),
        "validFrom": moment(award.issued),
        "awardedDate": moment(award.issued),
        "credentialSubject": _subject(award, at),
        "credentialStatus": _status(award, at),
        "credentialSchema": [_schema("achievementcredential")],
    }
    if award.expires:
        document["validUntil"] = moment(award.expires)
    if award.evidence:
        document["evidence"] = [{"type": ["Evidence"], "name": award.achievement.name, "narrative": award.evidence}]
    return document


def achievement(badge: Achievement, at: Addresses) -> Document:
    """An Achievement with its picture, criteria, skills and endorsements."""
    document: Document = {
        "id": at.badge(badge.id),
        "type": ["Achievement"],
        "achievementType": "Badge",
        "name": badge.name,
        "description": badge.description,
        "criteria": {"narrative": badge.criteria},
        "image": {"id": at.picture(badge.id), "type": "Image", "caption": badge.name},
        "creator": profile(badge.creator, at.organisation_did(badge.creator.id)),
    }
    if badge.skills:
        document["tag"] = [skill.name for skill in badge.skills]
    if badge.endorsements:
        document["endorsementJwt"] = list(badge.endorsements)
    return document


def profile(party: Party, did: str) -> Document:
    document: Document = {"id": did, "type": ["Profile"], "name": party.name}
    return {**document, "url": party.url} if party.url else document


def endorsement_credential(
    endorsement: str, endorser: Party, badge: Achievement, comment: str, since: datetime, at: Addresses
) -> Document:
    """An EndorsementCredential: an employer vouches for a badge."""
    return {
        "@context": CONTEXTS,
        "id": at.endorsement(endorsement),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"{endorser.name}: {badge.name}",
        "issuer": profile(endorser, at.organisation_did(endorser.id)),
        "validFrom": moment(since),
        "credentialSubject": {
            "id": at.badge(badge.id),
            "type": ["EndorsementSubject"],
            "endorsementComment": comment,
        },
        "credentialSchema": [_schema("endorsementcredential")],
    }


def moment(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _subject(award: Award, at: Addresses) -> Document:
    creator = award.achievement.creator
    subject: Document = {
        "id": award.subject,
        "type": ["AchievementSubject"],
        "achievement": achievement(award.achievement, at),
        "source": profile(creator, at.organisation_did(creator.id)),
    }
    if award.recipient:
        subject["identifier"] = [_identity(award.recipient)]
    return subject


def _identity(recipient: Recipient) -> Document:
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": recipient.hash,
        "identityType": "emailAddress",
        "salt": recipient.salt,
    }


def _status(award: Award, at: Addresses) -> Document:
    """Bitstring Status List 1.0, section 2.1."""
    address = at.status_list(award.city, award.status_list)
    return {
        "id": f"{address}#{award.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(award.status_index),
        "statusListCredential": address,
    }


def _schema(name: str) -> Document:
    return {"id": f"{SCHEMAS}/ob_v3p0_{name}_schema.json", "type": "1EdTechJsonSchemaValidator2019"}

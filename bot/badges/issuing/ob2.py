"""Open Badges 2.0 hosted documents, for wallets that know only those (1EdTech, Open Badges v2.0). Pure."""

from collections.abc import Sequence
from typing import Any

from bot.badges.issuing.addresses import Addresses
from bot.badges.issuing.credentials import moment
from bot.badges.issuing.model import Achievement, Award, Party

CONTEXT = "https://w3id.org/openbadges/v2"
Document = dict[str, Any]


def assertion(award: Award, at: Addresses) -> Document:
    """A hosted Assertion; its address is its proof."""
    document: Document = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": at.award_ob2(award.id),
        "recipient": _recipient(award),
        "badge": at.badge_ob2(award.achievement.id),
        "verification": {"type": "hosted"},
        "issuedOn": moment(award.issued),
        "image": f"{at.award(award.id)}.png",
    }
    if award.expires:
        document["expires"] = moment(award.expires)
    if award.evidence:
        document["evidence"] = [{"type": "Evidence", "narrative": award.evidence}]
    return document


def revoked_assertion(award: str, reason: str, at: Addresses) -> Document:
    """What is left of an assertion that was taken back; served with 410 Gone."""
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": at.award_ob2(award),
        "revoked": True,
        "revocationReason": reason,
    }


def badge_class(badge: Achievement, at: Addresses) -> Document:
    return {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": at.badge_ob2(badge.id),
        "name": badge.name,
        "description": badge.description,
        "image": at.picture(badge.id),
        "criteria": {"id": at.badge(badge.id), "narrative": badge.criteria},
        "issuer": f"{at.organisation(badge.creator.id)}/ob2.json",
        "tags": [skill.name for skill in badge.skills],
    }


def issuer(organisation: Party, contact: str, at: Addresses) -> Document:
    """`contact` is the city's address for questions about badges."""
    return {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": f"{at.organisation(organisation.id)}/ob2.json",
        "name": organisation.name,
        "url": organisation.url or at.base,
        "email": contact,
        "revocationList": at.revoked(organisation.id.partition(":")[0]),
        # Which origin may host is not said: it is that of the issuer's own address.
        "verification": {"startsWith": [f"{at.base}/badges/"]},
    }


def revocation_list(city: str, revoked: Sequence[tuple[str, str]], at: Addresses) -> Document:
    """`revoked` are awards and reasons."""
    return {
        "@context": CONTEXT,
        "type": "RevocationList",
        "id": at.revoked(city),
        "revokedAssertions": [{"id": at.award_ob2(award), "revocationReason": reason} for award, reason in revoked],
    }


def _recipient(award: Award) -> Document:
    """A hashed e-mail address where there is one; else the award's own random subject."""
    if award.recipient:
        return {
            "type": "email",
            "hashed": True,
            "salt": award.recipient.salt,
            "identity": award.recipient.hash,
        }
    return {"type": "id", "hashed": False, "identity": award.subject}

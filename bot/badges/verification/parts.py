"""What a 3.0 credential says of its subject, evidence and issuer, where the types are what a schema cannot hold
(Open Badges 3.0, appendix B; the official validator's CredentialSubjectProbe, EvidenceProbe and IssuerProbe)."""

from collections.abc import Mapping
from typing import Any

from bot.badges.verification import values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.report import Findings


def check_subject(credential: Mapping[str, Any], kind: str, findings: Findings) -> None:
    with findings.checking("subject"):
        subject = values.mapping(credential.get("credentialSubject"))
        if kind == "endorsement":
            _be_of(subject, "EndorsementSubject", "The subject")
            _be_named(subject)
        else:
            _check_achieved(subject)


def check_evidence(credential: Mapping[str, Any], findings: Findings) -> None:
    with findings.checking("evidence"):
        for evidence in values.listed(credential.get("evidence")):
            _be_of(evidence, "Evidence", "A piece of evidence")


def check_issuer(credential: Mapping[str, Any], findings: Findings) -> None:
    with findings.checking("issuer"):
        issuer = credential.get("issuer")
        _be_of(issuer, "Profile", "The issuer")
        for other in values.listed(values.mapping(issuer).get("otherIdentifier")):
            _be_of(other, "IdentifierEntry", "An identifier of the issuer")
        if parent := values.mapping(issuer).get("parentOrg"):
            _be_of(parent, "Profile", "The issuer's parent")


def _check_achieved(subject: Mapping[str, Any]) -> None:
    _be_of(subject, "AchievementSubject", "The subject")
    _be_named(subject)
    for identifier in values.listed(subject.get("identifier")):
        _be_of(identifier, "IdentityObject", "An identifier of the subject")
    for result in values.listed(subject.get("result")):
        _be_of(result, "Result", "A result")
    _check_achievement(values.mapping(subject.get("achievement")))
    if source := subject.get("source"):
        _be_of(source, "Profile", "The source")


def _check_achievement(achievement: Mapping[str, Any]) -> None:
    if not achievement:
        raise RefusedError("It does not say what was achieved.")
    for described in values.listed(achievement.get("resultDescription")):
        _be_of(described, "ResultDescription", "The description of a result")
    criteria = values.mapping(achievement.get("criteria"))
    if not criteria.get("id") and not criteria.get("narrative"):
        raise RefusedError("It does not say what had to be done for it.")


def _be_of(thing: Any, wanted: str, name: str) -> None:
    if wanted not in values.texts(values.mapping(thing).get("type")):
        raise RefusedError(f"{name} is not of the type {wanted}.")


def _be_named(subject: Mapping[str, Any]) -> None:
    if not values.text(subject.get("id")) and not values.listed(subject.get("identifier")):
        raise RefusedError("It does not say whom it is for.")

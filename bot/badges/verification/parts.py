"""What a 3.0 credential says of its subject, evidence and issuer, where the types are what a schema cannot hold
(Open Badges 3.0, appendix B; the official validator's CredentialSubjectProbe, EvidenceProbe and IssuerProbe)."""

from collections.abc import Mapping
from typing import Any

from bot.badges.verification import values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.report import Findings

SUBJECTS = {"achievement": "AchievementSubject", "endorsement": "EndorsementSubject", "clr": "ClrSubject"}


def check_subject(credential: Mapping[str, Any], kind: str, findings: Findings) -> None:
    """`kind` as in `form.KINDS`."""
    with findings.checking("subject"):
        subject = values.mapping(credential.get("credentialSubject"))
        if kind == "list":
            _be_of(subject, _list_type(credential), "The subject")
            return
        _be_of(subject, SUBJECTS[kind], "The subject")
        _be_named(subject)
        _check_identifiers(subject)
        for achievement in values.listed(subject.get("achievement")):
            _check_achievement(values.mapping(achievement))
        if kind == "achievement":
            _check_achieved(subject)


def check_evidence(credential: Mapping[str, Any], findings: Findings) -> None:
    with findings.checking("evidence"):
        for evidence in values.listed(credential.get("evidence")):
            _be_of(evidence, "Evidence", "A piece of evidence")


def check_issuer(credential: Mapping[str, Any], kind: str, findings: Findings) -> None:
    """Who issues a list need not say more than their id (Verifiable Credentials 2.0, section 4.7)."""
    with findings.checking("issuer"):
        if kind == "list":
            return
        issuer = credential.get("issuer")
        _be_of(issuer, "Profile", "The issuer")
        for other in values.listed(values.mapping(issuer).get("otherIdentifier")):
            _be_of(other, "IdentifierEntry", "An identifier of the issuer")
        if parent := values.mapping(issuer).get("parentOrg"):
            _be_of(parent, "Profile", "The issuer's parent")


def _list_type(credential: Mapping[str, Any]) -> str:
    """Status List 2021 was the draft of Bitstring Status List 1.0."""
    return (
        "StatusList2021"
        if "StatusList2021Credential" in values.texts(credential.get("type"))
        else "BitstringStatusList"
    )


def _check_identifiers(subject: Mapping[str, Any]) -> None:
    for identifier in values.listed(subject.get("identifier")):
        _be_of(identifier, "IdentityObject", "An identifier of the subject")


def _check_achieved(subject: Mapping[str, Any]) -> None:
    if not values.mapping(subject.get("achievement")):
        raise RefusedError("It does not say what was achieved.")
    for result in values.listed(subject.get("result")):
        _be_of(result, "Result", "A result")
    if source := subject.get("source"):
        _be_of(source, "Profile", "The source")


def _check_achievement(achievement: Mapping[str, Any]) -> None:
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

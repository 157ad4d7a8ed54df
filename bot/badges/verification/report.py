"""What a verification found, check by check, and the verdict that follows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.badges.model import About, Format, Verdict
from bot.badges.verification.errors import RefusedError


class Outcome(StrEnum):
    PASSED = "passed"
    WARNING = "warning"
    """Right, with something that is out of use."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It could not be looked at; this alone changes no verdict."""


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    """One of the names of `PROBES`, such as `form.type` or `proof`."""
    outcome: Outcome
    message: str = ""
    """One plain sentence; it may quote the credential and goes into no log."""

    def as_json(self) -> dict[str, str]:
        return {"check": self.name, "outcome": str(self.outcome), "message": self.message, "probe": PROBES[self.name]}


PROBES: Mapping[str, str] = {
    "read": "CredentialParseProbe",
    "read.fetch": "CredentialParseProbe",
    "read.unsafe": "CredentialParseProbe",
    "read.size": "CredentialParseProbe",
    "read.signature": "CredentialParseProbe",
    "read.broken": "CredentialParseProbe",
    "read.several": "CredentialParseProbe",
    "form.json_ld": "JsonLDValidationProbe",
    "form.context": "ContextPropertyProbe",
    "form.type": "TypePropertyProbe",
    "form.schema": "JsonSchemaProbe",
    "form.own_schema": "InlineJsonSchemaProbe",
    "form.property": "ValidationPropertyProbe",
    "form.extension": "ExtensionProbe",
    "form.graph": "GraphFetcherProbe",
    "subject": "CredentialSubjectProbe",
    "evidence": "EvidenceProbe",
    "issuer": "IssuerProbe",
    "issuer.key": "IssuerKeyProbe",
    "proof": "EmbeddedProofProbe",
    "proof.jwt": "ExternalProofProbe",
    "proof.hosted": "VerificationDependenciesProbe",
    "proof.jws": "VerificationJWTProbe",
    "dates.issued": "IssuanceProbe",
    "dates.expires": "ExpirationProbe",
    "status": "RevocationListProbe",
    "status.bitstring": "BitstringStatusListProbe",
    "recipient": "VerificationRecipientProbe",
    "refresh": "CredentialParseProbe",
    "endorsements": "EndorsementInspector",
    "credentials": "OB30Inspector",
}
"""Every check, and what the official validator calls the one that looks at the same (1EdTech
digital-credentials-public-validator). `issuer.key` is ours alone."""


@dataclass(slots=True)
class Findings:
    """Checks as they are made."""

    checks: list[Check] = field(default_factory=list)

    def passed(self, name: str, message: str = "") -> None:
        self._add(name, Outcome.PASSED, message)

    def warn(self, name: str, message: str) -> None:
        self._add(name, Outcome.WARNING, message)

    def fail(self, name: str, message: str) -> None:
        self._add(name, Outcome.FAILED, message)

    def unknown(self, name: str, message: str) -> None:
        self._add(name, Outcome.UNKNOWN, message)

    def _add(self, name: str, outcome: Outcome, message: str) -> None:
        self.checks.append(Check(name, outcome, message))

    @contextmanager
    def checking(self, name: str) -> Iterator[None]:
        """Passes `name` unless the block raises RefusedError or says something about it itself."""
        before = len(self.checks)
        try:
            yield
        except RefusedError as error:
            self.fail(name, str(error))
        if not any(check.name == name for check in self.checks[before:]):
            self.passed(name)

    @property
    def settled(self) -> tuple[Check, ...]:
        """Each check once, unless there is more to say of it: one that is made in several places has passed when none
        of them says otherwise."""
        spoken = {check.name for check in self.checks if check.outcome is not Outcome.PASSED}
        kept = (check for check in self.checks if check.outcome is not Outcome.PASSED or check.name not in spoken)
        return tuple(dict.fromkeys(kept))

    @property
    def broken(self) -> bool:
        return any(check.outcome is Outcome.FAILED for check in self.checks)

    @property
    def verdict(self) -> Verdict:
        outcomes = {check.outcome for check in self.checks}
        if Outcome.FAILED in outcomes:
            return Verdict.INVALID
        return Verdict.WARNING if Outcome.WARNING in outcomes else Verdict.VALID


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a credential is made out to, where it says so by an address."""

    kind: str
    """`email` or another kind of address (`url`, `telephone`, ...)."""
    identity: str
    """The address itself, or `sha256$...` or `md5$...` of it."""
    hashed: bool
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    verdict: Verdict
    checks: tuple[Check, ...]
    format: Format | None = None
    about: About | None = None
    recipients: tuple[Recipient, ...] = ()
    """Any one of them may be the learner; empty when the credential names nobody by address."""
    confirmed: bool = False
    """Whether the proof was tied to the issuer by something that the issuer publishes, or by the issuer's own name."""
    proved_by: tuple[str, ...] = ()
    """Whose it is proved to be: the issuer's address or DID where it is confirmed, and the key as a `did:key`. What a
    credential says of its issuer beyond that is anybody's word."""
    own_key: bool = False
    """Whether it was proved by a key that it brought along, and by nothing else."""
    source: str = ""
    """Where the credential is hosted."""

    @property
    def reasons(self) -> list[str]:
        """What speaks against it, one sentence each; first what makes it invalid."""
        bad = (Outcome.FAILED, Outcome.WARNING)
        return [check.message for outcome in bad for check in self.checks if check.outcome is outcome]

    def failed(self, *names: str) -> bool:
        return any(check.outcome is Outcome.FAILED and check.name in names for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        about = self.about
        return {
            "verdict": str(self.verdict),
            "format": str(self.format) if self.format else None,
            "name": about.name if about else None,
            "issuer": about.issuer if about else None,
            "confirmed_with_issuer": self.confirmed,
            "reasons": self.reasons,
            "checks": [check.as_json() for check in self.checks],
        }

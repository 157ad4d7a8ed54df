"""Credentials that a credential holds or points to: endorsements, the badges of a record, a newer one of itself."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from bot.badges.model import Verdict
from bot.badges.verification import form, received, values
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.received import Credential
from bot.badges.verification.report import Findings, Report

MOST_ENDORSEMENTS = 10
MOST_SERVICES = 2
REFRESH = "1EdTechCredentialRefresh"

Verify = Callable[[Credential], Awaitable[Report]]


async def check_endorsements(json: Mapping[str, Any], verify: Verify, findings: Findings) -> None:
    """Every endorsement, wherever it stands."""
    with findings.checking("endorsements"):
        for one in list(_endorsements(json))[:MOST_ENDORSEMENTS]:
            credential = _credential(one, "An endorsement in it is none.")
            if form.kind_of(credential.json) != "endorsement":
                raise RefusedError("An endorsement in it is none.")
            _judge(await verify(credential), "endorsements", "An endorsement in it", findings)


def _endorsements(json: Mapping[str, Any]) -> Iterator[Any]:
    """Those of a record's badges are looked at with the badges."""
    subject = values.mapping(json.get("credentialSubject"))
    own = {**json, "credentialSubject": {**subject, "verifiableCredential": None}}
    for name in ("endorsement", "endorsementJwt"):
        for value in values.found(own, name):
            yield from values.listed(value)


async def check_members(json: Mapping[str, Any], verify: Verify, findings: Findings) -> None:
    """The badges of a record (CLR 2.0, "ClrSubject"); of credentials of other kinds nothing is said."""
    with findings.checking("credentials"):
        members = values.listed(values.mapping(json.get("credentialSubject")).get("verifiableCredential"))
        if len(members) > received.MANY:
            raise RefusedError("It holds too many badges.")
        for one in members:
            credential = _credential(one, "A badge in it cannot be read.")
            if form.kind_of(credential.json) == "achievement":
                _judge(await verify(credential), "credentials", "A badge in it", findings)
            else:
                findings.unknown("credentials", "It holds something that is not a badge.")


async def check_refreshed(
    json: Mapping[str, Any], pages: Pages, verify: Verify, findings: Findings, *, strict: bool
) -> None:
    """A newer one of it at the address that it names (Open Badges 3.0, section 8): it has to be good too.

    `strict` makes it a failure when there is none; the official validator has that of endorsements alone."""
    for service in map(values.mapping, values.listed(json.get("refreshService"))[:MOST_SERVICES]):
        if REFRESH not in values.texts(service.get("type")):
            continue
        with findings.checking("refresh"):
            try:
                found = received.read(await pages.get(values.identifier(service)))
            except (UnreachableError, RefusedError) as error:
                (findings.fail if strict else findings.unknown)("refresh", f"There is no newer one of it: {error}")
                continue
            if isinstance(found, Credential):
                _judge(await verify(found), "refresh", "The newer one of it", findings)


def _credential(one: Any, message: str) -> Credential:
    credential = received.from_json(one)
    if not isinstance(credential, Credential):
        raise RefusedError(message)
    return credential


def _judge(report: Report, name: str, what: str, findings: Findings) -> None:
    if report.verdict is Verdict.INVALID:
        raise RefusedError(f"{what} is not good: {report.reasons[0]}")
    if report.verdict is Verdict.WARNING:
        findings.warn(name, f"{what}: {report.reasons[0]}")

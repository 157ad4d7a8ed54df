"""Verifies a credential of Open Badges 3.0 (section 8, "Verification and Validation")."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.badges.model import About, Format
from bot.badges.verification import dates, form, inner, integrity, jose, keys, methods, parts, schema, status, values
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.form import Forms
from bot.badges.verification.linked import Contexts, Linked
from bot.badges.verification.methods import Method
from bot.badges.verification.received import Credential
from bot.badges.verification.report import Findings, Recipient, Report

MOST_SCHEMAS = 10
OWN_SCHEMA = "1EdTechJsonSchemaValidator2019"
EMAIL_TYPES = ("emailAddress", "email")


@dataclass(slots=True)
class Verification:
    """One verification."""

    credential: Credential
    pages: Pages
    now: datetime
    more: Contexts
    forms: Forms
    findings: Findings
    within: bool = False
    """Whether it is an endorsement in another credential, or a newer one of it: what it holds or points to itself is
    left alone."""
    confirmed: bool = False
    key: str = ""
    """The key that signed it, as a `did:key`."""
    linked: Linked = field(init=False)

    def __post_init__(self) -> None:
        self.linked = Linked(self.more)

    @property
    def json(self) -> Mapping[str, Any]:
        return self.credential.json

    @property
    def kind(self) -> str:
        return form.kind_of(self.json) or "achievement"

    async def verify(self) -> Report:
        await asyncio.to_thread(self._check_form)
        await self._check_own_schemas()
        if not self.findings.broken:
            await self._check_proof()
            if self.kind != "list":
                await status.check(self.json, self.pages, self.prove_list, self.findings)
        dates.check(self.json, self.now, self.findings)
        if self.credential.signed is not None:
            _check_token_dates(self.credential.signed.payload, self.now, self.findings)
        if not self.within:
            await self._check_inner()
        return self._report()

    async def _check_inner(self) -> None:
        if self.kind == "endorsement" or not self.findings.broken:
            strict = self.kind == "endorsement"
            await inner.check_refreshed(self.json, self.pages, self._verify_within, self.findings, strict=strict)
        if not self.findings.broken:
            await inner.check_endorsements(self.json, self._verify_within, self.findings)
        if not self.findings.broken and self.kind == "clr":
            await inner.check_members(self.json, self._verify_whole, self.findings)

    def _check_form(self) -> None:
        form.check_contexts(self.json, self.findings)
        form.check_types(self.json, self.findings)
        self.forms.check(self.json, self.linked, self.findings, memorable=not self.more)
        parts.check_subject(self.json, self.kind, self.findings)
        parts.check_evidence(self.json, self.findings)
        parts.check_issuer(self.json, self.kind, self.findings)

    async def _check_own_schemas(self) -> None:
        """Schemas that the credential names. The standard's are checked anyway; others are programs of a kind, so they
        are looked for and not run."""
        for named in map(values.mapping, values.listed(self.json.get("credentialSchema"))[:MOST_SCHEMAS]):
            address = values.identifier(named)
            if OWN_SCHEMA not in values.texts(named.get("type")) or schema.KNOWN.fullmatch(address):
                continue
            try:
                await self.pages.get(address)
                self.findings.unknown("form.own_schema", "It names a schema that is not known here.")
            except UnreachableError:
                self.findings.fail("form.own_schema", "It names a schema that is not there.")

    async def _check_proof(self) -> None:
        issuer = values.identifier(self.json.get("issuer"))
        name = "proof.jwt" if self.credential.signed else "proof"
        with self.findings.checking(name):
            method = await prove(self.credential, issuer, self.pages, self.linked, self.now)
            self.key = keys.as_did(method.key)
            self.confirmed = await self._is_issuers(issuer, method)

    async def _is_issuers(self, issuer: str, method: Method) -> bool:
        """Whether the issuer publishes the key. One that says it has others makes the credential a forgery."""
        if method.published and method.controller == issuer:
            self.findings.passed("issuer.key")
            return True
        published = await methods.publishes(issuer, method.key, self.pages)
        if published is False:
            self.findings.fail("issuer.key", "It is signed with a key that is not its issuer's.")
        elif published is None:
            self.findings.unknown("issuer.key", "The issuer's own list of keys cannot be looked at.")
        return published is True

    async def prove_list(self, listed: Credential, issuer: str) -> None:
        """See `status.Prove`."""
        if values.identifier(listed.json.get("issuer")) != issuer:
            raise RefusedError("The issuer's list of revoked badges is somebody else's.")
        if form.kind_of(listed.json) != "list":
            raise RefusedError("The issuer's list of revoked badges is none.")
        await prove(listed, issuer, self.pages, Linked(), self.now)
        findings = Findings()
        dates.check(listed.json, self.now, findings)
        if findings.broken:
            raise RefusedError("The issuer's list of revoked badges is out of date.")

    async def _verify_within(self, credential: Credential) -> Report:
        return await self._another(credential, within=True).verify()

    async def _verify_whole(self, credential: Credential) -> Report:
        return await self._another(credential, within=self.within).verify()

    def _another(self, credential: Credential, *, within: bool) -> "Verification":
        return Verification(credential, self.pages, self.now, self.more, self.forms, Findings(), within)

    def _report(self) -> Report:
        good = not self.findings.broken and self.kind == "achievement"
        return Report(
            verdict=self.findings.verdict,
            checks=self.findings.settled,
            format=Format.VC_JWT if self.credential.signed else Format.VC_EMBEDDED,
            about=about(self.json) if good else None,
            recipients=recipients(self.json),
            confirmed=self.confirmed,
            proved_by=self._proved_by(),
            own_key=self.credential.signed is not None and "jwk" in self.credential.signed.header,
        )

    def _proved_by(self) -> tuple[str, ...]:
        issuer = values.identifier(self.json.get("issuer")) if self.confirmed else ""
        return tuple(dict.fromkeys(filter(None, (issuer, self.key))))


async def prove(credential: Credential, issuer: str, pages: Pages, linked: Linked, now: datetime) -> Method:
    """The key that signed, once the signature holds and the key is not said to be another's. RefusedError."""
    if credential.signed is not None:
        return await _prove_jwt(credential, issuer, pages)
    proof = integrity.chosen(credential.json, now)
    method = await methods.resolve(proof.method, pages)
    _check_controller(method, issuer)
    await asyncio.to_thread(integrity.verify, credential.json, proof, method.key, linked)
    return method


async def _prove_jwt(credential: Credential, issuer: str, pages: Pages) -> Method:
    """Open Badges 3.0, section 8.2: the key is named by `kid`, or for RS256 given as `jwk`, never both."""
    signed = credential.signed
    if signed is None:
        raise RefusedError("It is not signed.")
    kid, jwk = signed.header.get("kid"), signed.header.get("jwk")
    if jwk is not None and (kid is not None or signed.algorithm != "RS256"):
        raise RefusedError("It brings its own key where its issuer's has to be looked up.")
    if jwk is not None:
        method = Method(keys.from_jwk(jwk), "", published=False)
    else:
        method = await methods.resolve(_key_name(kid, issuer), pages)
        _check_controller(method, issuer)
    jose.verify(signed, method.key)
    _check_claims(signed.payload, credential.json)
    return method


def _key_name(kid: Any, issuer: str) -> str:
    if kid is None:
        return issuer
    name = values.text(kid)
    if not name:
        raise RefusedError("It does not say which key signed it.")
    return f"{issuer}{name}" if name.startswith("#") else name


def _check_controller(method: Method, issuer: str) -> None:
    """A key that is said to be somebody else's. A DID that is nothing but a key says nothing of an issuer."""
    if method.controller and not method.controller.startswith(methods.NAMES_ITS_KEY) and method.controller != issuer:
        raise RefusedError("It is signed with a key that is not its issuer's.")


def _check_claims(payload: Mapping[str, Any], credential: Mapping[str, Any]) -> None:
    """The token's own claims say what the credential says (Open Badges 3.0, section 8.2.4.1; VC 1.1, section 6.3.1)."""
    same = {
        "iss": values.identifier(credential.get("issuer")),
        "jti": values.text(credential.get("id")),
        "sub": values.text(values.mapping(credential.get("credentialSubject")).get("id")),
    }
    for name, wanted in same.items():
        if name in payload and payload[name] != wanted:
            raise RefusedError("The token around it says something else than it does.")


def _check_token_dates(payload: Mapping[str, Any], now: datetime, findings: Findings) -> None:
    """RFC 7519, sections 4.1.4 and 4.1.5."""
    with findings.checking("dates.expires"):
        expires = _instant(payload.get("exp"))
        if expires is not None and expires <= now:
            raise RefusedError("It has expired.")
    with findings.checking("dates.issued"):
        begins = _instant(payload.get("nbf"))
        if begins is not None and begins > now + dates.SLACK:
            raise RefusedError("It is not in force yet.")


def _instant(value: Any) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**36:
        raise RefusedError("A date in it cannot be read.")
    return datetime.fromtimestamp(value, UTC)


def about(json: Mapping[str, Any]) -> About:
    subject = values.mapping(json.get("credentialSubject"))
    achievement = values.mapping(subject.get("achievement"))
    issuer, criteria = values.mapping(json.get("issuer")), values.mapping(achievement.get("criteria"))
    pictures = (achievement.get("image"), json.get("image"), subject.get("image"))
    targets = [values.mapping(one) for one in values.listed(achievement.get("alignment"))]
    return About(
        name=values.text(achievement.get("name")),
        id=values.text(json.get("id")),
        issuer=values.text(issuer.get("name")),
        issuer_id=values.text(issuer.get("id")),
        achievement_id=values.text(achievement.get("id")),
        description=values.text(achievement.get("description")),
        criteria=values.text(criteria.get("narrative")) or values.text(criteria.get("id")),
        image=next(filter(None, map(values.identifier, pictures)), ""),
        skills=tuple(values.texts(achievement.get("tag"))),
        alignments=tuple(values.text(one.get("targetUrl")) for one in targets),
        issued=dates.issued(json),
        expires=dates.expires(json),
    )


def recipients(json: Mapping[str, Any]) -> tuple[Recipient, ...]:
    """Addresses that the credential is made out to (section B.1.12, IdentityObject)."""
    subject = values.mapping(json.get("credentialSubject"))
    named = [values.mapping(one) for one in values.listed(subject.get("identifier"))]
    return tuple(
        Recipient(
            kind="email" if one.get("identityType") in EMAIL_TYPES else values.text(one.get("identityType")),
            identity=values.text(one.get("identityHash")),
            hashed=one.get("hashed") is True,
            salt=values.text(one.get("salt"))[:500],
        )
        for one in named
        if values.text(one.get("identityHash"))
    )

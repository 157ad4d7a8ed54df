"""Verifies a badge of 2.0, or one of the objects that a badge is made of."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.badges.model import About, Format
from bot.badges.verification import dates, values
from bot.badges.verification.errors import RefusedError, RevokedError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.form import ABSOLUTE
from bot.badges.verification.linked import Contexts, Linked
from bot.badges.verification.ob2 import extensions, proof, validation
from bot.badges.verification.ob2.classes import CLASSES
from bot.badges.verification.ob2.graph import Graph, Node, compacted
from bot.badges.verification.ob2.primitives import is_url
from bot.badges.verification.received import Credential
from bot.badges.verification.report import Findings, Recipient, Report

CONTEXTS = (
    "https://w3id.org/openbadges/v2",
    "https://openbadgespec.org/v2/context.json",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
)
SALT_LIMIT = 500
KINDS_OF_ADDRESS = {"email": "email", "schema:email": "email"}


def is_one(json: Mapping[str, Any]) -> bool:
    """Whether something looks like 2.0: by its context, one of its own or one written out in it."""
    contexts = values.listed(json.get("@context"))
    return any(one in CONTEXTS or (isinstance(one, dict) and "obi" in one) for one in contexts)


@dataclass(slots=True)
class Badge:
    """One verification."""

    credential: Credential
    pages: Pages
    now: datetime
    more: Contexts
    findings: Findings
    confirmed: bool = False
    issuer: str = ""
    """Where its issuer was found; what an issuer calls itself may be another's name."""

    async def verify(self) -> Report:
        self._check_form()
        graph = Graph(self.pages, Linked(self.more), self.findings)
        node: Node = {}
        if not self.findings.broken:
            node = await self._read(graph)
        if node and not self.findings.broken:
            await self._look_closer(node, graph)
        return self._report(node, graph)

    @property
    def _class(self) -> str:
        return next((one for one in values.texts(self.credential.json.get("type")) if one in CLASSES), "")

    def _check_form(self) -> None:
        with self.findings.checking("form.context"):
            if not is_one(self.credential.json):
                raise RefusedError("It does not name the context of Open Badges.")
        json = self.credential.json
        if json.get("revoked") is True:
            # It may say nothing else any more.
            self.findings.fail("status", str(RevokedError(values.text(json.get("revocationReason")))))
        with self.findings.checking("form.type"):
            types = values.texts(json.get("type"))
            if not types or not all(one in CLASSES or ABSOLUTE.fullmatch(one) for one in types):
                raise RefusedError("Its type is none of Open Badges.")

    async def _read(self, graph: Graph) -> Node:
        node: Node = {}
        with self.findings.checking("form.json_ld"):
            node = await asyncio.to_thread(compacted, self.credential.json, graph.linked)
        if node:
            with self.findings.checking("form.graph"):
                await graph.gather(node, self._class)
        return node

    async def _look_closer(self, node: Node, graph: Graph) -> None:
        with self.findings.checking("form.property"):
            validation.check(node, self._class, graph)
        if self._class == "Assertion" and not self.findings.broken:
            await self._check_assertion(node, graph)
        if self._class in ("Assertion", "Endorsement"):
            dates.check(node, self.now, self.findings)
        extensions.check([node, *graph.nodes.values()], graph.linked, self.findings)
        self._check_endorsements(graph)

    async def _check_assertion(self, node: Node, graph: Graph) -> None:
        badge = graph.at(node.get("badge"))
        issuer = graph.at(badge.get("issuer"))
        named = values.identifier(badge.get("issuer"))
        self.issuer = named if is_url(named) else ""
        self._check_issuer(issuer)
        await self._check_proof(node, issuer, graph)
        with self.findings.checking("status"):
            proof.check_not_revoked(node, issuer, graph)

    def _check_issuer(self, issuer: Node) -> None:
        if is_url(issuer.get("id")):
            self.findings.passed("issuer")
        else:
            self.findings.warn("issuer", "Its issuer has no address of its own.")

    async def _check_proof(self, node: Node, issuer: Node, graph: Graph) -> None:
        if proof.is_signed(node) or self.credential.signed is not None:
            with self.findings.checking("proof.jws"):
                if self.credential.signed is None:
                    raise RefusedError("It says that it is signed, and is not.")
                await asyncio.to_thread(proof.check_signature, node, issuer, self.credential.signed, graph)
                # An issuer that is nowhere to be looked up was written into the badge by whoever made it.
                self.confirmed = bool(self.issuer)
            return
        with self.findings.checking("proof.hosted"):
            proof.check_origin(node, issuer)
            await self._check_address(node, graph)

    async def _check_address(self, node: Node, graph: Graph) -> None:
        try:
            self.confirmed = await proof.is_hosted(node, graph) is True
        except RevokedError as error:
            self.findings.fail("status", str(error))
        if not self.confirmed:
            self.findings.unknown("proof.hosted", "Its own address does not show it.")

    def _check_endorsements(self, graph: Graph) -> None:
        endorsements = [one for one in graph.nodes.values() if "Endorsement" in values.texts(one.get("type"))]
        with self.findings.checking("endorsements"):
            for endorsement in endorsements:
                validation.check(endorsement, "Endorsement", graph)

    def _report(self, node: Node, graph: Graph) -> Report:
        is_badge = self._class == "Assertion"
        format_ = Format.OB2_SIGNED if self.credential.signed else Format.OB2_HOSTED
        return Report(
            verdict=self.findings.verdict,
            checks=self.findings.settled,
            format=format_ if is_badge else None,
            about=about(node, graph) if is_badge and not self.findings.broken else None,
            recipients=recipients(node),
            confirmed=self.confirmed,
            proved_by=(self.issuer,) if self.confirmed and self.issuer else (),
            source=values.text(node.get("id")) if is_badge and is_url(node.get("id")) else "",
        )


def about(assertion: Node, graph: Graph) -> About:
    badge = graph.at(assertion.get("badge"))
    issuer = graph.at(badge.get("issuer"))
    criteria = badge.get("criteria")
    image = values.identifier(badge.get("image")) or values.identifier(assertion.get("image"))
    return About(
        name=_words(badge.get("name")),
        id=values.text(assertion.get("id")),
        issuer=_words(issuer.get("name")),
        issuer_id=values.text(issuer.get("id")),
        achievement_id=values.text(badge.get("id")),
        description=_words(badge.get("description")),
        criteria=_words(values.mapping(criteria).get("narrative")) or values.identifier(criteria),
        image=image,
        skills=tuple(values.texts(badge.get("tags"))),
        alignments=tuple(_alignments(badge)),
        issued=dates.issued(assertion),
        expires=dates.expires(assertion),
    )


def _alignments(badge: Node) -> list[str]:
    return [values.text(values.mapping(one).get("targetUrl")) for one in values.listed(badge.get("alignment"))]


def _words(value: Any) -> str:
    return values.text(value) or values.text(values.mapping(value).get("@value"))


def recipients(assertion: Node) -> tuple[Recipient, ...]:
    """Whom the assertion is made out to (section "IdentityObject"): one, by an address or its hash."""
    named = values.mapping(assertion.get("recipient"))
    identity = values.text(named.get("identity"))
    if not identity:
        return ()
    kind = next(iter(values.texts(named.get("type"))), "")
    salt = values.text(named.get("salt"))[:SALT_LIMIT]
    return (Recipient(KINDS_OF_ADDRESS.get(kind, kind), identity, named.get("hashed") is True, salt),)

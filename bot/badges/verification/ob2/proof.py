"""Who vouches for a badge of 2.0: its issuer's site, or its issuer's key (sections "Verification" and "Badge
Verification and Integrity")."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.badges.verification import jose, received, values
from bot.badges.verification.errors import GoneError, RefusedError, RevokedError, UnreachableError
from bot.badges.verification.jose import Signed
from bot.badges.verification.keys import PublicKey, from_known
from bot.badges.verification.ob2.graph import Graph, Node, compacted
from bot.badges.verification.ob2.primitives import is_url
from bot.badges.verification.received import Credential

SIGNED = ("SignedBadge", "signed")
MOST_KEYS = 5


def is_signed(assertion: Node) -> bool:
    return bool(set(SIGNED) & set(values.texts(values.mapping(assertion.get("verification")).get("type"))))


def check_origin(assertion: Node, issuer: Node) -> None:
    """RefusedError unless the assertion's address is one of those that the issuer gives badges at."""
    address = values.text(assertion.get("id"))
    policy = values.mapping(issuer.get("verification"))
    starts = values.texts(policy.get("startsWith"))
    if starts and not any(address.startswith(one) for one in starts):
        raise RefusedError("It is not at an address that its issuer gives badges at.")
    home = urlsplit(values.text(issuer.get("id"))).netloc
    allowed = values.texts(policy.get("allowedOrigins")) or ([home] if home else [])
    if allowed and urlsplit(address).netloc not in allowed:
        raise RefusedError("It is not at a site that its issuer gives badges at.")


async def is_hosted(assertion: Node, graph: Graph) -> bool | None:
    """Whether its address shows this very assertion; None when it cannot be looked at.

    RevokedError when it was taken back; RefusedError when something else is there."""
    address = values.text(assertion.get("id"))
    if not is_url(address):
        return None
    try:
        found = received.read(await graph.pages.get(address))
    except GoneError as error:
        raise RevokedError from error
    except UnreachableError:
        return None
    if not isinstance(found, Credential):
        raise RefusedError("Something else is at its address.")
    there = compacted(found.json, graph.linked)
    if there.get("revoked") is True:
        raise RevokedError(values.text(there.get("revocationReason")))
    if _bare(there) != _bare(assertion):
        raise RefusedError("Something else is at its address.")
    return True


def _bare(assertion: Node) -> dict[str, Any]:
    return {name: value for name, value in assertion.items() if name != "@context"}


def check_signature(assertion: Node, issuer: Node, signed: Signed, graph: Graph) -> None:
    """RefusedError unless a key that the issuer lists made the signature."""
    listed = [values.identifier(one) for one in values.listed(issuer.get("publicKey"))][:MOST_KEYS]
    creator = values.identifier(values.mapping(assertion.get("verification")).get("creator"))
    if creator and creator not in listed:
        raise RefusedError("It is signed with a key that is not its issuer's.")
    candidates = [creator] if creator else listed
    if not candidates:
        raise RefusedError("Its issuer lists no key.")
    for name in candidates:
        if _made(signed, graph.at(name), issuer):
            return
    raise RefusedError("The signature does not fit what it says.")


def _made(signed: Signed, named: Node, issuer: Node) -> bool:
    owner = values.identifier(named.get("owner"))
    if owner and owner != values.text(issuer.get("id")):
        raise RefusedError("It is signed with a key that is not its issuer's.")
    try:
        jose.verify(signed, _key(named))
    except RefusedError:
        return False
    return True


def _key(named: Mapping[str, Any]) -> PublicKey:
    try:
        return from_known(load_pem_public_key(values.text(named.get("publicKeyPem")).encode()))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise RefusedError("The issuer's key is none.") from error


def check_not_revoked(assertion: Node, issuer: Node, graph: Graph) -> None:
    """RevokedError when the issuer's list names the assertion (section "RevocationList")."""
    names = {values.text(assertion.get("id")), values.text(assertion.get("uid"))} - {""}
    for entry in values.listed(graph.at(issuer.get("revocationList")).get("revokedAssertions")):
        listed = {values.identifier(entry), values.text(values.mapping(entry).get("uid"))}
        if names & listed:
            raise RevokedError(values.text(values.mapping(entry).get("revocationReason")))

"""From the name of a key to the key: `did:key`, `did:jwk`, `did:web`, an address of the issuer's, or the key itself as
a fragment (W3C Controlled Identifiers 1.0; did:web and did:key method specifications)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from bot.badges.verification import keys, strict_json, values
from bot.badges.verification.encodings import base64url
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.keys import PublicKey

NAMES_ITS_KEY = ("did:key:", "did:jwk:")
"""DIDs that are nothing but a key."""
LISTED_IN = ("assertionMethod", "verificationMethod", "publicKey", "authentication")


@dataclass(frozen=True, slots=True)
class Method:
    key: PublicKey
    controller: str
    """Whose key it is said to be; empty when nothing says."""
    published: bool
    """Whether that was read at the controller's own address, or follows from its name (did:key, did:jwk). A document at
    another address that names this controller says nothing: anybody can publish such."""


async def resolve(name: str, pages: Pages) -> Method:
    """The key behind a verification method or `kid`. RefusedError when it cannot be had or is none."""
    base, fragment = urldefrag(name)
    scheme = urlsplit(base).scheme
    if scheme == "did":
        return await _did(base, name, pages)
    if scheme not in ("https", "http"):
        raise RefusedError("The key that it names is not at an address that can be looked up.")
    if keys.is_multikey(fragment):
        return Method(keys.from_multikey(fragment), base, published=False)
    return _in_document(await _document(name, pages), name, base)


async def publishes(controller: str, key: PublicKey, pages: Pages) -> bool | None:
    """Whether an issuer's own document lists this key; None when there is no such document to be had."""
    try:
        if controller.startswith(NAMES_ITS_KEY):
            return keys.same((await _did(controller, controller, pages)).key, key)
        look_up = _did_document if controller.startswith("did:web:") else _fetched
        document = await look_up(controller, pages)
    except (RefusedError, UnreachableError):
        return None
    listed = list(_methods(document))
    if not listed:
        return None
    return any(_is(one, key) and _is_for_assertions(document, one) for one in listed)


def _is(method: Mapping[str, Any], key: PublicKey) -> bool:
    try:
        return keys.same(_key(method), key)
    except RefusedError:
        return False


async def _did(did: str, name: str, pages: Pages) -> Method:
    if did.startswith("did:key:"):
        return Method(keys.from_multikey(did.removeprefix("did:key:")), did, published=True)
    if did.startswith("did:jwk:"):
        jwk = strict_json.load_object(base64url(did.removeprefix("did:jwk:")).decode("utf-8", "replace"))
        return Method(keys.from_jwk(jwk), did, published=True)
    if did.startswith("did:web:"):
        return await _did_web(did, name, pages)
    raise RefusedError("The key that it names is at a kind of DID that is not known here.")


async def _did_web(did: str, name: str, pages: Pages) -> Method:
    """From the issuer's document; when that cannot be had, a key that is its own name, which nobody vouches for."""
    try:
        document = await _did_document(did, pages)
    except UnreachableError as error:
        fragment = urldefrag(name).fragment
        if keys.is_multikey(fragment):
            return Method(keys.from_multikey(fragment), did, published=False)
        raise RefusedError(f"The issuer's key cannot be looked up. {error}") from error
    return _in_document(document, name, did)


def did_web_address(did: str) -> str:
    """Where the document of a did:web is (did:web method specification, section 2.5.2). RefusedError."""
    parts = [unquote(part) for part in did.removeprefix("did:web:").split(":")]
    if not all(parts) or any("/" in part or "\\" in part for part in parts) or any(part == ".." for part in parts):
        raise RefusedError("The issuer's DID is none.")
    host, *path = parts
    return f"https://{host}/{'/'.join(path) if path else '.well-known'}/did.json"


async def _did_document(did: str, pages: Pages) -> Mapping[str, Any]:
    document = await _fetched(did_web_address(did), pages)
    if document.get("id") != did:
        raise RefusedError("The issuer's DID document is somebody else's.")
    return document


async def _document(url: str, pages: Pages) -> Mapping[str, Any]:
    try:
        return await _fetched(url, pages)
    except UnreachableError as error:
        raise RefusedError(f"The issuer's key cannot be looked up. {error}") from error


async def _fetched(url: str, pages: Pages) -> Mapping[str, Any]:
    content = await pages.get(url)
    try:
        return strict_json.load_object(content.decode())
    except UnicodeDecodeError as error:
        raise RefusedError("The issuer's key cannot be looked up.") from error


def _in_document(document: Mapping[str, Any], name: str, base: str) -> Method:
    """The method of that name in a controller document or JWKS; a document that is a single key is that key."""
    if "kty" in document:
        return Method(keys.from_jwk(document), "", published=False)
    named = [one for one in _methods(document) if _called(one, name, base)]
    if not named and any(part in document for part in ("publicKeyMultibase", "publicKeyJwk")):
        named = [document]
    if len(named) != 1:
        raise RefusedError("The key that it names is not among the issuer's keys.")
    if not _is_for_assertions(document, named[0], name):
        raise RefusedError("The issuer does not use that key to give badges.")
    controller = values.identifier(named[0].get("controller")) or values.text(document.get("id"))
    return Method(_key(named[0]), controller, published=controller == base)


def _called(method: Mapping[str, Any], name: str, base: str) -> bool:
    called = values.text(method.get("id")) or values.text(method.get("kid"))
    fragment = urldefrag(name).fragment
    return called in {name, f"#{fragment}"} or (bool(fragment) and called in {fragment, f"{base}#{fragment}"})


def _is_for_assertions(document: Mapping[str, Any], method: Mapping[str, Any], name: str = "") -> bool:
    """A key that its owner lists for anything else proves nothing. `name` is another name of the key."""
    if "verificationMethod" not in document:
        return True
    names = {values.text(method.get("id")), name} - {""}
    allowed = {values.identifier(one) for one in values.listed(document.get("assertionMethod"))}
    return bool(allowed & (names | {f"#{urldefrag(one).fragment}" for one in names}))


def _methods(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in LISTED_IN:
        yield from (one for one in values.listed(document.get(name)) if isinstance(one, dict))
    yield from (one for one in values.listed(document.get("keys")) if isinstance(one, dict))


def _key(method: Mapping[str, Any]) -> PublicKey:
    if method.get("revoked"):
        raise RefusedError("The issuer has withdrawn that key.")
    if isinstance(method.get("publicKeyMultibase"), str):
        return keys.from_multikey(method["publicKeyMultibase"])
    return keys.from_jwk(method.get("publicKeyJwk") or method)

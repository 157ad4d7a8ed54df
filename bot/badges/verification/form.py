"""The form of a credential (Open Badges 3.0, CLR 2.0, Bitstring Status List 1.0): contexts, types, JSON-LD, schema."""

import json
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from bot.badges.verification import schema, values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.linked import BASE, Linked, held
from bot.badges.verification.report import Findings

VC2 = "https://www.w3.org/ns/credentials/v2"
VC1 = "https://www.w3.org/2018/credentials/v1"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
OTHERS: Mapping[str, re.Pattern[str]] = {
    VC2: re.compile(re.escape(VC1)),
    OB3: re.compile(
        r"https://purl\.imsglobal\.org/spec/ob/v3p0/(context(-\d+\.\d+\.\d+)?\.json|context/ob_v3p0\.jsonld)"
    ),
    CLR: re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-\d+\.\d+\.\d+)?\.json"),
}
"""What may stand in a context's place, with a warning."""
KINDS = {
    "OpenBadgeCredential": "achievement",
    "AchievementCredential": "achievement",
    "EndorsementCredential": "endorsement",
    "ClrCredential": "clr",
    "BitstringStatusListCredential": "list",
    "StatusList2021Credential": "list",
}
CONTEXTS: Mapping[str, Sequence[str]] = {
    "achievement": (VC2, OB3),
    "endorsement": (VC2, OB3),
    "clr": (VC2, CLR, OB3),
    "list": (VC2,),
}
"""Of each kind, in their places (Open Badges 3.0, section 5.1; CLR 2.0, "@context")."""
KEYWORDS = frozenset({"@context", "@language", "@direction", "@value"})
"""Of JSON-LD, that a badge has a use for. Others (`@graph`, `@reverse`, ...) make JSON say other than it reads."""
ABSOLUTE = re.compile(r"(_:|[A-Za-z][A-Za-z0-9+.-]*:)\S*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
PROOF = "https://w3id.org/security#proof"
REMEMBERED = 500


def version_of(credential: Mapping[str, Any]) -> int:
    """Of the Verifiable Credentials Data Model: 2, or 1 (1.1)."""
    return 2 if VC2 in values.listed(credential.get("@context")) else 1


def kind_of(credential: Mapping[str, Any]) -> str | None:
    """`achievement`, `endorsement`, `clr` or `list`; None for a credential that is none of them."""
    return next((KINDS[one] for one in values.texts(credential.get("type")) if one in KINDS), None)


def check_contexts(credential: Mapping[str, Any], findings: Findings) -> None:
    """The contexts of its kind, each in its place; older ones are a warning."""
    contexts = values.listed(credential.get("@context"))
    with findings.checking("form.context"):
        if not contexts:
            raise RefusedError("It names no context.")
        for place, wanted in enumerate(CONTEXTS[kind_of(credential) or "achievement"]):
            _check_context(contexts[place] if place < len(contexts) else None, wanted, place, findings)


def _check_context(found: Any, wanted: str, place: int, findings: Findings) -> None:
    if found == wanted:
        return
    if not isinstance(found, str) or not OTHERS[wanted].fullmatch(found):
        raise RefusedError(f"The context {wanted} is missing in place {place + 1}.")
    findings.warn("form.context", f"It uses an older context than {wanted}.")


def check_types(credential: Mapping[str, Any], findings: Findings) -> None:
    with findings.checking("form.type"):
        types = values.texts(credential.get("type"))
        if "VerifiableCredential" not in types or kind_of(credential) is None:
            raise RefusedError("Its type is not that of a badge.")


class Forms:
    """Checks JSON-LD and schema. What they find depends on the shape of a credential and not on its words, so a shape
    that was found good is remembered: an issuer's badges are alike, and checking anew costs 10 ms."""

    def __init__(self) -> None:
        self._good: OrderedDict[str, None] = OrderedDict()

    def check(self, credential: Mapping[str, Any], linked: Linked, findings: Findings, *, memorable: bool) -> None:
        """`memorable` says whether all contexts are held here, so that they mean the same tomorrow."""
        shape = shape_of(credential) if memorable else None
        if shape is not None and shape in self._good:
            self._good.move_to_end(shape)
            findings.passed("form.json_ld")
            findings.passed("form.schema")
            return
        before = len(findings.checks)
        check_json_ld(credential, linked, findings)
        check_schema(credential, findings)
        if shape is not None and not Findings(findings.checks[before:]).broken:
            self._remember(shape)

    def _remember(self, shape: str) -> None:
        self._good[shape] = None
        while len(self._good) > REMEMBERED:
            self._good.popitem(last=False)


def check_json_ld(credential: Mapping[str, Any], linked: Linked, findings: Findings) -> None:
    """Every name is defined and every type and id is absolute: nothing is left out of what a signature covers."""
    dropped: list[str] = []
    with findings.checking("form.json_ld"):
        _check_keywords(credential)
        expanded = linked.expand(_alone(credential), dropped.append)
        if dropped:
            raise RefusedError(f"It uses a name that no context explains: {str(dropped[0])[:80]}.")
        if any(one.startswith(BASE) or not ABSOLUTE.fullmatch(one) for one in _names(expanded)):
            raise RefusedError("It uses a type or an id that no context explains.")


def _alone(credential: Mapping[str, Any]) -> dict[str, Any]:
    """A record without its badges: each is a document of its own, with contexts of its own."""
    if kind_of(credential) != "clr":
        return dict(credential)
    subject = values.mapping(credential.get("credentialSubject"))
    others = {name: value for name, value in subject.items() if name != "verifiableCredential"}
    return {**credential, "credentialSubject": others}


def check_schema(credential: Mapping[str, Any], findings: Findings) -> None:
    with findings.checking("form.schema"):
        schema.check(credential, kind_of(credential) or "achievement", version_of(credential))


def _check_keywords(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key.startswith("@") and key not in KEYWORDS:
                raise RefusedError("It uses JSON-LD in a way that badges do not.")
            if key != "@context":
                _check_keywords(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_keywords(inner)


def _names(expanded: Any, wanted: Sequence[str] = ("@id", "@type")) -> Iterator[str]:
    """Every id and type. Of proofs the types alone: the name of the key is looked at with the proof."""
    if isinstance(expanded, dict):
        for key, inner in expanded.items():
            if key in ("@id", "@type"):
                yield from values.texts(inner) if key in wanted and "@value" not in expanded else ()
            else:
                yield from _names(inner, ("@type",) if key == PROOF else wanted)
    elif isinstance(expanded, list):
        for inner in expanded:
            yield from _names(inner, wanted)


def shape_of(credential: Mapping[str, Any]) -> str:
    """The credential with each word replaced by what kind of word it is; types and contexts stay."""
    return json.dumps({key: inner if key == "@context" else _shape(key, inner) for key, inner in credential.items()})


def _shape(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: inner if name == "@context" else _shape(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape(key, inner) for inner in value]
    if not isinstance(value, str):
        return type(value).__name__
    kind = _kind_of_word(value)
    return value if key in _names_of_things() and kind != "address" else kind


@cache
def _names_of_things() -> frozenset[str]:
    """Names whose values are ids or words of a vocabulary, which a context has to explain as it does the names."""
    return frozenset({"id", "type", *_defined(list(held().values()))})


def _defined(context: Any) -> Iterator[str]:
    if isinstance(context, dict):
        for name, meaning in context.items():
            if isinstance(meaning, dict) and meaning.get("@type") in ("@id", "@vocab"):
                yield name
            yield from _defined(meaning)
    elif isinstance(context, list):
        for inner in context:
            yield from _defined(inner)


def _kind_of_word(text: str) -> str:
    if not text:
        return "nothing"
    if MOMENT.fullmatch(text):
        return "moment"
    return "address" if URI.fullmatch(text) else "words"

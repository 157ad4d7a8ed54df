"""Extensions of 2.0: each has a type, and a context that names the schema for it (section "Extensions")."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft4Validator

from bot.badges.verification import linked as contexts
from bot.badges.verification import values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.linked import Linked
from bot.badges.verification.report import Findings

BASE = "https://w3id.org/openbadges/extensions#"
EXTENSION = ("Extension", "https://w3id.org/openbadges#Extension", "obi:Extension")
SCHEMAS: Mapping[str, Any] = {
    "https://openbadgespec.org/extensions/exampleExtension/schema.json": {
        "type": "object",
        "properties": {"exampleProperty": {"type": "string"}},
        "required": ["exampleProperty"],
    },
    "https://openbadgespec.org/extensions/applyLinkExtension/schema.json": {
        "type": "object",
        "properties": {"url": {"type": "string", "pattern": "^https?://"}},
        "required": ["url"],
    },
}
"""What the schemas of the extensions that are known here ask for, by their addresses. Schemas of others are not run:
they are programs of a kind."""


def check(document: Any, linked: Linked, findings: Findings) -> None:
    for node in _extensions(document):
        with findings.checking("form.extension"):
            _check(node, linked, findings)


def _extensions(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if set(EXTENSION) & set(values.texts(value.get("type"))):
            yield value
        for key, inner in value.items():
            if key != "@context":
                yield from _extensions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _extensions(inner)


def _check(node: Mapping[str, Any], linked: Linked, findings: Findings) -> None:
    types = [_full(one) for one in values.texts(node.get("type")) if one not in EXTENSION]
    if not types:
        raise RefusedError("An extension in it does not say what it is.")
    for type_ in types:
        if type_ in _known():
            context, schema = _known()[type_]
            _check_schema(node, context, schema, linked)
        elif type_.startswith(BASE):
            findings.unknown("form.extension", "It has an extension that is not known here.")
        else:
            raise RefusedError("An extension in it is of no kind that its context explains.")


def _full(type_: str) -> str:
    if type_.startswith("extensions:"):
        return BASE + type_.removeprefix("extensions:")
    return type_.replace("obi:", "https://w3id.org/openbadges#", 1) if type_.startswith("obi:") else type_


def _check_schema(node: Mapping[str, Any], context: str, schema: str, linked: Linked) -> None:
    plain = {**node, "@context": [contexts.held()[context] and "https://w3id.org/openbadges/v2", context]}
    compact = linked.compact(plain, ["https://w3id.org/openbadges/v2", context])
    if next(Draft4Validator(SCHEMAS[schema]).iter_errors(compact), None) is not None:
        raise RefusedError("An extension in it has not the form that its schema asks for.")


@cache
def _known() -> Mapping[str, tuple[str, str]]:
    """Context and schema of each extension type, from the contexts that are held here."""
    found = {}
    for address, document in contexts.held().items():
        for rule in values.listed(values.mapping(document).get("obi:validation")):
            found[_full(rule["obi:validatesType"])] = (address, rule["obi:validationSchema"])
    return found

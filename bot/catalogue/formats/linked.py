"""JSON-LD as feeds and pages write it: names made short, values made simple, ids followed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from bot.catalogue.formats.known import Known, Node, reference

NAMESPACES = (
    "https://schema.org/", "http://schema.org/", "https://www.schema.org/", "http://www.schema.org/",
    "https://openactive.io/", "http://openactive.io/",
)  # fmt: skip
OURS = "urn:waymark:"
PREFIXES = {"schema": NAMESPACES[0], "sdo": NAMESPACES[0], "oa": NAMESPACES[4], "waymark": OURS}
PROSE = ("name", "prefLabel", "title", "headline", "text", "value", "description", "termCode", "url", "@id")
"""Where an object has what a person would read, best first."""
ID = re.compile(r"(?:https?:|urn:|_:|#|/)\S*")


@dataclass(frozen=True, slots=True)
class Names:
    """Short names of properties and types, by what a context declares (JSON-LD 1.1, section 4.1); none is fetched."""

    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def under(self, context: Any) -> Self:
        """The names with those that a context adds."""
        added = [entry for entry in _listed(context) if isinstance(entry, dict)]
        if not added:
            return self
        prefixes, aliases = dict(self.prefixes), dict(self.aliases)
        for name, meant in (pair for entry in added for pair in entry.items()):
            iri = meant.get("@id") if isinstance(meant, dict) else meant
            if isinstance(iri, str) and not name.startswith("@"):
                (prefixes if iri.endswith(("/", "#", ":")) else aliases)[name] = iri
        return type(self)(prefixes, aliases)

    def short(self, name: str) -> str:
        """A name without what stands before it, where that is schema.org's or OpenActive's."""
        name = self.aliases.get(name, name)
        prefix, colon, rest = name.partition(":")
        if colon and prefix in self.prefixes and not rest.startswith("//"):
            name = self.prefixes[prefix] + rest
        if name.startswith(OURS):
            return "waymark:" + name.removeprefix(OURS)
        return next((name.removeprefix(space) for space in NAMESPACES if name.startswith(space)), name)

    def tidy(self, value: Any) -> Any:
        """A value with short names throughout, in plain values and lists."""
        if isinstance(value, list):
            return _one_language([self.tidy(entry) for entry in value], value)
        if not isinstance(value, dict):
            return value
        if "@value" in value:
            return value["@value"]
        if isinstance(wrapped := value.get("@list", value.get("@set")), list):
            return self.tidy(wrapped)
        names = self.under(value["@context"]) if "@context" in value else self
        return {names.short(name): names.tidy(inner) for name, inner in value.items() if name != "@context"} | (
            {"@type": [names.short(each) for each in _listed(value["@type"]) if isinstance(each, str)]}
            if "@type" in value
            else {}
        )


def _one_language(plain: list[Any], given: list[Any]) -> list[Any]:
    """Where a text is there in several languages, the English one, else the first."""
    tongues = [entry.get("@language") if isinstance(entry, dict) else None for entry in given]
    if not given or not all(tongues):
        return plain
    english = (text for text, tongue in zip(plain, tongues, strict=True) if str(tongue).lower().startswith("en"))
    return [next(english, plain[0])]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def types(node: Node) -> list[str]:
    """The types of a node, short."""
    return [each for each in _listed(node.get("@type", [])) if isinstance(each, str)]


def texts(value: Any) -> Iterator[str]:
    """Every text in a value; of an object, what a person would read."""
    if isinstance(value, list):
        for entry in value:
            yield from texts(entry)
    elif isinstance(value, dict):
        found = next((value[name] for name in PROSE if value.get(name) not in (None, "", [], {})), None)
        yield from texts(found)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value is not None and (text := str(value).strip()):
        yield text


def text(*values: Any) -> str:
    """The first text in the first value that has any."""
    return next((found for value in values for found in texts(value)), "")


def terms(value: Any) -> list[str]:
    """The terms of an enumeration in a value, short: "https://schema.org/EventCancelled" as "EventCancelled"."""
    return [re.split("[/#:]", each)[-1] for each in texts(value)]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes of a file, with those that others name by id."""

    known: Known

    def nodes(self, value: Any) -> list[Node]:
        """The objects in a value. An id stands for the node that has it, another text for a node of that name."""
        return [self._node(entry) for entry in flat(value)]

    def first(self, *values: Any) -> Node:
        """The first object in the first value that has any, else an empty one."""
        return next((node for value in values for node in self.nodes(value)), {})

    def _node(self, entry: Any) -> Node:
        if isinstance(entry, dict):
            id = reference(entry)
            return (self.known.get(id) if id else None) or entry
        written = str(entry).strip()
        if not ID.fullmatch(written):
            return {"name": written}
        return self.known.get(written) or {"@id": written}


def flat(value: Any) -> Iterator[Any]:
    """The entries of lists within lists, empty ones and answers of yes or no left out."""
    if isinstance(value, (list, tuple)):
        for entry in value:
            yield from flat(entry)
    elif value not in (None, "", {}) and not isinstance(value, bool):
        yield value

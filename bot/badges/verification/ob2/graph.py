"""A badge of 2.0 is spread over documents: the assertion, its badge class, the issuer, keys and lists."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urlsplit

from bot.badges.verification import received, strict_json, values
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.linked import Linked
from bot.badges.verification.ob2.classes import CLASSES, Kind
from bot.badges.verification.ob2.primitives import is_iri, is_url
from bot.badges.verification.report import Findings

CONTEXT = "https://w3id.org/openbadges/v2"
MOST = 20
"""Documents of one badge that are looked up."""
SUFFIX = re.compile(r"^https?:|\.json$")

Node = Mapping[str, Any]


@dataclass(slots=True)
class Graph:
    """What has been gathered, each node by the address that it was named by."""

    pages: Pages
    linked: Linked
    findings: Findings
    nodes: dict[str, Node] = field(default_factory=dict)

    async def gather(self, node: Node, class_: str) -> None:
        """Looks up what the node names, what that names, and so on. RefusedError when something cannot be had."""
        for property_ in CLASSES.get(class_, ()):
            for value in values.listed(node.get(property_.name)):
                if property_.fetched:
                    await self._look_up(value, property_.expects)
                elif isinstance(value, dict) and property_.kind is Kind.NODE:
                    await self.gather(value, property_.expects)
        for endorsement in values.listed(node.get("endorsement")):
            await self._look_up(endorsement, "Endorsement")

    def at(self, value: Any) -> Node:
        """The node that a value is or names; empty when it was not to be had."""
        named = values.identifier(value)
        return self.nodes.get(named) or values.mapping(value)

    async def _look_up(self, value: Any, class_: str) -> None:
        named = values.identifier(value)
        if named in self.nodes or not is_iri(named):
            return
        if not is_url(named):
            self.nodes[named] = values.mapping(value)
        else:
            self.nodes[named] = await self._fetched(named, class_)
        await self.gather(self.nodes[named], class_)

    async def _fetched(self, url: str, class_: str) -> Node:
        if len(self.nodes) >= MOST:
            raise RefusedError("It is spread over too many documents.")
        try:
            content = await self.pages.get(url)
        except UnreachableError as error:
            raise RefusedError(f"The {_called(class_)} cannot be looked up. {error}") from error
        text = received.text_of(content)
        if class_ == "RevocationList":
            # It may be long, and is only looked through, so it is taken as it is written.
            node: Node = strict_json.load_object(text, strict_json.LIST)
        else:
            node = await asyncio.to_thread(compacted, strict_json.load_object(text), self.linked)
        self._check_identity(url, values.text(node.get("id")), class_)
        return node

    def _check_identity(self, url: str, declared: str, class_: str) -> None:
        """A document is known by the address it was found at, and no other site's."""
        if not is_url(declared):
            return
        if urlsplit(declared).netloc.lower() != urlsplit(url).netloc.lower():
            raise RefusedError(f"The {_called(class_)} says that it belongs to another site.")
        if class_ == "BadgeClass" and _bare(declared) != _bare(url):
            self.findings.warn("form.graph", f"The {_called(class_)} says that its own address is another one.")


def compacted(document: Node, linked: Linked) -> Node:
    """The document in the terms of the standard's own context."""
    plain = {name: value for name, value in document.items() if name != "@language"}
    return linked.compact(plain, CONTEXT)


def _bare(url: str) -> str:
    return SUFFIX.sub("", urldefrag(url).url)


def _called(class_: str) -> str:
    return {"BadgeClass": "badge class", "Profile": "issuer", "CryptographicKey": "issuer's key"}.get(class_, class_)

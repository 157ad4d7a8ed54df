"""JSON-LD and its canonical form, by PyLD, with contexts that are held here and bounds on what a document may cost."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver

from bot.badges.verification.errors import RefusedError

FOLDER = Path(__file__).parent / "contexts"
BASE = "https://relative.invalid/"
"""What relative addresses are taken from, so that they can be told from others: PyLD has to have one."""
NQUADS = "application/n-quads"
ALIKE = 7
"""Blank nodes that look the same, of which every order must be tried (factorial)."""
STEPS = 1_000
"""Calls of Hash N-Degree Quads for one document; honest ones take none (RDF Dataset Canonicalization, section 4.8;
section 7.1 names such "poison graphs")."""

Contexts = Mapping[str, Any]
"""Documents by address."""

_held_worked_out: dict[str, Any] = {}
"""By address, so never more than are held."""


@cache
def held() -> Contexts:
    """The contexts of the standards, by every address they are known under (NOTICE names their origin)."""
    index: dict[str, str] = json.loads((FOLDER / "index.json").read_text("utf-8"))
    return {address: json.loads((FOLDER / name).read_text("utf-8")) for address, name in index.items()}


class Linked:
    """Works on documents with the contexts held here and `more` that were fetched for one verification."""

    def __init__(self, more: Contexts | None = None) -> None:
        self._contexts = {**held(), **(more or {})}
        # PyLD remembers worked-out contexts by their address; what was fetched must not stay for others.
        self._worked_out = {} if more else _held_worked_out

    def expand(self, document: Any, dropped: Callable[[str], None] = lambda name: None) -> list[Any]:
        """The expanded form; `dropped` hears of each property that no context defines. RefusedError."""
        processor = jsonld.JsonLdProcessor(on_property_dropped=dropped)
        expanded: list[Any] = _told(lambda: processor.expand(document, self._options()))
        return expanded

    def compact(self, document: Any, context: Any) -> dict[str, Any]:
        """The compact form by another context. RefusedError."""
        compacted: dict[str, Any] = _told(lambda: jsonld.compact(document, context, self._options()))
        return compacted

    def quads(self, document: Any) -> tuple[list[str], dict[str, str]]:
        """Canonical N-Quads, sorted, and the label that each blank node was given (RDFC-1.0). RefusedError."""
        dataset = _told(lambda: jsonld.to_rdf(document, self._options()))
        canonical = _Bounded()
        written = _told(lambda: canonical.main(dataset, {"format": NQUADS}))
        labels = {old: new.removeprefix("_:") for old, new in canonical.canonical_issuer.existing.items()}
        return [f"{line}\n" for line in written.split("\n") if line], labels

    def _options(self) -> dict[str, Any]:
        resolver = ContextResolver(self._worked_out, self._load)
        return {"documentLoader": self._load, "contextResolver": resolver, "base": BASE}

    def _load(self, url: str, _options: Any) -> dict[str, Any]:
        if url not in self._contexts:
            raise jsonld.JsonLdError(f"{url} is not known here", "jsonld.LoadDocumentError", code="loading failed")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url} | {
            "document": self._contexts[url]
        }


class _Bounded(URDNA2015):  # type: ignore[misc]
    """The algorithm as it stands, given up when a document was made to keep it busy."""

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        related = super().create_hash_to_related(id_, issuer)
        self._steps += 1
        if self._steps > STEPS or any(len(nodes) > ALIKE for nodes in related.values()):
            raise RefusedError("It is built so that checking it would take too long.")
        return related


def _told(work: Callable[[], Any]) -> Any:
    """PyLD's errors as ours."""
    try:
        return work()
    except jsonld.JsonLdError as error:
        raise RefusedError("It is not good JSON-LD.") from error
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError) as error:
        # PyLD trusts the shape of what it is given in a few places.
        raise RefusedError("It is not good JSON-LD.") from error

"""Open Referral UK 3, the UK profile of HSDS 3.0: services as opportunities, and their organisations.

Service lists, full services, services at locations and organisations with their services, one or page by page
(docs.openreferraluk.org). Names of contact persons are not kept.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.catalogue.formats import facts
from bot.catalogue.formats.json_stream import records
from bot.catalogue.formats.known import Node
from bot.catalogue.formats.linked import text
from bot.catalogue.formats.naming import identifier
from bot.catalogue.formats.rows import Row
from bot.catalogue.formats.services import as_told, listed, locations, own_id
from bot.catalogue.formats.services import fields as service_fields

LISTS = frozenset({"contents", "content", "items", "data"})
ORGANISATION = frozenset(
    {"website", "email", "logo", "organization_identifiers", "legal_status", "parent_organization_id", "services"}
)
SERVICE = frozenset(
    {"organization", "organization_id", "status", "service_at_locations", "schedules", "cost_options", "service_areas"}
)
ACTIVE = "active"


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The services and organisations of a file; with `kind`, `opportunities` or `organisations` alone."""
    reader = _Reader(kind)
    for record in records(path, LISTS):
        yield from reader.rows(record.number, record.node)


class _Reader:
    def __init__(self, kind: str | None) -> None:
        self._kind = kind
        self._organisations: set[str] = set()
        """Those that had their row: most services of a list bring the same few."""

    def rows(self, line: int, node: Any) -> Iterator[Row]:
        """The rows of one record. Services count under the id of their place where they are told place by place."""
        if not isinstance(node, dict):
            yield Row(line, self._kind or "opportunities", "", {}, "is no service or organisation")
        elif isinstance(service := node.get("service"), dict):
            yield from self._service(line, service, service.get("organization"), [node], own_id(node))
        elif SERVICE & node.keys():
            yield from self._service(line, node, node.get("organization"), locations(node))
        elif ORGANISATION & node.keys():
            yield from self._organisation(line, node)
            for inner in listed(node.get("services")):
                yield from self._service(line, inner, node, locations(inner))
        else:
            id = identifier(text(node.get("id")))
            yield Row(line, self._kind or "opportunities", id, {}, "is no service or organisation")

    def _service(self, line: int, node: Node, whose: Any, places: list[Node], id: str = "") -> Iterator[Row]:
        whose = whose if isinstance(whose, dict) else {"id": node.get("organization_id")}
        yield from self._organisation(line, whose)
        if self._kind not in (None, "opportunities"):
            return
        known = own_id(whose) if self._kind is None or not whose.get("name") else ""
        base = own_id(node)
        status = text(node.get("status")).lower() or ACTIVE
        gone = "" if status == ACTIVE else f"status: is {status}"
        for place in places or [{}]:
            its_id = id or (f"{base}.{own_id(place)}" if len(places) > 1 and own_id(place) else base)
            fields = {"organisation": known or text(whose.get("name")), **service_fields(node, place)}
            yield Row(line, "opportunities", its_id, facts.given(fields), gone=gone)

    def _organisation(self, line: int, node: Node) -> Iterator[Row]:
        id = own_id(node)
        if self._kind not in (None, "organisations") or not text(node.get("name")) or id in self._organisations:
            return
        self._organisations.add(id)
        node, its = as_told(node)
        link = facts.link(text(node.get("website"), node.get("url")))
        about = {"name": text(node.get("name")), "kind": "provider", "summary": text(node.get("description"))}
        yield Row(line, "organisations", id, facts.given({**about, **link, **its}))

"""schema.org JSON-LD: courses, events and programmes as opportunities, job postings as openings.

A file of JSON-LD, or a saved web page that has it in its scripts. Terms are those of schema.org 29.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from bot.catalogue.formats import job_posting, offered
from bot.catalogue.formats.json_stream import records
from bot.catalogue.formats.known import Known, Node
from bot.catalogue.formats.linked import Graph, Names, types
from bot.catalogue.formats.pages import is_page, scripts
from bot.catalogue.formats.rows import Row, UnreadableError

LISTS = frozenset({"@graph", "itemListElement", "dataFeedElement"})
LINKS = ("provider", "organizer", "hiringOrganization", "location", "superEvent", "hasCourseInstance")


@dataclass(frozen=True, slots=True)
class _Found:
    """One piece of a file: a record, or a page's script."""

    line: int
    content: Any
    broken: str = ""
    site: str = ""


def read(path: Path, kind: str | None, zone: tzinfo) -> Iterator[Row]:
    """The opportunities and openings of a file; with `kind`, those alone. Instants are given in `zone`."""
    number = 0
    with Known(LINKS, owning=("hasCourseInstance",)) as known:
        _gather(path, known)
        for found in _pieces(path):
            for row in _rows(Graph(known), found, zone):
                number += 1
                if kind in (None, row.kind):
                    yield row
    if not number:
        raise UnreadableError("there is no course, event, programme or job posting of schema.org in it")


def _gather(path: Path, known: Known) -> None:
    for found in _pieces(path):
        known.note(found.content)
    if known.is_needed:
        for found in _pieces(path):
            known.keep(found.content)


def _pieces(path: Path) -> Iterator[_Found]:
    names = Names()
    if is_page(path):
        for script in scripts(path):
            yield _Found(script.line, names.tidy(script.content), script.broken, script.site)
    else:
        for record in records(path, LISTS):
            declared = names.under(record.head.get("@context"))
            yield _Found(record.number, declared.tidy(record.node))


def _rows(graph: Graph, found: _Found, zone: tzinfo) -> Iterator[Row]:
    if found.broken:
        yield Row(found.line, "opportunities", "", {}, found.broken)
    waiting = [found.content]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict) and not graph.known.is_part(each):
            if maker := _maker(each):
                yield from maker(graph, found.line, each, zone, found.site)
                waiting.extend(offered.parts(each))
            else:
                waiting.extend(reversed(each.values()))


def _maker(node: Node) -> offered.Maker | None:
    kinds = types(node)
    if "JobPosting" in kinds:
        return job_posting.rows
    if any(kind in offered.COURSES for kind in kinds):
        return offered.courses
    return offered.events if any(offered.is_event(kind) for kind in kinds) else None

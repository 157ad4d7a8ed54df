"""OpenActive: sessions, courses and events, page by page of a feed or on their own.

Modelling Opportunity Data 2.0 and Realtime Paged Data Exchange 1.0 (openactive.io). Facilities to hire are no
opportunities to learn and are left out by name. Names and addresses of leaders are not kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.catalogue.formats import facts, moments, offered
from bot.catalogue.formats.json_stream import Record, records
from bot.catalogue.formats.known import Known, Node
from bot.catalogue.formats.linked import Graph, Names, terms, text, texts, types
from bot.catalogue.formats.moments import Fields
from bot.catalogue.formats.naming import identifier
from bot.catalogue.formats.rows import Row
from bot.language.kinds import kinds

LISTS = frozenset({"items", "@graph", "itemListElement", "dataFeedElement"})
LINKS = ("superEvent", "instanceOfCourse", "organizer", "location")
KINDS = {
    "Course": "course", "CourseInstance": "course", "Event": "event", "HeadlineEvent": "event", "EventSeries": "event",
    "SessionSeries": "session", "ScheduledSession": "session", "OnDemandEvent": "video",
}  # fmt: skip
GENDER = {"FemaleOnly": "Women and girls only.", "MaleOnly": "Men and boys only."}


@dataclass(frozen=True, slots=True)
class _Item:
    """What a feed says about one thing."""

    line: int
    node: Node
    id: str
    """Of the feed's item, the same when it is deleted; empty outside of feeds."""
    state: str = ""


def read(path: Path, kind: str | None, zone: tzinfo) -> Iterator[Row]:
    """The opportunities of a file, which all are of one kind. Instants are given in `zone`."""
    if kind not in (None, "opportunities"):
        return
    with Known(LINKS) as known:
        for item in _items(path):
            known.note(item.node)
        if known.is_needed:
            for item in _items(path):
                known.keep(item.node)
        for item in _items(path):
            yield from _rows(Graph(known), item, zone)


def _items(path: Path) -> Iterator[_Item]:
    for record in records(path, LISTS):
        names = Names().under(record.head.get("@context"))
        yield _item(record, names)


def _item(record: Record, names: Names) -> _Item:
    node = record.node if isinstance(record.node, dict) else {}
    if "state" not in node:
        return _Item(record.number, _typed(names.tidy(node)), "")
    id = _feed_id(text(node.get("kind")), text(node.get("id")), text(record.head.get("next")))
    data = node.get("data")
    inner = _typed(names.tidy(data)) if isinstance(data, dict) else {}
    return _Item(record.number, inner, id, text(node.get("state")))


def _typed(node: Any) -> Node:
    """Feeds before version 1.0 write "type" and "id"."""
    old = {"@type": node.get("type"), "@id": node.get("id")} if "@type" not in node else {}
    return {**{name: value for name, value in old.items() if value}, **node}


def _feed_id(kind: str, id: str, next_page: str) -> str:
    """Ids are counted anew in every feed, so the feed's host is a part of it."""
    try:
        host = urlsplit(next_page).hostname or ""
    except ValueError:
        host = ""
    return identifier("-".join(part for part in (host, kind, id) if part)) if id else ""


def _rows(graph: Graph, item: _Item, zone: tzinfo) -> Iterator[Row]:
    kinds_here = [kind for kind in types(item.node) if kind in KINDS]
    if item.state == "deleted":
        yield Row(item.line, "opportunities", item.id, {}, gone="state: is deleted")
    elif not kinds_here:
        told = ", ".join(types(item.node)) or "a thing without a type"
        yield Row(item.line, "opportunities", item.id, {}, f"{told[:100]} is no session, course or event")
    elif inner := _inner(graph, item.node, kinds_here[0]):
        for node in inner:
            yield _row(graph, item, zone, item.node, node, kinds_here[0])
    else:
        yield _row(graph, item, zone, _whole(graph, item.node), item.node, kinds_here[0])


def _inner(graph: Graph, node: Node, kind: str) -> list[Node]:
    """The instances of a course and the parts of an event that have names; each is a row."""
    if kind == "Course":
        return graph.nodes(node.get("hasCourseInstance") or node.get("courseInstance"))
    return [part for part in graph.nodes(node.get("subEvent")) if text(part.get("name")) and kind in WHOLES]


WHOLES = frozenset({"HeadlineEvent", "EventSeries"})
HIGHEST = 3


def _whole(graph: Graph, node: Node) -> Node:
    """What an event is a part of, with what that is a part of."""
    whole: Node = {}
    for _ in range(HIGHEST):
        node = graph.first(node.get("instanceOfCourse"), node.get("superEvent"))
        whole = {**node, **whole}
    return whole


def _row(graph: Graph, item: _Item, zone: tzinfo, whole: Node, one: Node, kind: str) -> Row:
    row = offered.row(graph, item.line, whole, one, zone)
    fields = {**row.fields, **facts.given(_more(graph, zone, (one, whole), kind))}
    id = item.id if one is item.node and item.id else row.id
    return Row(row.line, row.kind, id, fields, gone=row.gone)


def _more(graph: Graph, zone: tzinfo, both: tuple[Node, Node], kind: str) -> Fields:
    """What OpenActive has over schema.org."""
    title = text(*(node.get("name") for node in both))
    named = next(iter(kinds(title)), "") if KINDS[kind] == "session" else ""
    restricted = [GENDER[each] for each in terms([node.get("genderRestriction") for node in both]) if each in GENDER]
    support = ", ".join(dict.fromkeys(texts([node.get("accessibilitySupport") for node in both])))
    about = text(*(node.get("accessibilityInformation") for node in both))
    return _times(graph, zone, both[0]) | {
        "kind": named or KINDS[kind],
        "interests": facts.tags(*(node.get(name) for name in ("activity", "category") for node in both)),
        "access": " ".join([*restricted[:1], *([f"{support}."] if support else []), *([about] if about else [])]),
        "how_to_join": text(*(node.get("attendeeInstructions") for node in both)),
        "meeting_point": text(*(node.get("meetingPoint") for node in both)),
        "level": list(texts([node.get("level") for node in both])),
        "online": "yes" if kind == "OnDemandEvent" else "",
    }


def _times(graph: Graph, zone: tzinfo, node: Node) -> Fields:
    """The regular times of a series by its single sessions, where no schedule tells."""
    dated = [each for each in graph.nodes(node.get("subEvent")) if each.get("startDate")]
    if not dated or node.get("eventSchedule"):
        return {}
    spans = [facts.when(graph, zone, each, None) for each in dated]
    sessions = dict.fromkeys(session for span in spans for session in span.get("sessions", ()))
    starts = moments.earliest(str(span["starts"]) for span in spans)
    ends = max((str(span["ends"] or span["starts"]) for span in spans), default="")
    return {"starts": starts, "ends": ends, "sessions": list(sessions)[:MOST_TIMES]}


MOST_TIMES = 21

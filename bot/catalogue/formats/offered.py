"""Courses, programmes and events of schema.org, as rows."""

import re
from collections.abc import Callable, Iterator
from datetime import tzinfo

from bot.catalogue.formats import facts, moments
from bot.catalogue.formats.known import Node
from bot.catalogue.formats.linked import Graph, terms, text, texts, types
from bot.catalogue.formats.moments import Fields
from bot.catalogue.formats.naming import absolute, identifier, named
from bot.catalogue.formats.rows import Row

Maker = Callable[[Graph, int, Node, tzinfo, str], Iterator[Row]]
COURSES = frozenset({"Course", "CourseInstance", "EducationalOccupationalProgram", "WorkBasedProgram"})
EVENTS = frozenset({"Festival", "Hackathon", "EventSeries", "Event"})
ONLINE = re.compile(r"\b(online|mooc|distance|remote|virtual|e-?learning|webinar)", re.IGNORECASE)
IN_PERSON = re.compile(r"on-?site|in[- ]person|offline|classroom|face|campus", re.IGNORECASE)
MIXED = re.compile(r"blended|hybrid|mixed", re.IGNORECASE)
ATTENDANCE = {
    "OnlineEventAttendanceMode": "yes",
    "MixedEventAttendanceMode": "both",
    "OfflineEventAttendanceMode": "no",
}
OVER = {"EventCancelled": "is cancelled", "EventPostponed": "is postponed"}
# Fields that schema.org has no property for, as the export writes them.
OWN = ("kind", "learning_type", "priorities", "requires", "area", "how_to_join", "sessions", "currency")
MOST_INSTANCES = 500


def is_event(kind: str) -> bool:
    """Whether a type is one of events: most of them say so."""
    return kind in EVENTS or (kind.endswith("Event") and kind not in ("PublicationEvent", "BroadcastEvent"))


def parts(node: Node) -> list[Node]:
    """What within a course or event is a thing of its own: the named parts of an event."""
    inner = node.get("subEvent")
    found = inner if isinstance(inner, list) else [inner]
    return [each for each in found if isinstance(each, dict) and text(each.get("name"))]


def courses(graph: Graph, line: int, node: Node, zone: tzinfo, site: str) -> Iterator[Row]:
    """One row for each instance of a course, since each has its own time and place; one for a course without any."""
    if "CourseInstance" in types(node):
        parent = graph.first(node.get("instanceOfCourse"), node.get("superEvent"))
        yield row(graph, line, parent, node, zone, site)
        return
    instances = graph.nodes(node.get("hasCourseInstance"))[:MOST_INSTANCES]
    if not instances:
        yield row(graph, line, node, {}, zone, site)
    taken: dict[str, int] = {}
    for instance in instances:
        id = _own_id(instance) or _instance_id(graph, node, instance, site)
        taken[id] = taken.get(id, 0) + 1
        yield row(graph, line, node, instance, zone, site, id if taken[id] == 1 else f"{id}-{taken[id]}")


def events(graph: Graph, line: int, node: Node, zone: tzinfo, site: str) -> Iterator[Row]:
    """One row for an event; what it leaves open is taken from the event that it is part of."""
    yield row(graph, line, graph.first(node.get("superEvent")), node, zone, site)


def _own_id(node: Node) -> str:
    return identifier(absolute(text(node.get("@id"))), *texts(_values(node.get("identifier"))), text(node.get("url")))


def _values(identifiers: object) -> object:
    """Of a PropertyValue the value, not the name of the scheme."""
    listed = identifiers if isinstance(identifiers, list) else [identifiers]
    return [each.get("value") if isinstance(each, dict) else each for each in listed]


def _instance_id(graph: Graph, course: Node, instance: Node, site: str) -> str:
    base = _own_id(course) or named(text(course.get("name")), _organisation(graph, course, instance, site))
    starts = text(instance.get("startDate"))[:10]
    return identifier(f"{base}-{starts}" if starts else base)


def row(graph: Graph, line: int, whole: Node, one: Node, zone: tzinfo, site: str = "", id: str = "") -> Row:
    """The row of one offer, `one`, of a course or series, `whole`; either may be empty. `site` is whose page it is."""
    fields = _fields(graph, whole, one, zone, site)
    title, organisation, starts = (str(fields.get(name, "")) for name in ("title", "organisation", "starts"))
    id = id or _own_id(one or whole) or named(title, organisation, starts, str(fields.get("address", "")))
    return Row(line, "opportunities", id, facts.given(fields), gone=_over(one, whole))


def _over(*nodes: Node) -> str:
    found = (OVER[status] for status in terms([node.get("eventStatus") for node in nodes]) if status in OVER)
    status = next(found, "")
    return f"eventStatus: {status}" if status else ""


def _fields(graph: Graph, whole: Node, one: Node, zone: tzinfo, site: str) -> Fields:
    """The fields of one offer, `one`, of a course or series, `whole`."""
    both = (one, whole)
    offers = [one.get("offers") or whole.get("offers")]
    fields = _words(both)
    fields |= {"organisation": _organisation(graph, whole, one, site)}
    fields |= facts.given(facts.when(graph, zone, _dated(both), _each(both, "eventSchedule", "courseSchedule")))
    fields |= facts.price(graph, offers) or _free(both)
    fields |= facts.ages(graph, *both) | _where(graph, whole, one)
    until = facts.offers_until(graph, zone, offers)
    fields |= {"valid_until": until or moments.moment(text(whole.get("applicationDeadline")), zone)[0]}
    fields |= facts.link(text(_each(both, "url")))
    return fields | facts.own(both, OWN)


def _words(both: tuple[Node, Node]) -> Fields:
    """What is text in a course or event, the instance's own before the whole's."""
    one, whole = both
    return {
        "title": text(whole.get("name") if "Course" in types(whole) else None, one.get("name"), whole.get("name")),
        "kind": _kind([*types(one), *types(whole)], text(one.get("name"), whole.get("name"))),
        "summary": text(_each(both, "abstract", "disambiguatingDescription")),
        "description": text(_each(both, "description")),
        "interests": facts.tags(_each(both, "keywords", "about")),
        "skills": facts.tags(_each(both, "teaches")),
        "awards": facts.short(texts(_each(both, "educationalCredentialAwarded"))),
        "access": text(_each(both, "accessibilitySummary")),
        "places": text(_each(both, "remainingAttendeeCapacity", "maximumAttendeeCapacity", "maximumEnrollment")),
        "prerequisites": facts.prose(_each(both, "coursePrerequisites", "programPrerequisites", "competencyRequired")),
        "mode": list(texts(_each(both, "courseMode"))),
        "takes": text(_each(both, "timeToComplete", "courseWorkload", "timeRequired")),
    }


def _each(nodes: tuple[Node, ...], *names: str) -> list[object]:
    """The values under some names, those of the first name before those of the second."""
    return [node[name] for name in names for node in nodes if node.get(name) not in (None, "", [])]


def _dated(both: tuple[Node, Node]) -> Node:
    """The one that has dates: a course's instance, else the whole."""
    return next((node for node in both if node.get("startDate")), both[0] or both[1])


def _free(both: tuple[Node, Node]) -> Fields:
    return {"cost": "0"} if any(node.get("isAccessibleForFree") in (True, "true", "True") for node in both) else {}


def _organisation(graph: Graph, whole: Node, one: Node, site: str) -> str:
    own = [node.get(name) for name in ("provider", "organizer") for node in (one, whole)]
    offers = [node for each in (one, whole) for node in graph.nodes(each.get("offers"))]
    sold = [offer.get(name) for name in ("offeredBy", "seller") for offer in offers]
    made = [node.get(name) for name in ("publisher", "creator", "performer") for node in (one, whole)]
    found = graph.first(*own, *sold, *made)
    return text(found.get("name"), found.get("legalName"), site)


def _kind(kinds: list[str], title: str) -> str:
    if "apprentic" in title.lower():
        return "apprenticeship"
    if "WorkBasedProgram" in kinds:
        return "work experience"
    if "Hackathon" in kinds:
        return "competition"
    return "course" if any(kind in COURSES for kind in kinds) else "event"


def _where(graph: Graph, whole: Node, one: Node) -> Fields:
    """`online` and the place. A course that is not online and says nothing else is where its provider is."""
    locations = [one.get("location"), whole.get("location")]
    modes = terms([node.get("eventAttendanceMode") for node in (one, whole)])
    if mode := next((ATTENDANCE[each] for each in modes if each in ATTENDANCE), ""):
        return facts.place(graph, *locations) | {"online": mode}
    said = " ".join(texts([node.get("courseMode") for node in (one, whole)]))
    spot = facts.place(graph, *locations)
    remote = bool(ONLINE.search(said)) or facts.is_virtual(graph, *locations)
    here = bool(IN_PERSON.search(said)) or bool(spot)
    if MIXED.search(said) or (remote and here):
        return spot | {"online": "both"}
    if not remote and not spot:
        spot = facts.place(graph, graph.first(one.get("organizer"), whole.get("provider")).get("address"))
    return spot | {"online": "yes" if remote else "no"}

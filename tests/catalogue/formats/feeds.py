"""Four things as each format writes them, so that the same tests hold for all."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

GONE = object()
"""What is at its end at the source."""


@dataclass(frozen=True)
class Course:
    number: int
    title: str | object = ""
    description: str = "<b>Art</b> &amp; craft"

    @property
    def name(self) -> Any:
        return self.title or f"Café {self.number}"


@dataclass(frozen=True)
class Sample:
    name: str
    written: Callable[[Iterable[Course]], str]
    other_rows: int = 0
    """Rows besides the courses: organisations."""
    has_ends: bool = True
    """Whether a source can say that a thing is at its end."""


def schema_org(courses: Iterable[Course]) -> str:
    return json.dumps([_node(course) for course in courses], ensure_ascii=False)


def _node(course: Course) -> dict[str, Any]:
    over = {"eventStatus": "https://schema.org/EventCancelled"} if course.name is GONE else {}
    return {
        "@context": "https://schema.org", "@type": "Event", "@id": f"https://loft.example/{course.number}",
        "name": "" if course.name is GONE else course.name, "description": course.description,
        "organizer": {"@type": "Organization", "name": "The Loft Studio"}, **over,
    }  # fmt: skip


def openactive(courses: Iterable[Course]) -> str:
    page = {"next": "https://loft.example/feed?afterId=9", "items": [_item(course) for course in courses]}
    return json.dumps(page, ensure_ascii=False)


def _item(course: Course) -> dict[str, Any]:
    item = {"state": "updated", "kind": "Event", "id": course.number, "modified": 1}
    return item | ({"state": "deleted"} if course.name is GONE else {"data": _node(course)})


def open_referral(courses: Iterable[Course]) -> str:
    return json.dumps({"total_items": 4, "contents": [_service(course) for course in courses]}, ensure_ascii=False)


def _service(course: Course) -> dict[str, Any]:
    over = {"status": "defunct", "name": ""} if course.name is GONE else {"status": "active", "name": course.name}
    return {
        "id": f"service-{course.number}", "description": course.description, **over,
        "organization": {"id": "loft-1", "name": "The Loft Studio"},
    }  # fmt: skip


def xcri(courses: Iterable[Course]) -> str:
    written = "".join(
        f"<course><dc:identifier>course-{course.number}</dc:identifier><dc:title>{escape(course.name)}</dc:title>"
        f"<dc:description>{escape(course.description)}</dc:description></course>\n"
        for course in courses
    )
    return (
        '<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<provider><dc:title>The Loft Studio</dc:title>\n{written}</provider></catalog>"
    )


SAMPLES = [
    Sample("schema-org", schema_org),
    Sample("openactive", openactive),
    Sample("open-referral", open_referral, other_rows=1),
    Sample("xcri", xcri, has_ends=False),
]

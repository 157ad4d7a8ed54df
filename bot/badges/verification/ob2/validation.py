"""Whether each object of a badge has the properties of its class."""

from collections.abc import Iterator
from typing import Any

from bot.badges.verification import values
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.ob2.classes import CLASSES, Kind, Property
from bot.badges.verification.ob2.graph import Graph, Node
from bot.badges.verification.ob2.primitives import FITS, is_image_data, is_iri, is_url

DEEPEST = 8


def check(node: Node, class_: str, graph: Graph) -> None:
    """RefusedError that names the first property that is wrong, here or in a node that this one names."""
    for problem in _problems(node, class_, graph, 0):
        raise RefusedError(problem)


def _problems(node: Node, class_: str, graph: Graph, depth: int) -> Iterator[str]:
    for property_ in CLASSES.get(class_, ()) if depth < DEEPEST else ():
        found = values.listed(node.get(property_.name))
        if not found and property_.required:
            yield f"{class_}: {property_.name} is missing."
        if len(found) > 1 and not property_.many:
            yield f"{class_}: there is more than one {property_.name}."
        if property_.one_of and found and not set(property_.one_of) & set(values.texts(found)):
            yield f"{class_}: its {property_.name} is none of {', '.join(property_.one_of)}."
        for value in found:
            yield from _value_problems(value, property_, class_, graph, depth)


def _value_problems(value: Any, property_: Property, class_: str, graph: Graph, depth: int) -> Iterator[str]:
    if property_.kind is Kind.NODE:
        yield from _node_problems(value, property_, class_, graph, depth)
    elif property_.kind is Kind.IMAGE:
        yield from _image_problems(value, property_, class_, graph, depth)
    elif not FITS[property_.kind](value):
        yield f"{class_}: {property_.name} is not of its kind ({property_.kind})."


def _node_problems(value: Any, property_: Property, class_: str, graph: Graph, depth: int) -> Iterator[str]:
    node = graph.at(value)
    if node:
        yield from _problems(node, property_.expects, graph, depth + 1)
    elif property_.fetched or not is_iri(value):
        yield f"{class_}: {property_.name} is not to be had."


def _image_problems(value: Any, property_: Property, class_: str, graph: Graph, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _problems(value, "Image", graph, depth + 1)
        value = value.get("id")
    if is_image_data(value) and not property_.data:
        yield f"{class_}: its image may not stand in it."
    elif not is_url(value) and not is_image_data(value):
        yield f"{class_}: image is not of its kind."

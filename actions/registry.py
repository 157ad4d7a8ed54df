"""All actions, made with the services that they call."""

from actions import (
    badges,
    careers,
    discover,
    openings,
    pathways,
    people,
    plan,
    profile,
    recognising,
    safety,
    sharing,
    talk,
    trust,
)
from actions.base import GuideAction
from actions.services import Services

TOPICS = (
    talk,
    profile,
    discover,
    openings,
    careers,
    pathways,
    badges,
    recognising,
    sharing,
    people,
    plan,
    trust,
    safety,
)


def all_actions(services: Services) -> list[GuideAction]:
    """One of each; tests compare them with domain.yml."""
    return [action(services) for action in action_classes()]


def action_classes() -> list[type[GuideAction]]:
    """Every class with a topic of its own, in the order of the topics."""
    found = [thing for module in TOPICS for thing in vars(module).values() if _is_action(thing, module.__name__)]
    return list(dict.fromkeys(found))


def _is_action(thing: object, module: str) -> bool:
    return (
        isinstance(thing, type)
        and issubclass(thing, GuideAction)
        and thing.__module__ == module
        and hasattr(thing, "topic")
    )

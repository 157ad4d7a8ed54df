"""Who may import whom, as docs/architecture.md says: arrows point one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import PROJECT

TOPICS = [
    "bot.badges",
    "bot.catalogue",
    "bot.insight",
    "bot.language",
    "bot.mentors",
    "bot.openings",
    "bot.pathways",
    "bot.people",
]
FRONT = ["actions", "bot.app", "bot.channels", "bot.cli", "bot.console", "bot.messenger", "bot.supervisor"]
SOURCES = [
    path
    for folder in ("bot", "actions")
    for path in sorted((PROJECT / folder).rglob("*.py"))
    if "__pycache__" not in path.parts
]


def module_of(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, also within functions. What is taken from a package may be a module too."""
    package = module_of(path).split(".")[: None if path.name == "__init__.py" else -1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            base = ".".join(part for part in (start, node.module) if part)
            yield from (f"{base}.{name.name}" for name in node.names)


IMPORTS = [(module_of(path), found) for path in SOURCES for found in imported(path)]


def within(module: str, packages: list[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def found(start: list[str], forbidden: list[str], unless: list[str] | None = None) -> list[str]:
    """Imports of something forbidden by something in `start` that is not in `unless`."""
    return [
        f"{module} imports {name}"
        for module, name in IMPORTS
        if within(module, start) and not within(module, unless or []) and within(name, forbidden)
    ]


def test_the_edge_never_imports_rasa() -> None:
    assert found(["bot", "actions"], ["rasa"], unless=["bot.brain"]) == []


def test_the_edge_asks_the_brain_for_models_and_nothing_else() -> None:
    asked = found(["bot", "actions"], ["bot.brain"], unless=["bot.brain"])
    assert [line for line in asked if " imports bot.brain.fingerprint." not in line] == []


def test_the_brain_imports_nothing_else_of_the_project() -> None:
    foreign = found(["bot.brain"], ["bot", "actions"])
    assert [line for line in foreign if " imports bot.brain" not in line] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_imports_nothing_above_it(topic: str) -> None:
    assert found([topic], [*FRONT, "bot.chat"]) == []


def test_the_store_imports_no_topic_except_for_migrations() -> None:
    assert found(["bot.store"], [*TOPICS, *FRONT, "bot.chat"], unless=["bot.store.migrations.env"]) == []


def test_the_chat_imports_nothing_above_it() -> None:
    assert found(["bot.chat"], FRONT) == []


def test_channels_know_the_chat_alone() -> None:
    assert found(["bot.channels"], [*TOPICS, "actions", "bot.app", "bot.cli", "bot.store", "bot.supervisor"]) == []


def test_only_the_composition_knows_the_actions() -> None:
    assert found(["bot"], ["actions"], unless=["bot.app"]) == []


def test_what_this_test_sees_is_what_is_there() -> None:
    assert ("bot.channels.web.stream", "bot.chat.model.Handling") in IMPORTS
    assert ("bot.app", "actions.registry.all_actions") in IMPORTS
    assert {"bot.brain.server", "bot.catalogue.tables", "actions.base"} <= {module for module, _ in IMPORTS}

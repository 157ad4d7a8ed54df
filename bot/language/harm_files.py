"""Reads what is known about the signs of harm from files that a person who knows about safeguarding can mend."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def lines(name: str) -> Iterator[str]:
    """The lines of a file, without empty ones and comments."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def sections(name: str) -> dict[str, list[str]]:
    """The lines of a file under each of its `[headings]`."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace("-", "").isalpha():
            heading = found.setdefault(line[1:-1], [])
        else:
            heading.append(line)
    return found


def slang() -> list[tuple[str, str]]:
    """(what they write, what it means) of harm_slang.txt, in order."""
    return [(written, meant) for written, _, meant in (line.partition(" => ") for line in lines("harm_slang.txt"))]


def filled(pattern: str) -> str:
    """A pattern with the classes of harm_words.txt in place of their `{names}`."""
    for name, words in _classes().items():
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern


@cache
def _classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    for name, parts in sections("harm_words.txt").items():
        words = "".join(parts)
        for earlier, meant in classes.items():
            words = words.replace(f"{{{earlier}}}", meant)
        classes[name] = f"(?:{words})"
    return classes

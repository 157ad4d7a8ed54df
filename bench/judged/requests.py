"""Reads the judged requests of a city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Judged:
    """A request, and the grades 1 to 3 of what fits it, by source id."""

    text: str
    age: int
    grades: Mapping[str, int] = field(default_factory=dict)


def read(city: str) -> list[Judged]:
    """All judged requests, in the order of the file. ValueError where the file is not as its head says."""
    found: list[tuple[str, int, dict[str, int]]] = []
    for line in (FOLDER / f"{city}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            grade, _, ids = line.strip().partition(": ")
            found[-1][2].update(dict.fromkeys(ids.split(), int(grade)))
        elif not line.startswith("#"):
            age, _, text = line.partition(" ")
            found.append((text, int(age), {}))
    return [Judged(*each) for each in found]


def looked_at(all_of_them: Sequence[T]) -> Sequence[T]:
    """The half that may be looked at while search is improved."""
    return all_of_them[::2]


def held_back(all_of_them: Sequence[T]) -> Sequence[T]:
    """The half that is only measured."""
    return all_of_them[1::2]

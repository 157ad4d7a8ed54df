"""The hard limits of a search: what does not pass them is not found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.catalogue.model import Position, Times

NAMES = ("times", "area", "cost", "online", "kind", "access")
"""Limits that can be let go of, the ones that cost a learner least first. Age never is: nobody can go where they are
too young or too old."""
SEVERAL = "several"
"""All of them but the access needs, where no single one stands in the way."""
NONE_OF_THEM: dict[str, Any] = {
    "times": None, "not_times": None, "area": None, "within_km": None, "max_cost": None, "online": None,
    "kinds": (), "not_kinds": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """None and empty mean that there is no such limit."""

    today: date
    age: int | None = None
    max_cost: Decimal | None = None
    area: str | None = None
    """An area's source id; a place that the city does not have stands here as written, and nothing is there."""
    centre: Position | None = None
    within_km: float | None = None
    """From `centre`."""
    online: bool | None = None
    times: Times | None = None
    not_times: Times | None = None
    kinds: Sequence[str] = ()
    not_kinds: Sequence[str] = ()
    access: Sequence[frozenset[str]] = ()
    """Each a set of index terms of which one must be there."""

    def set(self) -> list[str]:
        """The names of those that are set."""
        present = {
            "times": self.times is not None or self.not_times is not None,
            "area": self.area is not None or self.within_km is not None,
            "cost": self.max_cost is not None,
            "online": self.online is not None,
            "kind": bool(self.kinds or self.not_kinds),
            "access": bool(self.access),
        }
        return [name for name in NAMES if present[name]]

    def without(self, name: str) -> "Limits":
        """The same limits with one let go of."""
        match name:
            case "times":
                return replace(self, times=None, not_times=None)
            case "area":
                return replace(self, area=None, within_km=None)
            case "cost":
                return replace(self, max_cost=None)
            case "online":
                return replace(self, online=None)
            case "kind":
                return replace(self, kinds=(), not_kinds=())
            case "access":
                return replace(self, access=())
            case str() if name == SEVERAL:
                return replace(self, **NONE_OF_THEM)
        raise KeyError(name)

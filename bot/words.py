"""The words of words/en/: what the edge itself says to a learner."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.settings import PROJECT


class MissingWordsError(KeyError):
    """A key that the code needs is not in the words file."""


class RepeatedWordsError(ValueError):
    """Two words files name the same top key, so one would hide the other."""


class Words:
    """Looks words up by dotted key, such as `faults.thinking`.

    Whoever says something looks it up when it is made, so that a missing key ends the start and not a talk.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    def text(self, key: str) -> str:
        """The words of one key, their {places} still open. MissingWordsError when there are none."""
        found = self._find(key)
        if not isinstance(found, str):
            raise MissingWordsError(key)
        return found

    def say(self, key: str, **values: object) -> str:
        """The words of one key with their {places} filled in."""
        return self.text(key).format(**values)

    def items(self, key: str) -> Sequence[Any]:
        """The list that stands at one key."""
        found = self._find(key)
        if not isinstance(found, list):
            raise MissingWordsError(key)
        return found

    def called(self, key: str, name: str) -> str:
        """What a name is called, by the names that stand at one key; any other is its own."""
        found = self._find(key)
        return str(found.get(name.casefold(), name)) if isinstance(found, Mapping) else name

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount, without pence where there are none: "£12.50", "12 CHF"."""
        figure = f"{amount:,.2f}".removesuffix(".00")
        known = self._find("money")
        sign = (currency or "GBP") if (currency or "GBP") in known else "other"
        return self.say(f"money.{sign}", figure=figure, currency=currency)

    def day(self, moment: date) -> str:
        """A day of the next months, such as "Sat 5 Dec"."""
        weekday, month = self.items("days.short")[moment.weekday()], self.items("days.months")[moment.month - 1]
        return self.say("days.date", weekday=weekday, day=moment.day, month=month)

    def _find(self, key: str) -> Any:
        found: Any = self._tree
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise MissingWordsError(key)
            found = found[part]
        return found


@cache
def load(folder: Path = PROJECT / "words" / "en") -> Words:
    """Reads all words files of a language, once in a process. RepeatedWordsError when two files share a top key."""
    tree: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        with path.open(encoding="utf-8") as file:
            words = YAML(typ="safe", pure=True).load(file) or {}
        if repeated := tree.keys() & words.keys():
            raise RepeatedWordsError(f"{path.name} has {', '.join(sorted(repeated))} again")
        tree |= words
    return Words(tree)

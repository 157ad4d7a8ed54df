"""Words that say nothing about what somebody looks for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.language.words import stem

LIST = Path(__file__).with_name("filler.txt")


@cache
def sections() -> Mapping[str, frozenset[str]]:
    """The words of filler.txt by section, each also as its stem."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, set()).update(line.split(), map(stem, line.split()))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def filler() -> frozenset[str]:
    """All of them: what is not searched for."""
    return frozenset().union(*sections().values())


def function_words() -> frozenset[str]:
    """Those that say nothing even in a name: "the", "with"."""
    return sections()["function"]


def about_somebody() -> frozenset[str]:
    """Words for gender, faith, origin and family. What an opportunity's own access rule says ("girls only") is asked
    for as an access need and does not come through here."""
    return sections()["who"]


def set_limits() -> frozenset[str]:
    """Words for days, parts of the day and prices: they limit a search and say nothing of its topic."""
    return sections()["when"]

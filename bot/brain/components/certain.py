"""Names that are found whatever the tagger thinks: a city's areas, and full names of badges and occupations."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from bot.brain.components.lexicon import Phrase, key
from bot.brain.components.normaliser import normalise
from bot.brain.components.phrases import phrase_of
from bot.brain.components.spans import Span

Names = dict[Phrase, str]
ALIKE = 75.0
"""How alike (0 to 100) an alias of several words is to its name, so that they are no everyday words: "mill moor"."""
SHORTEST = 5
"""Letters of an area's name of one word; shorter ones are too often something else."""
ABOUT_BADGES = frozenset(
    {
        "ask_about_badges", "ask_my_badges", "ask_fit", "ask_progress", "claim_badge", "mark_done", "share_badge",
    }
)  # fmt: skip
"""Elsewhere "spoken word" or "web page" is seldom the badge of that name."""
NO_LIMITS = frozenset({"out_of_scope", "chitchat", "complain", "abuse", "ask_career_info"})
"""What is said of money here is no budget of somebody's."""


def names_of(gazetteer: Mapping[str, Iterable[tuple[str, str]]], everyday: frozenset[str]) -> Names:
    """Of pairs of phrase and full name: areas that are no everyday word; badges and occupations of several words."""
    names: Names = {}
    for entity in ("occupation", "badge"):
        for phrase, full in gazetteer.get(entity, ()):
            if " " in phrase and _letters(phrase) == _letters(full):
                names[_phrase(phrase)] = entity
    for phrase, full in gazetteer.get("area", ()):
        read = _phrase(phrase)
        if _is_certain(read, phrase, full, everyday):
            names[read] = "area"
    return names


def insisted(
    found: Sequence[tuple[Span, float]], names: Iterable[Span], intent: str, plain: Sequence[str]
) -> list[tuple[Span, float]]:
    """What the tagger found, with names that it missed or found in part. `plain` are the words in usual spelling."""
    spans = dict(found)
    badges = intent in ABOUT_BADGES or any(key(word) == "badge" for word in plain)
    for name in names:
        if (name[2] == "badge" and not badges) or (name[2] == "budget" and intent in NO_LIMITS):
            continue
        met = [span for span in spans if span[0] < name[1] and name[0] < span[1]]
        if all(_gives_way(span, name) for span in met):
            for span in met:
                del spans[span]
            spans[name] = 1.0
    return sorted(spans.items())


def _gives_way(span: Span, name: Span) -> bool:
    """A part gives way to the whole; as long a span only to an area or a budget."""
    within = name[0] <= span[0] and span[1] <= name[1]
    return within and (span[:2] != name[:2] or name[2] in ("area", "budget"))


def _is_certain(read: Phrase, phrase: str, full: str, everyday: frozenset[str]) -> bool:
    if len(read) == 1 and (key(read[0]) in everyday or len(phrase) < SHORTEST):
        return False
    return len(read) == 1 or fuzz.ratio(_letters(phrase), _letters(full)) >= ALIKE


def _letters(phrase: str) -> str:
    return "".join(filter(str.isalnum, phrase.casefold()))


def _phrase(written: str) -> Phrase:
    return phrase_of(normalise(written))

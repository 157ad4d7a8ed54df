"""Puts `[name]`, `[phone]` and so on in place of what tells who somebody is: forms, names, and names that are known."""

import re
from collections.abc import Collection, Iterable, Iterator

from bot.language import names, personal
from bot.language.filler import filler
from bot.language.personal import PATTERNS, Personal

DIGIT = r"(?:zero|oh?|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|court|gardens|place|terrace|crescent|grove|row|walk|hill"
    "|square|mews|view|rise|parade|quay|wharf|house|heights|towers?|estate"
)
SCHOOLS = "(?:school|academy|high|college|sixth form|primary|grammar|comp|uni|university)"
APPS = (
    "insta(?:gram)?|ig|snap(?:chat)?|sc|tiktok|tt|discord|telegram|whats ?app|xbox|psn|gamertag|roblox|user ?name"
    "|fb|facebook|twitter"
)
NUMBERED = "account|acc|sort code|passport|student|learner|uln|nhs|ni|id"
WORD = r"[\w'\u2019-]+"

TELLING = frozenset({"name", "school", "address"})


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


MORE = (
    ("phone", _form(r"(?<![\w+])[0o]\s?7(?:[\s.-]?[\do]){9}(?!\w)")),
    ("phone", _form(rf"\b(?:{DIGIT}\b[\s,-]*){{7,}}")),
    ("phone", _form(r"\b(?:call|ring|text|phone|txt|mobile|number)\b\D{0,20}(\d(?:[\s.-]?\d){5,12})(?!\w)")),
    ("number", _form(r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b")),  # National Insurance
    (
        "number",
        _form(rf"\b(?:{NUMBERED})\b(?:\s(?:no|number|num|id|is))*[\s:.-]*([a-z]{{0,3}}[\s-]?\d(?:[\s-]?\d){{4,17}})\b"),
    ),
    (
        "handle",
        _form(
            rf"\b(?:{APPS})(?:\s(?:name|tag|user|id))?\s?(?:is|:|=|@|-)?\s?"
            r"(@?(?=[\w.]*[a-z])(?=[\w.]*[\d_#]|\w+\.\w)[\w.]{3,30}(?:#\d{2,6})?)"
        ),
    ),
    (
        "address",
        _form(
            r"\b(?:live (?:at|on|in|by|near)|address is|stay(?:ing)? (?:at|on))\s+"
            rf"(?!(?:a|an|the|my|our|this)\b)((?:{WORD},?\s){{1,4}}(?:{STREETS}))\b"
        ),
    ),
    (
        "address",
        _form(rf"\b(?:flat|apartment|apt)\s\d{{1,4}}[a-z]?,?\s(?:{WORD}\s){{1,3}}(?:house|court|towers?|heights)\b"),
    ),
    (
        "birthday",
        _form(
            r"\b(?:born|birthday|bday|b-day|dob)\b(?:\s(?:is|on|the))*\s*"
            r"(\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})(?:[\s/.-]+\d{2,4})?)\b"
        ),
    ),
    (
        "school",
        _form(
            r"\b(?:i (?:go|went|used to go|study) (?:to|at)|my (?:old |new )?(?:school|college|uni)(?:'s| is)"
            r"(?: called)?|(?:i'?m|student|pupil|year \d+|y\d+) at)\s+(?!(?:a|an|the|my|this|that|another|any)\b)"
            rf"((?:[\w'.\u2019-]+\s){{1,4}}{SCHOOLS})\b"
        ),
    ),
    (
        "school",
        re.compile(
            rf"\b((?:St\.?\s[A-Z]{WORD}\s(?:[A-Z]\w+\s){{0,4}}|(?:[A-Z]{WORD}\s){{1,4}}(?:High|Primary|Secondary)\s)School)\b"
        ),
    ),
)
"""Forms that are hidden and that nothing else hangs on. Where there is a group, it is what is personal."""


def find(text: str, known: Collection[str] = ()) -> list[Personal]:
    """What is personal in a text, in order, nothing twice. `known`: names that are somebody's for certain."""
    return _apart(_all(text, known))


def said_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of names, schools and addresses in what a learner wrote, which the guide may have said again."""
    return frozenset(
        word.folded
        for text in texts
        for one in find(text)
        if one.kind in TELLING
        for word in names.Sentence(text[one.start : one.end]).words
        if len(word.text) > 2 and not word.is_listed("place", "in an address") and word.folded not in filler()
    )


def mask(text: str, public: Collection[str] = (), known: Collection[str] = ()) -> str:
    """The text without what is personal; what is `public` is nobody's own, unless it is a known name."""
    return _without(text, find(text, known), public, known)


def mask_ours(text: str, public: Collection[str] = (), known: Collection[str] = ()) -> str:
    """As `mask` for what the guide says: it names clubs and mentors, and no learner by a name that is not known."""
    return _without(text, _apart([*personal.find(text), *_known(text, known)]), public, known)


def mask_names(text: str, known: Collection[str]) -> str:
    """The text without names that are known."""
    return _without(text, list(_known(text, known)), (), known) if known else text


def _all(text: str, known: Collection[str]) -> Iterator[Personal]:
    for kind, pattern in (*((kind, one) for kind, one in PATTERNS if kind != "name"), *MORE):
        for match in pattern.finditer(text):
            yield Personal(kind, *(match.span(1) if pattern.groups else match.span()))
    yield from (Personal("name", start, end) for start, end in names.find(text))
    yield from _known(text, known)


def _known(text: str, known: Collection[str]) -> Iterator[Personal]:
    return (Personal("name", start, end) for start, end in names.known_in(text, known))


def _apart(found: Iterable[Personal]) -> list[Personal]:
    """The earlier ones win where two would cover the same words."""
    kept: list[Personal] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _without(text: str, found: list[Personal], public: Collection[str], known: Collection[str]) -> str:
    parts, at = [], 0
    for one in found:
        said = text[one.start : one.end]
        if said in public and said not in known:
            continue
        parts += [text[at : one.start], f"[{one.kind}]"]
        at = one.end
    return "".join([*parts, text[at:]])

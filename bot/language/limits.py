"""Limits that stand in a free message beside its entities: "near me", "online", "free", "not tuesdays"."""

import re
from decimal import Decimal

from bot.catalogue.model import Request, Times
from bot.language.budgets import budget
from bot.language.times import DAY_NAMES, times

NEAR_KM = 3.0
"""What "near me" means: a walk of 40 minutes, or ten by bus."""
WALK_KM = 1.5
NEAR = re.compile(
    r"\b(near(?:by|est|ish)?(?: (?:to )?(?:me|us|here|mine|my (?:house|home|place)))|nearby|near ?by"
    r"|round (?:here|my way|mine|our way|me)|around (?:here|me)|close (?:to|by)(?: (?:me|home|here|us))?|local|locally"
    r"|in my area|not (?:too |2 |so )?far(?: away)?|by me|near mine)\b"
)
WALK = re.compile(r"\b(walking distance|can walk|walkable|round the corner)\b")
ONLINE = re.compile(
    r"\b(on ?line|remote|remotely|from home|at home|virtual|virtually|on zoom|over zoom|zoom|webinar"
    r"|not (?:in person|face to face)|without (?:leaving|going out)|(?:from|in) my (?:room|bedroom|house))\b"
)
IN_PERSON = re.compile(
    r"\b((?:not|isn'?t|aren'?t|instead of|rather than|hate|no|none|nothing|never|without|except|(?:don'?t|dont|didn'?t)"
    r" (?:want|like|do|fancy)|can'?t do|anything but)(?: that'?s| thats| any| anything| stuff| the)* on ?line"
    r"|(?<!not )in ?person|(?<!not )face to face|irl|f2f|offline)\b"
)
ONLY_FOR = re.compile(
    r"\b(girls?|wom[ae]n'?s?|lad(?:y|ies)|females?|lasses|lassies|boys?|m[ae]n'?s?|lads|males?|lgbt\w*\+?)[ -]only\b"
    r"|\b(?:just|only)(?: for)? (girls|women|boys|lads|men|lasses)\b"
)
MONEY = re.compile(
    r"[£$€]|\b(?:free|skint|broke|cheap\w*|afford\w*|pay|paying|cash|money|dosh|quid|pounds?|fivers?|tenners?|budget|costs?"
    r"|expensive|low cost|for nothing|nowt)\b"
)
PART = (
    r"(?:week ?ends?|wk ?ends?|week ?days?|week ?nights?|mornings?|after ?noons?|evenings?|nights?|after ?school|"
    + "|".join(sorted(DAY_NAMES, key=len, reverse=True))
    + ")"
)
# "Free" that speaks of time, not of money.
FREE_THING = re.compile(
    r"\b(?:(?:any|some)(?:thing|where)?|owt|summat|things?|stuff|what(?:'?s| is)?|that(?:'?s| is)|which is|is it|clubs?"
    r"|courses?|classes|events?|sessions?|workshops?|activities)(?: else| good| fun| on| happening)? free\b"
)
"""Whatever comes next: it is the thing that is to cost nothing."""
FREE_THEN = re.compile(rf"\bfree (?:only |on |in the |at |after |every |most |all |of a )*{PART}\b")
I_AM_FREE = re.compile(r"\b(?:i'?m|i am|am|we're) (?:\w+ )?free\b")
RULED_OUT = re.compile(
    r"\b(?:not|except|bar|apart from|other than|can'?t (?:do|make|come)|cannot (?:do|make|come)"
    r"|(?:am |im |i'm )?busy|no|never|(?:don'?t|dont|won'?t|wont) (?:want|do|work)|isn'?t|aint|but)"
    r" (?:on |in |an? |the |any |at |free |available |of )*"
    rf"({PART}(?:(?: ?[,/&] ?| and | or | nor | )+{PART})*)\b"
)


def limits_in(text: str) -> Request:
    """A request with nothing but the limits that the words of a message set.

    "Near me" gives `within_km` and no place: the place is the learner's own area, when they told it.
    """
    folded = " ".join(text.lower().replace("\u2019", "'").split())[:1000]
    possible, ruled_out = _times(folded)
    return Request(
        max_cost=_budget(folded),
        within_km=_distance(folded),
        online=_online(folded),
        times=possible,
        not_times=ruled_out,
        access_needs=tuple(_only_for(folded)),
    )


def _budget(folded: str) -> Decimal | None:
    money = I_AM_FREE.sub(" ", FREE_THEN.sub(" ", FREE_THING.sub(" free of charge ", folded)))
    return budget(money) if MONEY.search(money) else None


def _distance(folded: str) -> float | None:
    if WALK.search(folded):
        return WALK_KM
    return NEAR_KM if NEAR.search(folded) else None


def _online(folded: str) -> bool | None:
    if IN_PERSON.search(folded):
        return False
    return True if ONLINE.search(folded) else None


def _only_for(folded: str) -> list[str]:
    return [f"{match[1] or match[2]} only" for match in ONLY_FOR.finditer(folded)]


def _times(folded: str) -> tuple[Times | None, Times | None]:
    """The times that are possible, and those that are ruled out."""
    ruled_out = " and ".join(match[1] for match in RULED_OUT.finditer(folded))
    possible = times(RULED_OUT.sub(" ", folded))
    return (possible if possible != Times() else None), times(ruled_out) if ruled_out else None

"""A code or a link of a badge in what a learner writes. The claim itself is made when the turn is kept, and looked at
after it: nothing here fetches anything (docs/badges.md)."""

import re

from actions.turn import Turn

CODE = re.compile(r"(?<![\w-])[A-Za-z0-9]{4}(?:[- ]?[A-Za-z0-9]{4}){2,3}(?![\w-])")
"""Three or four groups of four, as codes are printed here; with or without dashes."""
LINK = re.compile(r"https?://[^\s<>\"']+")
CLAIM_LINK = re.compile(r"https?://[^\s<>\"']+/badges/claim/([A-Za-z0-9-]+)")
"""What an issuer hands on (bot/badges/issuing/addresses.py); the code is its end."""
LEFT_OVER = 4
"""Words beside a code or a link up to which the whole message is about that."""
CLAIMS = "claim_badge"
MIXED = 2
"""Groups of letters and digits in a code without dashes: one could be "10th"."""
LETTERS = re.compile(r"[A-Za-z]")
DIGITS = re.compile(r"[0-9]")


async def take_claim(turn: Turn) -> bool:
    """True when the message brings a badge, and that has been said."""
    found = claim_in(turn.heard.text, likely=turn.heard.intent == CLAIMS)
    if found is None:
        return False
    way, what = found
    turn.set("question", None)
    if what.startswith("http://"):
        turn.tell("claims.not_https")
        return True
    turn.effect("claim", way=way, what=what)
    turn.tell("claims.checking")
    return True


def claim_in(text: str, *, likely: bool) -> tuple[str, str] | None:
    """("link" or "code", what it is). Without being `likely` to be a claim, a message has to be little else."""
    if handed := CLAIM_LINK.search(text):
        return "code", handed[1]
    link = LINK.search(text)
    if link is not None and (likely or _is_little_else(text, link[0])):
        return "link", link[0].rstrip(".,;:!?)")
    code = next((one[0] for one in CODE.finditer(text) if _is_code(one[0])), None)
    if code is not None and (likely or _is_little_else(text, code)):
        return "code", code
    return None


def _is_code(text: str) -> bool:
    """Words of four letters and years make no code: it has dashes, or groups with letters and digits in them."""
    if "-" in text:
        return bool(LETTERS.search(text))
    groups = text.split() if " " in text else [text[place : place + 4] for place in range(0, len(text), 4)]
    return sum(bool(LETTERS.search(one) and DIGITS.search(one)) for one in groups) >= MIXED


def _is_little_else(text: str, found: str) -> bool:
    return len(text.replace(found, " ").split()) <= LEFT_OVER

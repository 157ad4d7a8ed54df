"""What "cheaper" and "closer" sound like."""

import re

CHEAPER = re.compile(
    r"\b(cheap|cheaper|less money|less expensive|(too|2) (dear|expensive|much money)|lower price)\b", re.IGNORECASE
)
CLOSER = re.compile(
    r"\b(closer|close|nearer|near me|nearby|too far|2 far|walking distance|round here|local)\b", re.IGNORECASE
)


def cue_in(text: str) -> str | None:
    """`closer`, `cheaper` or None."""
    if CLOSER.search(text):
        return "closer"
    return "cheaper" if CHEAPER.search(text) else None

"""Finds harm and distress in what young people write."""

import re

PATTERNS = {
    "self-harm": re.compile(r"\b(kill(ing)? myself|self ?harm|suicid\w*|want to die)\b", re.IGNORECASE),
    "abuse": re.compile(r"\b(hits me|beats me|dont feel safe|don't feel safe|touched me)\b", re.IGNORECASE),
}


def find(text: str) -> str | None:
    """The kind of harm that a message tells of, or None."""
    return next((kind for kind, pattern in PATTERNS.items() if pattern.search(text)), None)

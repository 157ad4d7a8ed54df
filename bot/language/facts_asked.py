"""Which facts about one thing a question asks for: "is it free", "who runs it", "do i have to ring them"."""

import re

ASKS = {
    "travel": r"(is|are) there (an?y? )?(bus|buses|tram|train|metro|ferry|parking|car park)"
    r"|(which|what|how much is the|how often (is|does) the|does (a|the)) (bus|tram|train|metro|ferry)"
    r"|(bus|train|tram) (fare|time|stop)s?",
    "cost": r"how much|cost|price|(is|are) (it|this|that|they|these) free|it'?s free|for free|free\?|expensive|afford"
    r"|(have|need) to pay",
    "pay": r"how much|(get|is it|it) paid|does it pay|wages?|salary|an hour|what'?s the pay",
    "where": r"where|how (do|can|would|could) (i|you|u) get (there|to it)|address|how far",
    "when": r"when|what (time|day)s?|which days?|how (long|often)|how many (weeks|hours|days)",
    "hours": r"when|what (time|hours)|which (days|hours)|how many (hours|days)|shifts?|part.?time|full.?time",
    "closes": r"deadline|closing date|by when|when does it close|last day",
    "ages": r"how old|what age|which age|age limit|old enough|too (young|old)",
    "access": r"step.?free|wheelchair|accessible|a (lift|ramp)|captions",
    "who": r"who (runs?|does|gives|leads|teaches|organi[sz]es|is it (by|with))|who'?s (it )?(by|running|behind)|run by",
    "join": r"ring|phone|call (them|someone|any)|e-?mail|apply|sign up|enrol|book|how (do|can) i (join|start|get in)",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for name, words in ASKS.items()}


def facts_asked(text: str) -> tuple[str, ...]:
    """The names of what is asked, as cards name their facts, and `who`, `join` and `travel` besides; none for a mere
    "more". Who asks for a bus, or what it costs, wants to know where to go."""
    if _PATTERNS["travel"].search(text):
        return ("where", "travel")
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(text))

"""What a message rules out: "not football", "anything but retail", "dance isn't for me"."""

import re
from collections.abc import Sequence

from bot.brain.components.spans import Span

THING = "\x00"
OTHER = "\x01"
"""In the text that the patterns read, the entity that is asked about, and every other entity."""

FILLER = (
    r"(?:(?:really|too|that|very|so|just|even|like|liking|the|a|an|any|some|your"
    r"|my|more|another|of|in|on|at|with|to|for|ones|anything|things|that)\s+)*"
)
LISTED = rf"(?:{FILLER}{OTHER}\s+(?:(?:or|nor|and)\s+)+)*"
"""Things before it in the same list, "not maths or science"."""
DOING = (
    r"(?:(?:be|being|been|do|doing|did|go|going|going to|get|have|having|want|want to|like|enjoy|fancy|stand|bothered"
    r"|about|interested|keen|fussed|into|see|seeing|show|show me|speak|understand|know|work|working|make|love|need"
    r"|free|around|available|believe in|a fan of|good at|up for)\s+)*"
)
NO = (
    r"(?:not|never|without|except(?: for)?|excluding|exclude|hate|hated|hating|dislike|nothing|remove|minus|skip|avoid"
    r"|less|apart from|other than|rather than|instead of|any(?:thing|where)? (?:\w+ )?but|sick of|bored of|tired of"
    r"|fed up with|had enough of"
    r"|quit|drop|forget|used to (?:like|love|want to)|busy|stop|no more|gave up|scrap|lose|cut out)"
)
BEFORE = re.compile(rf"\b{NO}\s+{FILLER}{DOING}{FILLER}{LISTED}{FILLER}{THING}")
BARE_NO = re.compile(rf"(?:^|[^\w\s]\s*|\b(?:but|with|and|said|so|have|is|are|it|please)\s+)no\s+{LISTED}{THING}")
CORRECTED = re.compile(rf"^no\s+{THING} not\b")
""" "No, Northgate, not Eastfield": the first "no" answers what the guide said."""
RATHER = re.compile(rf"\bwas going to be {FILLER}{THING}.*\b(?:but|now)\b")
AFTER = re.compile(
    rf"{THING}\s+(?:(?:one|ones|work|stuff|anymore|person|really|just)\s+)*"
    r"(?:is not (?:for|my|really|good)|are not (?:for|my|really)|are a no|is a no|\? no\b|no (?:way|chance|thanks)"
    r"|(?:is )?bad\b|little\b"
    r"|makes me (?:cringe|sick|bored)|puts me (?:to sleep|off)|does my head in"
    r"|is (?:boring|rubbish|small|still small)|bores me|not for me|out$)"
)
AFFIRMED = re.compile(
    r"\b(?:(?:not let (?:me|us)|not) forget|(?:know|knows|knew) nothing|never said"
    r"|not (?:only|sure|just|know|until)|do not (?:mind|know|care)|why not|no (?:idea|matter))\b"
)
"""Has a "not" and rules nothing out."""


def ruled_out(plain: Sequence[str], spans: Sequence[Span]) -> set[Span]:
    """Which of the entities are named to be left out; a card's number never is.

    `plain` are the message's words in usual spelling.
    """
    return {span for span in spans if span[2] != "ordinal" and _is_ruled_out(_outline(plain, spans, span))}


def _outline(plain: Sequence[str], spans: Sequence[Span], asked: Span) -> str:
    """The text with a sign in each entity's place."""
    outline: list[str] = []
    covered = {start: (end, THING if (start, end, name) == asked else OTHER) for start, end, name in spans}
    place = 0
    while place < len(plain):
        end, word = covered.get(place, (place + 1, plain[place]))
        outline.append(word)
        place = end
    return AFFIRMED.sub(" ", " ".join(outline))


def _is_ruled_out(outline: str) -> bool:
    if CORRECTED.search(outline):
        return False
    return any(pattern.search(outline) for pattern in (BEFORE, BARE_NO, RATHER, AFTER))

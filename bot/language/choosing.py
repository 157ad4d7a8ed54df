"""What somebody says to keep a thing, and which of several they want: "put the 2nd down", "any", "all of them"."""

import re

from bot.language.ordinals import INDEX, SURE

_NUMBER = (
    r"(?:first|second|third|fourth|fifth|last|next|top|bottom|middle|final|both|all"
    r"|[1-5](?:st|nd|rd|th)?|one|two|three)"
)
_ONE = rf"(?:(?:the|that|this|number|no\.?|option|my|ur|your|#)\s*)*{_NUMBER}\b"
_IT = rf"(?:it|that|this|these|those|them|{_ONE})\b"
_THING = r"(?:course|club|class|job|session|workshop|step|thing|one|group)s?\b"
_PLAN = r"(?:(?:my|me|the|ur|your) )?(?:plan|list|stuff|saved|saves|favou?rites?|favs)\b"
_TAKES = r"(?:do|take|try|pick|choose|join|have|give|go (?:for|with|to))"
KEEPS = re.compile(
    rf"\b(?:save|bookmark|keep hold of|hold on ?to|pin|stash) (?:me |us )?{_IT}"
    rf"|\bsave (?:(?:the|that|this|my) )?(?:\w+ ){{0,3}}{_THING}"
    rf"|^(?:\W|ok|okay|y[eh]|yeah|yes|go on|then|cool|nice|just|please)*\bsave(?: for later| please| pls| now)*\W*$"
    rf"|\b(?:put|note|write|jot|get) {_IT}(?: \w+){{0,2}} down\b|\b(?:put|note|write|jot) down {_IT}"
    rf"|\bput me (?:down |in |up )+for {_IT}"
    rf"|\b(?:add|put|stick|pop|chuck|shove|bung|whack) (?:\w+ ){{1,4}}?(?:to|on|onto|in|into) {_PLAN}"
    rf"|\b(?:i'?ll|i will|ima|imma|i'?m (?:gonna|going to|gunna)|lets|let'?s|gonna|gunna) (?:just )?{_TAKES} {_IT}"
    rf"|\b(?:i'?d like|i want|i wanna|wanna|can i|could i|may i) (?:to )?{_TAKES} (?:that one|this one|{_ONE})",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\b(?:don'?t|do not|dnt|didn'?t|never|not|unsave|stop|did (?:i|it|u|you)|have i|already"
    r"|how|where|what|why|when)\b",
    re.IGNORECASE,
)
"""With one of these words a message asks about keeping, or is against it."""
EVERYTHING = re.compile(
    r"\b(?:all|both|every|everything|each|them|em|these|those|the (?:lot|two|three))\b", re.IGNORECASE
)
ANY = re.compile(
    r"^\W*(?:um |just |oh |save |keep |the |i )*(?:any(?: ?one)?|whatever|whichever|either|idk|dunno"
    r"|(?:best|cheapest|closest|nearest|easiest|soonest)(?: one)?|doesn'?t matter|not (?:bothered|fussed|sure)"
    r"|(?:don'?t|dnt|do not) (?:really )?(?:mind|care|know)|(?:u|you) (?:choose|pick|decide|say))"
    r"(?: of (?:them|those|em)| ones?| really| tbh| please| pls| which|,? (?:u|you) (?:choose|pick|decide))*\W*$",
    re.IGNORECASE,
)
NONE = re.compile(
    r"^\W*(?:no|nah|nope|none|neither|nothing|nvm|never ?mind|forget (?:it|that)|leave it|cancel|stop)\b",
    re.IGNORECASE,
)
ASKS_MORE = re.compile(r"\b(?:more|tell|about|find|show|search|what|when|where|how|why|who)\b|\?", re.IGNORECASE)
"""With one of these an answer to "which one" is a question instead."""
OTHERS = re.compile(r"\b(?:others?|rest|remaining)\b", re.IGNORECASE)
STEP = re.compile(r"\bsteps?\b", re.IGNORECASE)
_HEAD = re.compile(r"\b(first|top|last|bottom) (two|three|four|2|3|4|couple)\b", re.IGNORECASE)
_MEASURE = r"(?:[ap]m|hours?|hrs?|weeks?|days?|months?|pounds?|quid|years?|miles?|km)\b"
_DIGIT = re.compile(rf"(?<![\d£$€.:])\b([1-5])\b(?![\d:.]|\s*{_MEASURE})", re.IGNORECASE)
_WORD = re.compile(
    r"\b(?:number|no\.?|option|and|n|&) (one|two|three|four|five)\b|^\W*(one|two|three|four|five)\W*$", re.IGNORECASE
)


def keeps(text: str) -> bool:
    """Whether a message plainly says that something is to be kept."""
    return bool(KEEPS.search(text)) and not NOT.search(text)


def places(text: str, length: int) -> list[int]:
    """The places in a list of `length` that are named, 0 for the first, in the order named and each once."""
    if head := _HEAD.search(text):
        number = min(INDEX.get(head[2].casefold(), 1) + 1, length)
        return list(range(number)) if head[1].casefold() in ("first", "top") else list(range(length - number, length))
    found = sorted((each.start(), _index(each)) for pattern in (SURE, _DIGIT, _WORD) for each in pattern.finditer(text))
    return list(dict.fromkeys(place % length for _, place in found if -length <= place < length))


def _index(found: re.Match[str]) -> int:
    return INDEX[next(group for group in found.groups() if group).casefold()]

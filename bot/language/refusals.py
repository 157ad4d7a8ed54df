"""What a message does not want: "get fit, hate sports tho", "creative but rubbish at drawing"."""

import re

MOST_WORDS = 4
REFUSED = re.compile(
    r"\b(?:hate|can'?t stand|cant stand|sick of|bored of|scared of|allergic to"
    r"|not (?:really |that |much )?(?:into|a fan of|interested in|keen on|good at)"
    r"|(?:don'?t|dont|do not|didn'?t|didnt) (?:really )?(?:like|want|fancy|enjoy|do)"
    r"|(?:rubbish|bad|terrible|awful|useless|crap|shit|rubish|pants|no good) (?:at|with)"
    r"|anything (?:but|except)|apart from|instead of|rather than|no more|not)\s+"
    rf"((?:[^\W_]+['\u2019]?[^\W_]*\s*){{1,{MOST_WORDS}}})"
)
STOP = re.compile(r"\b(?:but|tho|though|and|so|because|cos|coz|lol|pls|plz|please|or something|anymore)\b|[.,;!?]")
QUESTION = re.compile(r"^(?:too|to|2|yet|sure|anything|stuff|a lot|much|know)\b")
"""Behind "not" and the like this says nothing of a topic: "not sure", "don't want to"."""


def refused(text: str) -> list[str]:
    """The words that are ruled out, as written, in lower case."""
    folded = " ".join(text.lower().replace("\u2019", "'").split())[:1000]
    found = (STOP.split(match[1])[0].strip() for match in REFUSED.finditer(folded))
    return [each for each in found if each and not QUESTION.match(each)]

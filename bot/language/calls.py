"""Saying that one would rather not ring anybody: a wish for how to join, and no topic to search for."""

import re

_VERB = r"(?:phone ?calls?|ring|ringing|phone|phoning|calls?|calling|telephone|(?:talk|speak) on the phone)"
_THEM = r"(?: (?:up|them|anyone|anybody|someone|somebody|people|any ?one|on the phone))*"
_NOT = r"(?:do not|don'?t|dnt|cannot|can'?t|won'?t|without|no|not|never|hate|avoid)"
_TO = r"(?:having to |have to |need to |needing to |want to |wanna |like |any |making |doing )*"
NO_CALLS = re.compile(
    rf"\b(?:where |that |so )?(?:i |u |you )?{_NOT} {_TO}{_VERB}\b{_THEM}",
    re.IGNORECASE,
)


def without_calls(text: str) -> str:
    """The text without "where I don't have to ring anyone"."""
    return NO_CALLS.sub(" ", text)

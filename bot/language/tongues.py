"""A language that somebody wants to learn: "learn english", "polish lessons". Where they are from is another thing."""

import re

WANTED = re.compile(
    r"\b(?:learn(?:ing)?|speak(?:ing)?|practi[sc](?:e|ing)|stud(?:y|ying)|improv(?:e|ing)|understand(?:ing)?|teach me"
    r"|help with|better at|get better|conversational) (?:my |some |the |basic |a bit of |to speak |better |speaking )*"
    r"(?P<after>[^\W\d_]{4,20})\b"
    r"|\b(?P<before>[^\W\d_]{4,20}) (?:lessons?|class(?:es)?|course|conversation|language|speaking|tutor|gcse)\b"
)
TONGUES = frozenset(
    {
        "english", "welsh", "irish", "gaelic", "polish", "romanian", "somali", "bengali", "urdu", "punjabi", "hindi",
        "gujarati", "tamil", "turkish", "kurdish", "arabic", "persian", "farsi", "chinese", "mandarin", "cantonese",
        "japanese", "korean", "vietnamese", "ukrainian", "russian", "albanian", "portuguese", "spanish", "french",
        "german", "italian", "dutch", "greek", "yoruba", "swahili", "esol",
    }
)  # fmt: skip


def tongues_wanted(text: str) -> list[str]:
    """The languages that a text asks to learn, in lower case, in order; none that somebody only is or speaks."""
    found = (match["after"] or match["before"] for match in WANTED.finditer(text.lower()[:1000]))
    return list(dict.fromkeys(word for word in found if word in TONGUES))

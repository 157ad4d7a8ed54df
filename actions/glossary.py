"""What the words of courses and work mean: "what's a T level"."""

import re
from typing import Any

from actions.turn import Button, Turn, payload

ASKS = re.compile(
    r"^\W*(?:(?:so|but|ok|wait|erm?) )?"
    r"(?:wh?at(?:'?s| is| are| does)?|wots?|explain|define|tell me what) (?:is |are )?(?:an? |the )?"
    r"(?P<thing>[\w -]{2,30}?)(?: is| are| means?)?\W*$",
    re.IGNORECASE,
)


def explain(turn: Turn) -> bool:
    """Says what a word means, and comes back to a question that waits; False when nobody asked that."""
    asked = ASKS.match(turn.heard.text.replace("\u2019", "'"))
    if asked is None:
        return False
    thing = " ".join(asked["thing"].casefold().replace("-", " ").split())
    rows = turn.services.words.items("glossary")
    known = next((row for row in rows if thing in row["said"].split("|")), None)
    if known is None:
        return False
    turn.dispatcher.utter_message(text=known["means"], buttons=_some(turn, known))
    turn.resume()
    return True


def _some(turn: Turn, row: dict[str, Any]) -> list[Button]:
    if "intent" not in row:
        return []
    kind = {"kind": row["kind"]} if "kind" in row else {}
    return [payload(turn.services.words.say("cards.show_me_some"), row["intent"], **kind)]

"""The guide's first words, said without the brain, and what the brain is told about them."""

from typing import Any

from bot.chat.model import Reply, Tap
from bot.words import Words

QUESTION = "interests"
SLOTS = {"question": QUESTION, "asked": {QUESTION: 1}}
"""How the conversation stands after the first words: that question waits for its answer."""


class FirstWords:
    """Who I am, what I do, what I keep, and one question."""

    def __init__(self, words: Words) -> None:
        self._who = words.text("first_words.who")
        self._keeps = words.text("first_words.keeps")
        self._question = words.text("first_words.question")
        self._buttons = (
            Tap(words.text("first_words.not_sure"), "dont_know"),
            Tap(words.text("first_words.show_me"), "find_opportunity"),
        )

    def replies(self, city: str) -> list[Reply]:
        """The first bubbles; `city` is the city's name."""
        return [
            Reply(self._who.format(city=city)),
            Reply(self._keeps.format(city=city)),
            Reply(self._question, self._buttons),
        ]

    def events(self, city: str) -> list[dict[str, Any]]:
        """The same as Rasa's events, so that the brain's first turn starts from them."""
        said = [{"event": "bot", "text": reply.text, "data": {}} for reply in self.replies(city)]
        slots = [{"event": "slot", "name": name, "value": value} for name, value in SLOTS.items()]
        return [*said, *slots, {"event": "action", "name": "action_listen"}]

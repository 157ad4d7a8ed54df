"""Shows messages, cards and numbered buttons on a terminal, or as plain lines in a pipe."""

import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.words import Words

INDENT = 2
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


class Screen:
    """What is shown, and which buttons can be pressed by number."""

    def __init__(self, console: Console, words: Words) -> None:
        self._console = console
        self._words = words
        self._buttons: list[str] = []

    def hello(self) -> None:
        self._line(self._words.text("terminal.hello"), "dim")

    def note(self, key: str, **values: object) -> None:
        """Something that the terminal itself has to say."""
        self._line(self._words.say(f"terminal.{key}", **values), "dim")

    def refusal(self, sentence: str) -> None:
        self._line(sentence, "yellow")

    def new_turn(self) -> None:
        """Forgets the buttons: numbers start at 1 with each answer."""
        self._buttons.clear()

    def button(self, number: int) -> str | None:
        """The token behind a number on the screen."""
        return self._buttons[number - 1] if 1 <= number <= len(self._buttons) else None

    def message(self, message: dict[str, Any]) -> None:
        if message["text"]:
            who = self._words.text(f"terminal.{message['from']}")
            self._line(f"{who}: {message['text']}", "bold" if message["from"] == "adviser" else "")
        for card in message["cards"]:
            self._card(card)
        self._numbered(message["buttons"], 0)

    def _card(self, card: dict[str, Any]) -> None:
        subtitle = f", {card['subtitle']}" if card.get("subtitle") else ""
        self._line(f"* {card['title']}{subtitle}", "bold cyan", INDENT)
        for fact in card.get("facts", ()):
            self._line(f"{fact['name']}: {fact['value']}", "", 2 * INDENT)
        if card.get("why"):
            self._line(self._words.say("terminal.why", why=card["why"]), "italic", 2 * INDENT)
        if card.get("earns"):
            badges = ", ".join(badge["name"] for badge in card["earns"])
            self._line(self._words.say("terminal.earns", badges=badges), "", 2 * INDENT)
        if card.get("link"):
            self._line(card["link"], "underline", 2 * INDENT)
        self._numbered(card.get("buttons", ()), 2 * INDENT)

    def _numbered(self, buttons: Iterable[dict[str, str]], indent: int) -> None:
        labels = []
        for button in buttons:
            self._buttons.append(button["token"])
            labels.append(f"[{len(self._buttons)}] {button['title']}")
        if labels:
            self._line("  ".join(labels), "green", indent)

    def _line(self, text: str, style: str, indent: int = 0) -> None:
        for line in printable(text).split("\n"):
            for part in self._wrapped(line, indent):
                self._console.print(Text(" " * indent + part, style), soft_wrap=True)

    def _wrapped(self, line: str, indent: int) -> list[str]:
        """A terminal's lines end between words; a pipe gets each line whole."""
        if not self._console.is_terminal:
            return [line]
        return textwrap.wrap(line, max(20, self._console.width - indent)) or [""]


def printable(text: str) -> str:
    """Without control characters: what comes from a catalogue must not steer the terminal."""
    return "".join(sign for sign in text if sign == "\n" or not _steers(sign))


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in BIDI

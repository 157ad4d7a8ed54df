"""Shared badges as a page to read. Nothing on it runs, and nothing comes from elsewhere."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.badges.issuing.documents import LONG, Document
from bot.badges.sharing.model import Showing
from bot.words import Words

FOLDER = Path(__file__).parent
HTML = "text/html; charset=utf-8"


class Pages:
    def __init__(self, words: Words) -> None:
        self._words = words
        self._made = Environment(
            loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._made.filters |= {"day": self.day, "path": _path}

    def shared(self, showing: Showing) -> Document:
        text = self._made.get_template("page.html").render(
            showing=showing, title=self.title(showing), words=self._words
        )
        return Document(text.encode(), HTML, seconds=0)

    def claim(self, code: str) -> Document:
        """What a claim link leads to: the code, and where to type it. Whether it is good is said in the talk alone."""
        return Document(self.fill("claim.html", code=code).encode(), HTML, seconds=0)

    def fill(self, template: str, **values: object) -> str:
        """A template of this folder, everything in it escaped."""
        return self._made.get_template(template).render(words=self._words, **values)

    @staticmethod
    def style() -> Document:
        return Document((FOLDER / "page.css").read_bytes(), "text/css; charset=utf-8", seconds=LONG)

    def title(self, showing: Showing) -> str:
        key = "sharing.page_title_named" if showing.name else "sharing.page_title"
        return self._words.say(key, name=showing.name)

    def day(self, at: datetime | None) -> str:
        """ "3 March 2026"; empty for none."""
        return f"{at.day} {self._words.items('days.months')[at.month - 1]} {at.year}" if at else ""


def _path(address: str) -> str:
    """Links on our own pages stay on the address that they were asked for at."""
    return urlsplit(address).path

"""Buttons as Telegram shows them: one or two to a row, opaque data of at most 64 bytes."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

BESIDE = 16
"""Signs of a title that may stand beside another on a small phone."""
TITLE_LIMIT = 64
MOST = 100
PREFIX = "b:"
"""Before a button's token, so that other kinds of data can come to be."""


def keyboard(buttons: Sequence[Mapping[str, str]], link: tuple[str, str] | None = None) -> InlineKeyboardMarkup | None:
    """`buttons` as {"token", "title"}; `link` as title and address. None when there is nothing to press."""
    made = [InlineKeyboardButton(_short(one["title"]), callback_data=PREFIX + one["token"]) for one in buttons[:MOST]]
    if link and is_web(link[1]):
        made.append(InlineKeyboardButton(_short(link[0]), url=link[1]))
    return InlineKeyboardMarkup(list(_rows(made))) if made else None


def token_of(data: str) -> str:
    """The button's token in a tap's data; what is none of ours is given as it is, and will not be known."""
    return data.removeprefix(PREFIX)


def is_web(address: str) -> bool:
    """Whether Telegram takes the address for a button that opens a page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not set(address) & set(" \t\r\n")


def _rows(buttons: Iterable[InlineKeyboardButton]) -> Iterable[list[InlineKeyboardButton]]:
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        if row and (len(row) == 2 or len(button.text) > BESIDE or len(row[-1].text) > BESIDE):
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _short(title: str) -> str:
    title = " ".join(title.split()) or "…"
    return title if len(title) <= TITLE_LIMIT else f"{title[: TITLE_LIMIT - 1]}…"

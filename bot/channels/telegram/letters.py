"""What the guide says, as Telegram messages that read well on a phone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.ports import Enclosures, File, Picture
from bot.channels.telegram.splitting import CAPTION_LIMIT, LIMIT, pieces, units
from bot.chat.model import Message, Speaker
from bot.words import Words

Card = Mapping[str, Any]
BESIDE_OTHERS = 4
"""Facts of a card that stands among others: what, when, where and cost. "Tell me more" has the rest."""
ENCLOSED = 3
"""Cards in one message that may bring pictures and files; more would bury what is said."""
SHORTENED = {"opportunity", "opening", "group"}
SPACED = {"pathway"}
"""Kinds whose facts are steps of several lines each."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send."""

    html: str
    plain: str
    """The same without marks, for when Telegram cannot read them."""
    keyboard: InlineKeyboardMarkup | None = None
    photo: bytes | None = None
    file: File | None = None


class Letters:
    """Three suggestions are three short messages: each has its own buttons under it, and none has to be paged for."""

    def __init__(self, words: Words, enclosures: Enclosures) -> None:
        self._enclosures = enclosures
        self._why = words.text("telegram.why")
        self._earns = words.text("telegram.earns")
        self._adviser = words.text("telegram.adviser")
        self._page = words.text("telegram.page")
        self._next = words.text("telegram.next")

    async def of(self, conversation_id: str, message: Message) -> list[Letter]:
        """The pieces of one message, in order; always the same ones for the same message. Nothing for the learner's."""
        if message.speaker is Speaker.YOU:
            return []
        head = self._adviser if message.speaker is Speaker.ADVISER else ""
        letters = _texts(message.text, head)
        for number, card in enumerate(message.cards, 1):
            if len(message.cards) <= ENCLOSED:
                letters += await self._enclosed(conversation_id, card)
            letters += self._card(card, number if len(message.cards) > 1 else 0)
        if message.cards:
            letters += _filed(await self._enclosures.together(conversation_id, message.cards))
        return self._with_buttons(letters, message)

    def _with_buttons(self, letters: list[Letter], message: Message) -> list[Letter]:
        """The message's own buttons stand last, where a thumb looks for them."""
        buttons = keyboard(message.buttons)
        if buttons is None:
            return letters
        if not letters or letters[-1].keyboard is not None or message.cards:
            return [*letters, Letter(escape(self._next, quote=False), self._next, buttons)]
        return [*letters[:-1], replace(letters[-1], keyboard=buttons)]

    async def _enclosed(self, conversation_id: str, card: Card) -> list[Letter]:
        picture = await self._enclosures.picture(card)
        before = [_pictured(picture)] if picture is not None else []
        return [*before, *_filed(await self._enclosures.files(conversation_id, card))]

    def _card(self, card: Card, number: int) -> list[Letter]:
        link = (self._page, str(card["link"])) if card.get("link") else None
        return _marked(list(self._parts(card, number)), keyboard(card.get("buttons") or (), link))

    def _parts(self, card: Card, number: int) -> Iterator[tuple[str, str]]:
        """Lines of a card, each with its mark: bold title, facts, why."""
        title = str(card.get("title") or "")
        yield (f"{number}. {title}" if number else title), "b"
        if card.get("subtitle"):
            yield str(card["subtitle"]), ""
        facts = [f"{fact['name']}: {fact['value']}" for fact in card.get("facts") or ()]
        facts = facts[:BESIDE_OTHERS] if number and card.get("kind") in SHORTENED else facts
        if facts:
            yield "\n" + ("\n\n" if card.get("kind") in SPACED else "\n").join(facts), ""
        if card.get("why"):
            yield "\n" + self._why.format(why=card["why"]), "i"
        if card.get("earns"):
            yield "\n" + self._earns.format(badges=", ".join(str(earned["name"]) for earned in card["earns"])), ""


def _texts(text: str, head: str) -> list[Letter]:
    """A text in as many messages as it needs; `head` names who speaks where it is not the guide."""
    room = LIMIT - units(head) - 1
    plain = pieces(text, room)
    if not head:
        return [Letter(_safe(piece), piece) for piece in plain]
    return [Letter(f"<b>{_safe(head)}</b>\n{_safe(piece)}", f"{head}\n{piece}") for piece in plain]


def _marked(parts: Sequence[tuple[str, str]], buttons: InlineKeyboardMarkup | None) -> list[Letter]:
    """Marks stand around whole lines, so a text too long for one message goes without them, never cut within one."""
    plain = "\n".join(text for text, _ in parts).strip()
    if units(plain) <= LIMIT:
        return [Letter("\n".join(_mark(text, mark) for text, mark in parts), plain, buttons)] if plain else []
    letters = [Letter(_safe(piece), piece) for piece in pieces(plain)]
    return [*letters[:-1], replace(letters[-1], keyboard=buttons)]


def _filed(files: Iterable[File]) -> list[Letter]:
    return [Letter(_safe(file.caption), file.caption, file=file) for file in files]


def _pictured(picture: Picture) -> Letter:
    """The picture with its description in words under it."""
    caption = (pieces(picture.alt, CAPTION_LIMIT) or [""])[0]
    return Letter(_safe(caption), caption, photo=picture.content)


def _mark(text: str, mark: str) -> str:
    body = text.lstrip("\n")
    before = "\n" * (len(text) - len(body))
    return f"{before}<{mark}>{_safe(body)}</{mark}>" if mark and body else before + _safe(body)


def _safe(text: str) -> str:
    return escape(text, quote=False)

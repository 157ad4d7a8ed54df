"""Voice, pictures, stickers, places, files and contacts."""

from collections.abc import Callable

from telegram import Document, Message
from telegram.error import BadRequest, InvalidToken

from bot.channels.telegram.inward import Inward
from bot.channels.telegram.ports import Places
from bot.chat.model import Tap
from bot.chat.reach.model import Address
from bot.words import Words

FILE_LIMIT = 5 * 1024 * 1024
"""Bytes; a badge is a few kB, a picture with a badge in it rarely one MB."""
Kind = Callable[[Message], object]
KINDS: dict[str, Kind] = {
    "voice": lambda message: message.voice or message.audio or message.video_note,
    "sticker": lambda message: message.sticker or message.animation or message.dice,
    "photo": lambda message: message.photo or message.video,
    "contact": lambda message: message.contact,
    "other": lambda message: message.poll or message.game or message.story or message.checklist or message.paid_media,
}
"""What the guide cannot take in, by the words that say so. An animation is a document too, so it stands before."""


class Others:
    def __init__(self, inward: Inward, places: Places, words: Words) -> None:
        self._inward = inward
        self._places = places
        self._words = words

    def is_meant(self, message: Message) -> bool:
        """Whether a person sent it, rather than Telegram noting something."""
        return bool(message.location or message.document or _kind(message))

    async def take(self, address: Address, message: Message) -> None:
        external_id = f"m{message.message_id}"
        if message.location:
            await self._place(address, external_id, message.location.latitude, message.location.longitude)
        elif (kind := _kind(message)) is not None:
            await self._inward.remark(address, f"k{message.message_id}", f"telegram.{kind}")
        elif message.document:
            await self._document(address, external_id, message.document)
        if message.caption:
            await self._inward.text(address, external_id, message.caption)

    async def _place(self, address: Address, external_id: str, latitude: float, longitude: float) -> None:
        """Only the area's name goes on from here; the point is forgotten."""
        area = await self._places.area_at(address.conversation_id, latitude, longitude)
        if area is None:
            await self._inward.remark(address, external_id, "telegram.elsewhere")
        else:
            tap = Tap(self._words.say("telegram.im_near", area=area), "tell_situation", {"area": area})
            await self._inward.mean(address, external_id, tap)

    async def _document(self, address: Address, external_id: str, document: Document) -> None:
        """One that Telegram does not give out any more would not come at another try either."""
        try:
            content = await _content(document)
        except (BadRequest, InvalidToken):
            await self._inward.remark(address, f"f{external_id}", "telegram.file_lost")
            return
        if content is None:
            await self._inward.remark(address, f"f{external_id}", "telegram.file_too_big")
        else:
            await self._inward.file(address, f"f{external_id}", content)


def _kind(message: Message) -> str | None:
    return next((kind for kind, has in KINDS.items() if has(message)), None)


async def _content(document: Document) -> bytes | None:
    """The file; None when it is too big. BadRequest, or InvalidToken as the library takes a 404, when it is gone."""
    if (document.file_size or 0) > FILE_LIMIT:
        return None
    file = await document.get_file()
    if (file.file_size or 0) > FILE_LIMIT:
        return None
    return bytes(await file.download_as_bytearray())

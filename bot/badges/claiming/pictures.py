"""The picture of a badge from elsewhere, made small and harmless: pixels that were drawn anew, within bounds."""

import base64
import binascii
import io

from PIL import Image

from bot.badges.verification import png
from bot.badges.verification.errors import UnreachableError
from bot.badges.verification.fetching import Pages

SIDE = 64
"""Pixels of what is kept."""
LARGEST = 4096
"""Pixels a side of what is looked at."""
LONGEST = 12_000
"""Bytes of what is kept: it travels in each card, ten to a message."""
COLOURS = 64
"""Of a picture that would else be too long."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
START = "data:image/png;base64,"


async def picture(content: bytes, address: str, pages: Pages) -> bytes:
    """The picture as it came: the file itself, what stands in the credential, or what is at its address. Empty when
    there is none to be had."""
    if png.is_png(content):
        return content
    if address.startswith("data:"):
        return _inline(address)
    try:
        return await pages.get(address) if address else b""
    except UnreachableError:
        return b""


def small(content: bytes) -> str:
    """A data URI of a small PNG; empty for what is no picture. Heavy: to be called in a thread."""
    if not content:
        return ""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if max(image.size) > LARGEST:
                return ""
            made = image.convert("RGBA")
            made.thumbnail((SIDE, SIDE))
            return _uri(made)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError):
        # Pillow raises these for files that are broken or made to hurt; a badge without its picture is still one.
        return ""


def _uri(image: Image.Image) -> str:
    written = _png(image)
    if len(written) > LONGEST:
        written = _png(image.quantize(COLOURS))
    return START + base64.b64encode(written).decode() if len(written) <= LONGEST else ""


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _inline(address: str) -> bytes:
    head, _, data = address.partition(",")
    try:
        return base64.b64decode(data, validate=True) if head.endswith(";base64") else b""
    except (binascii.Error, ValueError):
        return b""

"""The credential that is baked into a PNG (Open Badges 3.0, 5.3.2; 2.0, Baking; PNG third edition, section 5)."""

import struct
import zlib
from collections.abc import Iterator

from bot.badges.verification.errors import BrokenError, RefusedError, SeveralError, TooLargeError, UnsafeError
from bot.badges.verification.strict_json import LONGEST

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORDS = (b"openbadgecredential", b"openbadges")
"""Of 3.0 and of 2.0."""
CHUNKS = 10_000
"""More than any picture of a badge has."""


def is_png(content: bytes) -> bool:
    return content.startswith(SIGNATURE)


def credential(content: bytes) -> str:
    """What is baked in. RefusedError when there is nothing, more than one, or the file is broken."""
    found = [text for text in map(_baked, _chunks(content)) if text is not None]
    if not found:
        raise RefusedError("There is no badge in this picture.")
    if len(found) > 1:
        raise SeveralError("There is more than one badge in this picture.")
    return found[0]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and data of each chunk up to IEND, their checksums held against them."""
    at = len(SIGNATURE)
    for _ in range(CHUNKS):
        length, name = _header(content, at)
        data = content[at + 8 : at + 8 + length]
        checksum = content[at + 8 + length : at + 12 + length]
        if len(data) != length or checksum != struct.pack(">I", zlib.crc32(name + data)):
            raise BrokenError("This picture is broken.")
        yield name, data
        at += 12 + length
        if name == b"IEND":
            return
    raise UnsafeError("This picture has too many parts.")


def _header(content: bytes, at: int) -> tuple[int, bytes]:
    if len(content) < at + 12:
        raise BrokenError("This picture is broken.")
    length, name = struct.unpack_from(">I4s", content, at)
    return length, name


def _baked(chunk: tuple[bytes, bytes]) -> str | None:
    """The text of a chunk with one of the standards' keywords, else None."""
    name, data = chunk
    keyword, mark, rest = data.partition(b"\0")
    if name not in (b"iTXt", b"tEXt", b"zTXt") or keyword not in KEYWORDS:
        return None
    if not mark or name == b"zTXt":
        raise RefusedError("The badge in this picture is not written as the standard has it.")
    return _text(rest if name == b"tEXt" else _international(rest))


def _international(rest: bytes) -> bytes:
    """The text of an iTXt chunk after its keyword, unpacked within bounds."""
    if len(rest) < 4:
        raise BrokenError("The badge in this picture is broken.")
    compressed, method = rest[0], rest[1]
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3 or compressed > 1 or method != 0:
        raise BrokenError("The badge in this picture is broken.")
    return unpacked(parts[2]) if compressed else parts[2]


def unpacked(packed: bytes) -> bytes:
    """A zlib stream's bytes, or RefusedError when they are too many or broken."""
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(packed, LONGEST + 1)
    except zlib.error as error:
        raise BrokenError("The badge in this picture is broken.") from error
    if len(text) > LONGEST:
        raise TooLargeError("It is too large to be a badge.")
    if not stream.eof or stream.unused_data:
        raise BrokenError("The badge in this picture is broken.")
    return text


def _text(text: bytes) -> str:
    if len(text) > LONGEST:
        raise TooLargeError("It is too large to be a badge.")
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise BrokenError("The badge in this picture is broken.") from error

"""Text files as they occur in practice: which encoding, and lines that cannot eat the memory."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from bot.catalogue.formats.rows import UnreadableError

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000
"""Characters; a catalogue's longest real line is a hundredth of this."""
PIECE = 1 << 16
COMPRESSED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding(path: Path) -> str:
    """The encoding of a text file: by its mark, else UTF-16 by its zeros, else UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(COMPRESSED):
        raise UnreadableError("the file is compressed; unpack it first")
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return _utf16(start)
    return "utf-8" if _decodes(path, "utf-8") else "cp1252"


def _utf16(start: bytes) -> str:
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < len(start) // 5:
        raise UnreadableError("the file is not text")
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def lines(path: Path) -> Iterator[str]:
    """The lines with their ends, which are LF, CRLF or CR; UnreadableError when one is too long or does not decode."""
    with path.open("r", encoding=encoding(path), errors="strict", newline=None) as file:
        number = 0
        try:
            while line := file.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE:
                    raise UnreadableError(f"line {number} is longer than {LONGEST_LINE:,} characters")
                yield line
        except UnicodeDecodeError as error:
            raise UnreadableError(f"the text after line {number} is not in {error.encoding}") from error


def chunks(path: Path, declared: str = "") -> Iterator[str]:
    """The text in pieces, line ends as they are, for formats whose lines mean nothing. UnreadableError as for lines.

    `declared` is the encoding that the file itself names; it counts where the text is neither UTF-8 nor UTF-16.
    """
    guessed = encoding(path)
    if guessed == "cp1252" and declared:
        guessed = declared
    with path.open("r", encoding=guessed, errors="strict", newline="") as file:
        try:
            while piece := file.read(PIECE):
                yield piece
        except UnicodeDecodeError as error:
            raise UnreadableError(f"the text is not in {error.encoding} throughout") from error

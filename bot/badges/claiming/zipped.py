"""A backpack that came as a ZIP: what is in it, within bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from bot.badges.verification import received
from bot.badges.verification.errors import RefusedError, TooLargeError

START = b"PK\x03\x04"
WHOLE = 20_000_000
"""Bytes of all that is in it, taken out; what its directory says of sizes is not relied on."""
ENCRYPTED = 0x1
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LEFT_OUT = ("__MACOSX/", ".")
"""What file managers put in beside the files."""


def is_zip(content: bytes) -> bool:
    return content.startswith(START)


def files(content: bytes) -> list[bytes]:
    """Each file in it, in order. RefusedError when it is broken, locked, or more than a backpack holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return list(_files(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise RefusedError("It is no whole ZIP file.") from error


def _files(archive: zipfile.ZipFile) -> Iterator[bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_left_out(entry.filename)]
    if len(entries) > received.MANY:
        raise TooLargeError("There are too many badges in it.")
    left = WHOLE
    for entry in entries:
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in PLAIN:
            raise RefusedError("It is packed in a way that is not read here.")
        with archive.open(entry) as file:
            found = file.read(min(left, received.LARGEST) + 1)
        left -= len(found)
        if left < 0 or len(found) > received.LARGEST:
            raise TooLargeError("It is too large to be a backpack.")
        yield found


def _is_left_out(name: str) -> bool:
    return name.startswith(LEFT_OUT[0]) or name.rpartition("/")[2].startswith(LEFT_OUT[1])

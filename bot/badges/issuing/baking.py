"""Bakes a credential into a picture (Open Badges 3.0, section "Baked Badge"): it travels wherever the picture goes."""

import struct
import zlib
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
BADGES = "https://purl.imsglobal.org/ob/v3p0"
SVG = "http://www.w3.org/2000/svg"
HEADER_END = 8 + 25
"""Where IHDR ends: signature, then length, type, 13 bytes of data and checksum."""


def bake_png(png: bytes, token: str) -> bytes:
    """The picture with the token in an uncompressed iTXt chunk after IHDR (PNG, section 11.3.3.4)."""
    if not png.startswith(SIGNATURE) or png[12:16] != b"IHDR":
        raise ValueError("this is no PNG")
    # Keyword, NUL, no compression (two bytes), empty language and translated keyword, each ended by NUL; then the text.
    text = KEYWORD + b"\0\0\0\0\0" + token.encode()
    return png[:HEADER_END] + _chunk(b"iTXt", text) + png[HEADER_END:]


def bake_svg(svg: str, token: str) -> str:
    """The picture with the token in `<openbadges:credential verify="...">` as its first child."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("openbadges", BADGES)
    root = fromstring(svg)
    root.insert(0, ElementTree.Element(f"{{{BADGES}}}credential", {"verify": token}))
    return ElementTree.tostring(root, encoding="unicode")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

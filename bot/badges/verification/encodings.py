"""Bytes written as text: base64url (RFC 4648, section 5) and Multibase (W3C Controlled Identifiers 1.0, 2.4)."""

import base64
import binascii
import re

from bot.badges.verification.errors import RefusedError

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGEST_BASE58 = 200
"""Characters; a P-384 signature has 132. Base 58 takes time with the square of its length."""
URL_SAFE = re.compile(r"[A-Za-z0-9_-]*")


def base64url(text: str) -> bytes:
    """The bytes. RefusedError for padding, foreign characters or bits left over, which would give two spellings."""
    if not URL_SAFE.fullmatch(text):
        raise RefusedError("A part of it is not base64url.")
    try:
        found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise RefusedError("A part of it is not base64url.") from error
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != text:
        raise RefusedError("A part of it is not written as base64url has to be.")
    return found


def multibase(text: str) -> bytes:
    """The bytes of `z` (base 58, Bitcoin's alphabet) or `u` (base64url). RefusedError."""
    if text.startswith("u"):
        return base64url(text[1:])
    if text.startswith("z"):
        return base58(text[1:])
    raise RefusedError("A part of it is in no known multibase.")


def to_base58(raw: bytes) -> str:
    """Bitcoin's base 58, as it stands after `z`."""
    number, signs = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        signs = BASE58[digit] + signs
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + signs


def base58(text: str) -> bytes:
    if not 0 < len(text) <= LONGEST_BASE58:
        raise RefusedError("A part of it is too long for base 58.")
    number = 0
    for sign in text:
        digit = BASE58.find(sign)
        if digit < 0:
            raise RefusedError("A part of it is not base 58.")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)

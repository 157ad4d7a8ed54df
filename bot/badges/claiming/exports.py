"""One file, one badge or many: what a backpack or wallet exports is taken apart."""

import json
from collections.abc import Iterator
from typing import Any

from bot.badges.claiming import zipped
from bot.badges.verification import jose, png, received, strict_json, svg, values
from bot.badges.verification.errors import RefusedError, TooLargeError

LONGEST = received.LARGEST
BOUNDS = strict_json.Bounds(LONGEST, 200_000, 20_000)
LISTS = ("verifiableCredential", "badges", "assertions", "credentials", "result", "results", "items")
TOO_MANY = "There are too many badges in it."
INNER = ("assertion", "credential", "vc", "jwt", "badge_assertion")
"""Names under which backpacks, wallets and presentations keep them."""


def parts(content: bytes) -> list[bytes]:
    """Each credential, token or address in a file, as a file of its own; the file itself when it is one.

    RefusedError when there are too many, or the export cannot be read."""
    if not zipped.is_zip(content):
        return _parts(content)
    found = [part for file in zipped.files(content) for part in _parts(file)]
    if len(found) > received.MANY:
        raise TooLargeError(TOO_MANY)
    if not found:
        raise RefusedError("There is nothing in it.")
    return found


def _parts(content: bytes) -> list[bytes]:
    if png.is_png(content) or svg.is_svg(content):
        return [content]
    text = _text(content)
    if jose.is_compact(text):
        # Whoever signed a record or a presentation says nothing of what is in it; each badge is signed by itself.
        found = list(_credentials(received.claims(jose.read(text))))
    elif text.startswith(("[", "{")):
        found = list(_credentials(strict_json.loads(text, BOUNDS)))
    else:
        return [content]
    if len(found) > received.MANY:
        raise TooLargeError(TOO_MANY)
    return found or [content]


def _text(content: bytes) -> str:
    if len(content) > LONGEST:
        raise TooLargeError("It is too large to be a badge.")
    try:
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise RefusedError("It is neither a badge nor a picture with one in it.") from error


def _credentials(value: Any) -> Iterator[bytes]:
    """Nothing for a single credential, which is better taken as it came."""
    if isinstance(value, list):
        for one in value:
            yield from _entry(one)
    elif isinstance(value, dict):
        is_one = "@context" in value and not {"VerifiablePresentation", "ClrCredential"} & set(
            values.texts(value.get("type"))
        )
        if is_one:
            return
        subject = values.mapping(value.get("credentialSubject"))
        for holder in (value, subject):
            for name in LISTS:
                for one in values.listed(holder.get(name)):
                    yield from _entry(one)


def _entry(value: Any) -> Iterator[bytes]:
    if isinstance(value, str):
        yield value.encode()
    elif isinstance(value, dict):
        if token := received.enveloped(value):
            yield token.encode()
            return
        if "@context" in value:
            yield json.dumps(value, ensure_ascii=False).encode()
            return
        inner = next((value[name] for name in INNER if name in value), None)
        if isinstance(inner, str | dict):
            yield from _entry(inner)

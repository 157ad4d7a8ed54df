"""Ids for things of feeds, whose own ids are addresses or are missing."""

import re
from hashlib import blake2b
from urllib.parse import unquote

from bot.catalogue.formats.rows import BAD_ID, ID_LIMIT
from bot.language.words import fold

OURS = re.compile(r"urn:waymark:[^:]*:[^:]*:(\S+)")
NOT_PLAIN = re.compile(r"[^A-Za-z0-9._~-]+")
LONGEST = 100


def absolute(id: str) -> str:
    """An "@id" that means the same thing everywhere; empty for "./", "#course" or "_:b0"."""
    return id if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S|[A-Za-z0-9]", id) else ""


def identifier(*written: str) -> str:
    """A source id from the first of these that is not empty: itself where it can be one, else a like one.

    An address loses its scheme and its signs and gets a hash of the whole, so that different ones stay different.
    What Waymark exported gets the id back that it had. Empty when nothing is written.
    """
    found = next((each.strip() for each in written if each.strip()), "")
    if ours := OURS.fullmatch(found):
        return unquote(ours[1])
    if not found or (len(found) <= ID_LIMIT and not BAD_ID.search(found) and "/" not in found):
        return found
    bare = re.sub(r"^(?:https?://(?:www\.)?|urn:)", "", found, flags=re.IGNORECASE)
    return f"{NOT_PLAIN.sub('-', bare).strip('-')[-LONGEST:]}-{_mark(found)}".lstrip("-")


def named(*parts: str) -> str:
    """A source id of something that has none, from what tells it from others; the first part is its title."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(parts[0])).strip("-")[:60].strip("-")
    return f"{slug or 'untitled'}-{_mark('|'.join(fold(part) for part in parts))}"


def _mark(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()

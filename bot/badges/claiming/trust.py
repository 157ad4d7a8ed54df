"""Who may give the city's own badges: an issuer's name alone proves nothing. Pure."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from bot.badges.verification.errors import RefusedError
from bot.badges.verification.methods import did_web_address

Place = tuple[str, tuple[str, ...]]
"""Site and path, in parts."""


def is_of(proved: Iterable[str], named: str) -> bool:
    """Whether one of the names that a proof gave (`Report.proved_by`) is `named`, or stands below it.

    `named` is an address or DID of an organisation. All of a site belongs to who has the site: https://x.example and
    did:web:x.example are also https://x.example/issuer.json and did:web:x.example:issuer. Other DIDs are only
    themselves."""
    home = place(named)
    return any(_below(place(each), home) if home else each == named for each in proved if named)


def _below(found: Place | None, home: Place) -> bool:
    if found is None or found[0] != home[0]:
        return False
    return found[1][: len(home[1])] == home[1]


def place(name: str) -> Place | None:
    """Where an address or did:web is; None for other names, and for a path that leads back up to anywhere."""
    try:
        parts = urlsplit(did_web_address(name).removesuffix("/did.json") if name.startswith("did:web:") else name)
        site, port = (parts.hostname or "").removeprefix("www."), parts.port
    except (ValueError, RefusedError):
        return None
    if parts.scheme not in ("https", "http") or not site:
        return None
    path = tuple(part for part in parts.path.split("/") if part)
    if path == (".well-known",):
        path = ()
    plain = [unquote(part) for part in path]
    if any(part in (".", "..") or "/" in part or "\\" in part or "%" in part for part in plain):
        return None
    return site if port in (None, 80, 443) else f"{site}:{port}", path

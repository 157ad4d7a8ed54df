"""A badge as a file to keep: whoever has it can show it anywhere, with or without Waymark."""

import re

from bot.badges.issuing.hosting import baked
from bot.badges.model import Format
from bot.badges.tables import AwardRow

ENDINGS = {
    Format.VC_JWT: "png",
    Format.VC_EMBEDDED: "json",
    Format.OB2_HOSTED: "json",
    Format.OB2_SIGNED: "jwt",
}
"""A code is no credential, so there is nothing to keep of it but the card."""
NAME_LIMIT = 60


def award_file(row: AwardRow) -> tuple[str, bytes] | None:
    """Its name and content: a picture with the credential baked in where that can be drawn, else the credential as it
    was received. Heavy: for a thread."""
    ending = ENDINGS.get(Format(row.format))
    if ending is None or not row.credential:
        return None
    content = baked(row.name, row.issuer, row.credential.decode(), ending) if ending == "png" else row.credential
    return f"{_plain(row.name)}.{ending}", content


def _plain(name: str) -> str:
    """A file's name that every phone takes."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())[:NAME_LIMIT].strip("-") or "badge"

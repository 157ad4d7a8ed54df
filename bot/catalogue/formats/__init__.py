"""Formats that can be imported. A new one is a module here with `read(path, kind)` (rows.Reader), named in READERS."""

from collections.abc import Mapping

from bot.catalogue.formats import waymark_csv
from bot.catalogue.formats.rows import Reader

READERS: Mapping[str, Reader] = {
    "csv": waymark_csv.read,
}
CREDITS: Mapping[str, str] = {}
"""What the licence of a format's usual publisher wants to be said."""

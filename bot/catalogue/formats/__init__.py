"""Formats that can be imported. A new one is a module here with `read(path, kind)` (rows.Reader), named in READERS."""

from collections.abc import Mapping

from bot.catalogue.formats import schema_org, waymark_csv
from bot.catalogue.formats.rows import Reader, Zoned

READERS: Mapping[str, Reader | Zoned] = {
    "csv": waymark_csv.read,
    "schema-org": Zoned(schema_org.read),
}
CREDITS: Mapping[str, str] = {}
"""What the licence of a format's usual publisher wants to be said."""

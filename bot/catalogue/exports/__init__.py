"""The catalogue out, as the formats that others read."""

from bot.catalogue.exports.calendar import export_calendar
from bot.catalogue.exports.writing import WRITERS, export_file

__all__ = ["WRITERS", "export_calendar", "export_file"]

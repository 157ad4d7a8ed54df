"""Files into the store and out of it."""

from bot.catalogue.importing.folder import import_folder
from bot.catalogue.importing.importer import import_file
from bot.catalogue.importing.report import ImportReport, Problem

__all__ = ["ImportReport", "Problem", "import_file", "import_folder"]

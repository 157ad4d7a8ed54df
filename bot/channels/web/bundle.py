"""Joins the widget's modules into one script, so that a page needs a single tag and the source no build step."""

import json
import re
from pathlib import Path

IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
COMMENT = re.compile(r"^ *(//.*|/\*\*.*\*/)\n", re.MULTILINE)
"""A line of its own; they are a fifth of what would travel."""


def bundle(folder: Path, *, telegram: bool = False) -> str:
    """`main.js` of the folder after all that it imports, each module once, as a classic script of its own scope. What
    depends on this Waymark, such as whether it is on `telegram`, stands before them as constants.

    Modules have `import {…} from "./name.js"`, `export` before declarations alone, and no name twice at their top.
    """
    parts = "\n".join(_bare(text) for text in _modules(folder, "main", {}).values())
    return f'(() => {{\n"use strict";\nconst TELEGRAM = {json.dumps(telegram)};\n\n{parts}}})();\n'


def _bare(text: str) -> str:
    return COMMENT.sub("", EXPORT.sub("", IMPORT.sub("", text))).lstrip("\n")


def _modules(folder: Path, name: str, found: dict[str, str]) -> dict[str, str]:
    """The texts of a module and of what it imports, those that are needed first before those that need them."""
    text = (folder / f"{name}.js").read_text("utf-8")
    for needed in IMPORT.findall(text):
        if needed not in found:
            _modules(folder, needed, found)
    found[name] = text
    return found

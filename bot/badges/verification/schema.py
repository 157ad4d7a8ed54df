"""Whether a 3.0 credential has the members that the standard asks for, in the shapes it asks for."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from bot.badges.verification.errors import RefusedError

FILE = Path(__file__).parent / "schemas" / "open_badges_3.json"
KNOWN = re.compile(
    r"https://purl\.imsglobal\.org/spec/(ob/v3p0|clr/v2p0)/schema/json(-ld)?/"
    r"(ob_v3p0|clr_v2p0)_(any)?(achievement|endorsement|clr)credential_schema(-\d+\.\d+\.\d+)?\.json"
)
"""The standards' own schemas: ours asks for the same, so that those need not be fetched."""
WHERE = 80
"""Characters of a place in a credential that are named."""


def check(credential: Mapping[str, Any], kind: str, version: int) -> None:
    """RefusedError that names the first place that is wrong. `kind` is one of `form.KINDS`, `version` is the data
    model's: 1 or 2."""
    error = next(_validator(f"{kind}_{version}").iter_errors(credential), None)
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path)[:WHERE]
        raise RefusedError(f"It has not the form of a badge{f' (at {place})' if place else ''}: {_what(error)}.")


def _what(error: Any) -> str:
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return f"{', '.join(missing)[:WHERE]} is missing"
    return "a value is not of its kind"


@cache
def _validator(name: str) -> Any:
    schema = json.loads(FILE.read_text("utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})

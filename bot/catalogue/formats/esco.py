"""The CSV files of ESCO, the European classification of skills and occupations: occupations, skills, ISCO groups."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.catalogue.formats.rows import Row, UnreadableError, Value
from bot.catalogue.formats.tables import Record, header, records

KINDS = {
    "Occupation": "occupations",
    "ISCOGroup": "occupation_groups",
    "KnowledgeSkillCompetence": "skills",
    "SkillGroup": "skills",
}
SKILL_KINDS = {"knowledge": "knowledge", "skill/competence": "skill", "attitude": "attitude", "language": "language"}
LABELS = re.compile(r"\n| \| ")
LABEL_LIMIT, LABEL_LENGTH = 100, 200
CREDIT = "This service uses the ESCO classification of the European Commission."


def read(path: Path, kind: str | None) -> Iterator[Row]:
    """The concepts of a file, by what each of them is (`conceptType`)."""
    if not {"conceptType", "conceptUri", "preferredLabel"} <= set(header(path)):
        raise UnreadableError("it is no list of ESCO concepts: conceptType, conceptUri or preferredLabel is missing")
    for record in records(path):
        yield _row(record)


def _row(record: Record) -> Row:
    cells = record.cells
    kind = KINDS.get(cells.get("conceptType", ""), "")
    broken = record.broken or _broken(kind, cells)
    fields: dict[str, Value] = {
        "name": _first_upper(cells.get("preferredLabel", "").strip()),
        "labels": _labels(cells),
        "summary": (cells.get("description") or cells.get("definition") or "").strip(),
        "uri": cells.get("conceptUri", ""),
    }
    if kind == "occupations":
        fields |= {"isco": cells.get("iscoGroup", ""), "regulated": cells.get("regulatedProfessionNote", "")}
    if kind == "skills":
        skill_type = cells.get("skillType", "").strip()
        fields |= {"kind": SKILL_KINDS.get(skill_type, skill_type), "reuse_level": cells.get("reuseLevel", "")}
    return Row(record.line, kind or "occupations", _id(kind, cells), fields, broken)


def _broken(kind: str, cells: Mapping[str, str]) -> str:
    if not kind:
        return f'"{cells.get("conceptType", "")[:60]}" is no type of concept that is known'
    if cells.get("status", "").strip() in {"obsolete", "deprecated"}:
        return "ESCO says that it is obsolete"
    return ""


def _id(kind: str, cells: Mapping[str, str]) -> str:
    """The last part of the address; a group's is its code."""
    code = cells.get("code", "").strip()
    return code if kind == "occupation_groups" and code else cells.get("conceptUri", "").strip().rpartition("/")[2]


def _labels(cells: Mapping[str, str]) -> list[str]:
    """Other names and hidden ones; ESCO separates them by line ends or bars. Very long ones name nothing people say."""
    parts = [part.strip() for name in ("altLabels", "hiddenLabels") for part in LABELS.split(cells.get(name, ""))]
    return list(dict.fromkeys(part for part in parts if part and len(part) <= LABEL_LENGTH))[:LABEL_LIMIT]


def _first_upper(name: str) -> str:
    return name[:1].upper() + name[1:]

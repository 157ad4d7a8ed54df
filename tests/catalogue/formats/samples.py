"""A small file of each format, with as many rows as are wanted; what must hold for every importer is tried on them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MAPPING = """
[fields]
id = "Ref"
title = "What"
organisation = "Who"
kind = { always = "club" }
starts = { column = "When", date = "%d/%m/%Y" }
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """`content` takes the titles of the rows; a title "" makes a row that must be rejected."""

    fmt: str
    name: str
    """Of the file."""
    kind: str
    content: Callable[[list[str]], str]
    mapping: str = ""
    named_by_title: bool = False
    """The format has no ids, so that another title is another thing."""

    def write(self, folder: Path, titles: list[str]) -> Path:
        path = folder / self.name
        path.write_text(self.content(titles), "utf-8")
        return path

    def map(self, folder: Path) -> Path | None:
        path = folder / "map.toml"
        path.write_text(self.mapping, "utf-8")
        return path if self.mapping else None


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def mapped(titles: list[str]) -> str:
    rows = [f"r{number},{quoted(title)},The Loft,31/01/2027" for number, title in enumerate(titles)]
    return "\n".join(["Ref,What,Who,When", *rows, ""])


LARS = (
    "LARS_QAN,WHO_THIS_COURSE_IS_FOR,ENTRY_REQUIREMENTS,WHAT_YOU_WILL_LEARN,HOW_YOU_WILL_LEARN,"
    "WHAT_YOU_WILL_NEED_TO_BRING,HOW_YOU_WILL_BE_ASSESSED,WHERE_NEXT,COURSE_NAME,YOUR_REFERENCE,DELIVERY_MODE,START_DATE,"
    "FLEXIBLE_START_DATE,VENUE_NAME,YOUR_VENUE_REFERENCE,NATIONAL_DELIVERY,SUB_REGION,COURSE_WEBPAGE,COST,"
    "COST_DESCRIPTION,DURATION,DURATION_UNIT,STUDY_MODE,ATTENDANCE_PATTERN"
)
NOT_LARS = LARS.replace("LARS_QAN,", "COURSE_TYPE,SECTOR,EDUCATION_LEVEL,AWARDING_BODY,")
VENUES = (
    "YOUR_VENUE_REFERENCE,VENUE_NAME,ADDRESS_LINE_1,ADDRESS_LINE_2,TOWN_OR_CITY,COUNTY,POSTCODE,EMAIL,PHONE,WEBSITE"
)


def table(header: str, separator: str = ",") -> Callable[[Mapping[str, str]], str]:
    """One row under a header, by column."""
    names = header.split(separator)

    def row(cells: Mapping[str, str]) -> str:
        written = (cells.get(name, "") for name in names)
        return separator.join(map(quoted, written) if separator == "," else written)

    return row


def lars(titles: list[str]) -> str:
    row = table(LARS)
    rows = [row({"LARS_QAN": "1", "COURSE_NAME": title, "DELIVERY_MODE": "Online"}) for title in titles]
    return "\n".join([LARS, *rows, ""])


def not_lars(titles: list[str]) -> str:
    row = table(NOT_LARS)
    rows = [row({"COURSE_TYPE": "Bootcamp", "COURSE_NAME": title, "DELIVERY_MODE": "work based"}) for title in titles]
    return "\n".join([NOT_LARS, *rows, ""])


def venues(titles: list[str]) -> str:
    row = table(VENUES)
    rows = [row({"VENUE_NAME": title, "ADDRESS_LINE_1": "1 High Street", "POSTCODE": "FE1 1AA"}) for title in titles]
    return "\n".join([VENUES, *rows, ""])


def vacancies(titles: list[str]) -> str:
    vacancies = [
        {
            "vacancyReference": f"VAC{number}",
            "title": title,
            "employerName": "Acme",
            "closingDate": "2027-07-15T00:00:00Z",
        }
        for number, title in enumerate(titles)
    ]
    return json.dumps({"vacancies": vacancies, "total": len(titles)}, ensure_ascii=False, indent=1)


def esco(kind: str) -> Callable[[list[str]], str]:
    header = "conceptType,conceptUri,code,preferredLabel,altLabels,description"

    def content(titles: list[str]) -> str:
        rows = [f"{kind},http://data.europa.eu/esco/x/{n},{n},{quoted(title)},," for n, title in enumerate(titles)]
        return "\n".join([header, *rows, ""])

    return content


def onet(titles: list[str]) -> str:
    rows = [f"11-{number:04}.00\t{title}\tDoes things." for number, title in enumerate(titles)]
    return "\n".join(["O*NET-SOC Code\tTitle\tDescription", *rows, ""])


def profiles(titles: list[str]) -> str:
    rows = [f"{quoted(title)},Does things.,<p>You</p>,20000,30000" for title in titles]
    return "\n".join(["Title,Overview,WYDDayToDayTasks,SalaryStarter,SalaryExperienced", *rows, ""])


SAMPLES = (
    Sample("csv", "list.csv", "opportunities", mapped, MAPPING),
    Sample("course-directory", "Fern_courses_2026.csv", "opportunities", lars, named_by_title=True),
    Sample("course-directory", "Fern_nonlars_courses_2026.csv", "opportunities", not_lars, named_by_title=True),
    Sample("course-directory", "Fern_venues_2026.csv", "organisations", venues, named_by_title=True),
    Sample("apprenticeships", "vacancies.json", "openings", vacancies),
    Sample("esco", "occupations_en.csv", "occupations", esco("Occupation")),
    Sample("esco", "ISCOGroups_en.csv", "occupation_groups", esco("ISCOGroup")),
    Sample("esco", "skills_en.csv", "skills", esco("KnowledgeSkillCompetence")),
    Sample("onet", "Occupation Data.txt", "occupations", onet),
    Sample("job-profiles", "job_profiles_2019.csv", "occupations", profiles, named_by_title=True),
)

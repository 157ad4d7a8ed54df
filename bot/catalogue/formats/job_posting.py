"""Job postings of schema.org, as rows of openings."""

import re
from collections.abc import Iterator
from datetime import tzinfo

from bot.catalogue.formats import facts, moments
from bot.catalogue.formats.known import Node
from bot.catalogue.formats.linked import Graph, terms, text, texts
from bot.catalogue.formats.moments import Fields
from bot.catalogue.formats.naming import absolute, identifier, named
from bot.catalogue.formats.rows import Row

KINDS = (
    ("apprenticeship", re.compile(r"apprentic", re.IGNORECASE)),
    ("traineeship", re.compile(r"traineeship", re.IGNORECASE)),
    ("work experience", re.compile(r"work[ -]experience|job shadow", re.IGNORECASE)),
    ("internship", re.compile(r"\bintern(ship)?\b", re.IGNORECASE)),
    ("placement", re.compile(r"\bplacement\b", re.IGNORECASE)),
    ("volunteering", re.compile(r"\bvolunt", re.IGNORECASE)),
)
PERIODS = {"PT1H": "hour", "P1D": "day", "P1W": "week", "P7D": "week", "P1M": "month", "P1Y": "year"}
OWN = (
    "kind", "occupation", "interests", "badges_must", "badges_nice", "skills_must", "skills_nice", "area", "access",
    "how_to_join", "hours", "currency", "pay_period", "age_min", "age_max",
)  # fmt: skip


def rows(graph: Graph, line: int, node: Node, zone: tzinfo, site: str) -> Iterator[Row]:
    """The one row of a job posting."""
    fields = facts.given(_fields(graph, node, zone, site))
    title, organisation = (str(fields.get(name, "")) for name in ("title", "organisation"))
    code = graph.first(node.get("identifier"))
    id = identifier(absolute(text(node.get("@id"))), text(code.get("value"), code.get("name")), text(node.get("url")))
    starts = text(node.get("datePosted"))
    yield Row(line, "openings", id or named(title, organisation, starts, str(fields.get("address", ""))), fields)


def _fields(graph: Graph, node: Node, zone: tzinfo, site: str) -> Fields:
    employer = graph.first(node.get("hiringOrganization"))
    fields: Fields = {
        "title": text(node.get("title"), node.get("name")),
        "organisation": text(employer.get("name"), employer.get("legalName"), site),
        "kind": _kind(node),
        "occupation": text(graph.first(node.get("relevantOccupation")).get("name"), node.get("occupationalCategory")),
        "summary": text(node.get("description"), node.get("responsibilities"), node.get("employerOverview")),
        "interests": facts.tags(node.get("industry")),
        "skills_must": facts.tags(node.get("skills")),
        "hours": text(node.get("workHours")),
        "places": text(node.get("totalJobOpenings")),
        "starts": moments.moment(text(node.get("jobStartDate")), zone)[0],
        "closes": moments.moment(text(node.get("validThrough")), zone)[0],
        "access": facts.prose(node.get("physicalRequirement"), node.get("sensoryRequirement")),
        "how_to_join": _contact(graph, node),
        "posted": text(node.get("datePosted")),
        "wanted": facts.prose(
            *(node.get(name) for name in ("qualifications", "educationRequirements", "experienceRequirements"))
        ),
        "employment": list(texts(node.get("employmentType"))),
        "online": "yes" if "TELECOMMUTE" in terms(node.get("jobLocationType")) else "",
    }
    fields |= facts.place(graph, node.get("jobLocation")) | _pay(graph, node)
    fields |= facts.link(text(node.get("url")))
    return fields | facts.own((node,), OWN)


def _kind(node: Node) -> str:
    types = " ".join(texts(node.get("employmentType"))).replace("_", " ")
    title = text(node.get("title"), node.get("name"))
    for said in (title, types):
        if found := next((kind for kind, words in KINDS if words.search(said)), ""):
            return found
    return "job"


def _pay(graph: Graph, node: Node) -> Fields:
    """`pay` (the lowest where a span is given), `pay_period` and `currency`."""
    salary = graph.first(node.get("baseSalary"), node.get("estimatedSalary"), node.get("trainingSalary"))
    value = graph.first(salary.get("value"))
    amount = text(*(part.get(key) for part in (value, salary) for key in ("minValue", "value", "price", "median")))
    period = text(value.get("unitText"), salary.get("unitText")).lower()
    per = period if period in PERIODS.values() else PERIODS.get(text(salary.get("duration")), "")
    currency = text(salary.get("currency"), salary.get("priceCurrency"), node.get("salaryCurrency"))
    return facts.amount("pay", amount or text(value.get("name"), salary.get("name"))) | facts.given(
        {"pay_period": per, "currency": currency}
    )


def _contact(graph: Graph, node: Node) -> str:
    contact = graph.first(node.get("applicationContact"))
    return ", ".join(texts([contact.get(name) for name in ("name", "email", "telephone")]))

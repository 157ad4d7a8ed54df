"""Whatever stands in a feed, each row is read or named: nothing breaks the import."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.formats.rows import Row, UnreadableError
from bot.catalogue.importing.prepare import Preparer
from bot.catalogue.importing.references import References
from bot.catalogue.importing.report import Problem
from bot.catalogue.importing.specs import SPECS
from tests.catalogue.formats.conftest import rows

NAMES = {
    "schema-org": (
        "@type @id @graph @context @value @list name title description provider organizer hiringOrganization location "
        "address geo latitude longitude startDate endDate duration offers price priceCurrency hasCourseInstance "
        "courseMode eventSchedule byDay startTime endTime typicalAgeRange audience suggestedMinAge keywords about url "
        "identifier value baseSalary unitText validThrough subEvent superEvent eventStatus item itemListElement "
        "waymark:sessions waymark:kind"
    ),
    "openactive": (
        "@type type @id id state kind items data next name activity prefLabel organizer eventSchedule subEvent "
        "superEvent instanceOfCourse courseInstance startDate endDate duration repeatFrequency byDay startTime endTime "
        "ageRange minValue maxValue offers price location genderRestriction level"
    ),
    "open-referral": (
        "id name description url status contents services service organization organization_id website schedules byday "
        "freq opens_at closes_at valid_from valid_to cost_options amount option minimum_age maximum_age "
        "service_at_locations location location_type latitude longitude addresses address_1 postal_code attributes "
        "link_type value taxonomy_term accessibility capacities available fees_description"
    ),
}
WORDS = (
    "", " ", "Course", "CourseInstance", "Event", "JobPosting", "SessionSeries", "updated", "deleted", "active",
    "MO,TU",
    "https://schema.org/Monday", "2026-03-02", "2026-13-45", "2026-03-02T10:00:00Z", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "PT2H", "P99999999999W", "P1D", "10:00", "24:00", "99:99", "16+", "3-1", "£5", "free",
    "NaN", "1e999999999", "#a", "http://[x", "urn:waymark:a:b:c d", "=cmd|x", "\ud7ff", "\x00", "<b>x</b>",
    "waymark:sessions", "waymark:lat",
)  # fmt: skip
STARTS: list[dict[str, Any]] = [
    {},
    *(
        {"@type": kind}
        for kind in ("Course", "CourseInstance", "Event", "JobPosting", "SessionSeries", "HeadlineEvent")
    ),
    {"status": "active", "name": "X"},
    {"state": "updated", "kind": "Event", "data": {"@type": "Event"}},
]
PLAIN = st.one_of(st.sampled_from(WORDS), st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.none())


def values(names: list[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        PLAIN,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=6),
        max_leaves=12,
    )


def read(fmt: str, content: str) -> list[Row]:
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / "feed"
        path.write_text(content, encoding="utf-8", errors="replace")
        try:
            return rows(fmt, path)
        except UnreadableError:
            return []


def checked(found: list[Row]) -> None:
    """Every row is stored or says why not, as the importer sees it."""
    for row in found:
        prepared = Preparer(SPECS[row.kind], "fernley", References()).prepare(row)
        assert not isinstance(prepared, Problem) or prepared.reason


@pytest.mark.parametrize("fmt", sorted(NAMES))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_json_ends_in_rows_or_one_error(fmt: str, data: st.DataObject) -> None:
    node = data.draw(st.dictionaries(st.sampled_from(NAMES[fmt].split()), values(NAMES[fmt].split()), max_size=12))
    around = data.draw(st.sampled_from([lambda inner: inner, lambda inner: [inner], lambda inner: {"items": [inner]}]))
    checked(read(fmt, json.dumps(around({**node, **data.draw(st.sampled_from(STARTS))}))))


TAGS = [
    "provider", "course", "presentation", "dc:title", "dc:identifier", "mlo:start", "end", "mlo:cost", "age", "venue",
    "mlo:location", "mlo:address", "geo:lat", "attendanceMode", "mlo:places", "waymark:sessions", "waymark:lat",
    "mlo:qualification", "dc:subject",
]  # fmt: skip
SPACES = "".join(f' xmlns:{name}="urn:waymark:"' for name in ("dc", "mlo", "geo", "waymark"))
TREES = st.recursive(
    st.sampled_from([word for word in WORDS if word.isprintable() and not set(word) & set("<&")]),
    lambda inner: st.builds(
        lambda tag, within: f"<{tag} dtf='2026' identifier='ON'>{''.join(within)}</{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=5),
    ),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=TREES)
def test_any_xml_ends_in_rows_or_one_error(tree: str) -> None:
    checked(read("xcri", f"<catalog{SPACES}><provider><course>{tree}</course></provider>{tree}</catalog>"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(page=st.text(max_size=40), script=st.text(max_size=40))
def test_any_page_ends_in_rows_or_one_error(page: str, script: str) -> None:
    checked(read("schema-org", f'<p>{page}<script type="application/ld+json">{script}</script>{page}'))

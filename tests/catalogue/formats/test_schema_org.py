"""schema.org JSON-LD as people publish it."""

from typing import Any

import pytest

from bot.catalogue.formats.rows import UnreadableError
from bot.settings import PROJECT
from tests.catalogue.formats.conftest import Reading, rows

REAL = PROJECT.parent / "shared/data/schema_org"
COURSE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Course",
    "@id": "https://loft.example/courses/1",
    "name": "Build a synth",
    "description": "Solder and play.",
    "provider": {"@type": "Organization", "name": "The Loft"},
}
EVENT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "MusicEvent",
    "identifier": "gig-1",
    "name": "Open mic",
    "organizer": {"@type": "Organization", "name": "The Loft"},
    "startDate": "2026-06-06T18:30:00Z",
    "endDate": "2026-06-06T20:00:00Z",
    "location": {
        "@type": "Place",
        "name": "The Loft",
        "address": {
            "@type": "PostalAddress", "streetAddress": "1 Mill Lane", "addressLocality": "Mill End",
            "postalCode": "FE1 1AA",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 54.0, "longitude": -1.5},
    },
    "typicalAgeRange": "13-18",
    "isAccessibleForFree": True,
    "url": "https://loft.example/gig-1",
}  # fmt: skip


def test_an_event_has_its_time_in_the_city_its_place_age_and_cost(reading: Reading) -> None:
    [row] = reading("schema-org", EVENT)
    assert (row.kind, row.id) == ("opportunities", "gig-1")
    assert row.fields == {
        "title": "Open mic", "organisation": "The Loft", "kind": "event", "starts": "2026-06-06", "ends": "2026-06-06",
        "sessions": ["Sat 19:30-21:00"], "address": "The Loft, 1 Mill Lane, Mill End", "area": "Mill End",
        "postcode": "FE1 1AA", "lat": "54.0", "lon": "-1.5", "online": "no", "age_min": "13", "age_max": "18",
        "cost": "0", "url": "https://loft.example/gig-1",
    }  # fmt: skip


def test_each_instance_of_a_course_is_a_row_with_its_own_dates_and_place(reading: Reading) -> None:
    instances = [
        {"@type": "CourseInstance", "startDate": "2026-09-07", "endDate": "2026-10-12", "location": "Mill End"},
        {"startDate": "2026-09-08", "courseMode": ["online"], "offers": {"price": "12.50", "priceCurrency": "GBP"}},
    ]
    one, two = reading("schema-org", COURSE | {"hasCourseInstance": instances})
    assert one.id != two.id
    assert [row.fields["title"] for row in (one, two)] == ["Build a synth"] * 2
    assert (one.fields["starts"], one.fields["ends"], one.fields["address"]) == ("2026-09-07", "2026-10-12", "Mill End")
    assert (two.fields["online"], two.fields["cost"], two.fields["currency"]) == ("yes", "12.50", "GBP")


def test_a_schedule_gives_the_regular_times(reading: Reading) -> None:
    plan = {
        "@type": "Schedule", "byDay": ["https://schema.org/Tuesday", "Thursday"], "startTime": "18:00:00",
        "duration": "PT1H30M", "startDate": "2026-03-03", "endDate": "2026-07-01", "repeatFrequency": "P1W",
    }  # fmt: skip
    [row] = reading("schema-org", COURSE | {"hasCourseInstance": {"@type": "CourseInstance", "courseSchedule": plan}})
    assert row.fields["sessions"] == ["Tue 18:00-19:30", "Thu 18:00-19:30"]
    assert (row.fields["starts"], row.fields["ends"]) == ("2026-03-03", "2026-07-01")


def test_what_is_named_by_id_is_found_wherever_it_stands(reading: Reading) -> None:
    graph = [
        {
            "@type": "Course", "@id": "#c", "name": "Weld", "provider": {"@id": "#org"},
            "hasCourseInstance": {"@id": "#i"},
        },
        {"@type": "CourseInstance", "@id": "#i", "startDate": "2026-05-01", "location": {"@id": "#hall"}},
        {"@type": "Place", "@id": "#hall", "name": "The Shed"},
        {"@type": "Organization", "@id": "#org", "name": "Shed Trust"},
    ]  # fmt: skip
    [row] = reading("schema-org", {"@context": "https://schema.org", "@graph": graph})
    assert (row.fields["title"], row.fields["organisation"]) == ("Weld", "Shed Trust")
    assert (row.fields["starts"], row.fields["address"]) == ("2026-05-01", "The Shed")


def test_prefixes_aliases_and_value_objects_mean_the_same(reading: Reading) -> None:
    context = {"s": "http://schema.org/", "label": "s:name", "who": {"@id": "s:provider"}}
    name = [{"@value": "Töpfern", "@language": "de"}, {"@value": "Pottery", "@language": "en"}]
    node = {"@context": context, "@type": "s:Course", "label": name, "who": {"http://schema.org/name": "Kiln"}}
    [row] = reading("schema-org", node)
    assert (row.fields["title"], row.fields["organisation"]) == ("Pottery", "Kiln")


def test_courses_in_a_list_a_catalogue_and_a_page_are_found(reading: Reading) -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": COURSE}]}
    offer = {"@type": "Offer", "itemOffered": COURSE | {"@id": "https://loft.example/courses/2"}}
    school = {"@type": "School", "hasOfferCatalog": {"@type": "OfferCatalog", "itemListElement": [offer]}}
    assert len(reading("schema-org", [listed, school, {"@type": "WebPage", "mainEntity": EVENT}])) == 3


def test_a_job_posting_is_an_opening_with_its_pay(reading: Reading) -> None:
    job = {
        "@context": "https://schema.org/", "@type": "JobPosting", "title": "Apprentice baker",
        "identifier": {"@type": "PropertyValue", "name": "Oven", "value": "B-7"}, "datePosted": "2026-03-01",
        "validThrough": "2026-04-30T23:59:59+01:00", "employmentType": ["FULL_TIME"], "workHours": "37 a week",
        "hiringOrganization": {"@type": "Organization", "name": "Oven & Co"}, "skills": "baking, early mornings",
        "jobLocation": {"@type": "Place", "address": {"streetAddress": "2 High Street", "postalCode": "FE2"}},
        "baseSalary": {"@type": "MonetaryAmount", "currency": "GBP",
                       "value": {"@type": "QuantitativeValue", "minValue": 8.6, "maxValue": 9, "unitText": "HOUR"}},
        "description": "<p>Bake bread.</p>", "totalJobOpenings": 2,
    }  # fmt: skip
    [row] = reading("schema-org", job)
    assert (row.kind, row.id) == ("openings", "B-7")
    wanted = {
        "title": "Apprentice baker", "organisation": "Oven & Co", "kind": "apprenticeship", "closes": "2026-04-30",
        "pay": "8.6", "pay_period": "hour", "currency": "GBP", "hours": "37 a week", "places": "2", "postcode": "FE2",
        "skills_must": ["baking", "early mornings"], "address": "2 High Street",
    }  # fmt: skip
    assert {name: row.fields[name] for name in wanted} == wanted


def test_of_several_prices_the_one_for_young_people_counts_and_all_are_kept(reading: Reading) -> None:
    offers = [{"name": name, "price": price, "priceCurrency": "GBP"} for name, price in (("Adult", 9), ("Under 18", 4))]
    [row] = reading("schema-org", EVENT | {"offers": offers})
    assert (row.fields["cost"], row.fields["prices"]) == ("4", ["Adult 9 GBP", "Under 18 4 GBP"])


def test_a_price_with_its_sign_tells_the_currency(reading: Reading) -> None:
    [row] = reading("schema-org", EVENT | {"offers": {"price": "£25"}})
    assert (row.fields["cost"], row.fields["currency"]) == ("£25", "GBP")


def test_a_price_for_an_age_is_for_those(reading: Reading) -> None:
    offers = [{"price": 9}, {"price": 5, "ageRestriction": {"@type": "QuantitativeValue", "maxValue": 17}}]
    [row] = reading("schema-org", EVENT | {"offers": offers})
    assert row.fields["cost"] == "5"


def test_a_whole_day_has_no_hours(reading: Reading) -> None:
    day = {"startDate": "2026-06-06T00:00:00+01:00", "endDate": "2026-06-06T23:59:59+01:00"}
    [row] = reading("schema-org", EVENT | day)
    assert (row.fields["starts"], row.fields["ends"], row.fields.get("sessions")) == ("2026-06-06", "2026-06-06", None)


def test_a_credential_told_at_length_is_no_badge(reading: Reading) -> None:
    [row] = reading("schema-org", COURSE | {"educationalCredentialAwarded": ["Level 1", "x" * 300]})
    assert row.fields["awards"] == ["Level 1"]


def test_a_cancelled_event_is_gone(reading: Reading) -> None:
    [row] = reading("schema-org", EVENT | {"eventStatus": "https://schema.org/EventCancelled"})
    assert row.gone == "eventStatus: is cancelled"


@pytest.mark.parametrize("url", ["../courses/1", "javascript:alert(1)"])
def test_an_address_that_leads_nowhere_is_no_link(reading: Reading, url: str) -> None:
    [row] = reading("schema-org", EVENT | {"url": url})
    assert "url" not in row.fields


def test_a_page_s_scripts_are_read_with_their_lines_and_a_broken_one_is_named(reading: Reading) -> None:
    page = """<html><head><meta property="og:site_name" content="Mill &amp; Co">
<!-- <script type="application/ld+json">{"@type": "Course", "name": "Commented out"}</script> -->
<script>var x = {"@type": "Course", "name": "No data"}</script>
<script type='application/ld+json' class="x">
{"@context": "https://schema.org", "@type": "Course", "name": "Line
break"}
</script><script type="application/ld+json">{"@type": "Course", </script>"""
    good, broken = reading("schema-org", page)
    assert (good.line, good.fields["title"], good.fields["organisation"]) == (4, "Line\nbreak", "Mill & Co")
    assert broken.line == 7
    assert "no JSON" in broken.broken


@pytest.mark.parametrize("content", ["<html>nothing</html>", "{}", '[{"@type": "Person"}]'])
def test_a_file_without_any_says_so(reading: Reading, content: str) -> None:
    with pytest.raises(UnreadableError, match="no course"):
        reading("schema-org", content)


def test_only_the_kind_that_is_asked_for_comes(reading: Reading) -> None:
    assert reading("schema-org", EVENT, "openings") == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_examples_of_schema_org_itself() -> None:
    found = [row for path in sorted(REAL.glob("*.txt")) for row in rows("schema-org", path)]
    titles = [row.fields.get("title") for row in found if row.kind == "opportunities"]
    assert titles.count("HNC Accounting") == 4
    assert "IBEW Apprenticeship" in titles
    assert len([row for row in found if row.kind == "openings"]) == 5

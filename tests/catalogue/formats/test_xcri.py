"""XCRI-CAP catalogues."""

import pytest

from bot.catalogue.formats.rows import Row
from tests.catalogue.formats.conftest import Reading

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><catalog xmlns="http://xcri.org/profiles/1.2/catalog" '
    'xmlns:mlo="http://purl.org/net/mlo" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><provider><dc:title>Poppleton College</dc:title>\n'
)
COURSE = """<course><dc:identifier>http://www.pop.example/c/1</dc:identifier><dc:title>Welding &amp; metal</dc:title>
<dc:subject>Engineering</dc:subject><dc:subject>Arts, crafts</dc:subject><abstract>Join metal.</abstract>
<dc:description><div xmlns="http://www.w3.org/1999/xhtml"><p>Learn <b>weld</b>ing.<br/>Safe.</p></div></dc:description>
<mlo:url>http://www.pop.example/c/1.html</mlo:url><mlo:qualification><dc:title>Level 1</dc:title></mlo:qualification>
{}</course>"""
VENUE = """<venue><provider><dc:title>Main Site</dc:title><mlo:location><mlo:town>Poppleton</mlo:town>
<mlo:postcode>PO1 1AA</mlo:postcode><mlo:address>1 Road</mlo:address><mlo:address xsi:type="geo:lat">54.1</mlo:address>
<mlo:address xsi:type="geo:long">-1.2</mlo:address></mlo:location></provider></venue>"""


def presented(reading: Reading, inner: str) -> Row:
    [row] = reading("xcri", f"{HEAD}{COURSE.format(f'<presentation>{inner}</presentation>')}</provider></catalog>")
    return row


def test_a_presentation_has_its_course_s_words_and_its_own_time_and_place(reading: Reading) -> None:
    row = presented(
        reading,
        '<mlo:start dtf="2026-09-24">Autumn</mlo:start><end dtf="2026-12-01">December</end>'
        '<applyUntil dtf="2026-08-01"/>'
        f"<mlo:places>12</mlo:places><mlo:cost>£120.50</mlo:cost><age>16-18</age>{VENUE}",
    )
    assert row.line == 6
    assert row.fields == {
        "title": "Welding & metal", "organisation": "Poppleton College", "kind": "course", "summary": "Join metal.",
        "description": "Learn welding. Safe.", "interests": ["Engineering", "Arts, crafts"], "awards": ["Level 1"],
        "starts": "2026-09-24", "ends": "2026-12-01", "valid_until": "2026-08-01", "places": "12", "cost": "120.50",
        "currency": "GBP", "age_min": "16", "age_max": "18", "online": "no", "address": "Main Site, 1 Road, Poppleton",
        "area": "Poppleton", "postcode": "PO1 1AA", "lat": "54.1", "lon": "-1.2", "url": "http://www.pop.example/c/1.html",
    }  # fmt: skip


@pytest.mark.parametrize(
    "start", ['<mlo:start dtf="1900-01-01">Any time</mlo:start>', "<mlo:start>1900-01-01</mlo:start>"]
)
def test_a_start_in_1900_is_no_fixed_start(reading: Reading, start: str) -> None:
    assert "starts" not in presented(reading, start).fields


def test_a_month_is_its_first_day_and_other_words_are_kept_as_words(reading: Reading) -> None:
    assert presented(reading, '<mlo:start dtf="2026-09"/>').fields["starts"] == "2026-09-01"
    row = presented(reading, "<mlo:start>after Easter</mlo:start>")
    assert "starts" not in row.fields
    assert row.fields["start_given"] == "after Easter"


@pytest.mark.parametrize(
    ("told", "cost", "currency"),
    [
        ("Free", "0", None),
        ("£5 / £3 concessions", "5", "GBP"),
        ("1,200.00 EUR", "1,200.00", "EUR"),
        ("on request", None, None),
    ],
)
def test_a_cost_in_words_gives_its_first_amount(
    reading: Reading, told: str, cost: str | None, currency: str | None
) -> None:
    fields = presented(reading, f"<mlo:cost>{told}</mlo:cost>").fields
    assert (fields.get("cost"), fields.get("currency")) == (cost, currency)


@pytest.mark.parametrize(
    ("mode", "online"),
    [
        ('<attendanceMode identifier="ON">Online</attendanceMode>', "yes"),
        ('<attendanceMode identifier="MM">Mixed</attendanceMode>', "both"),
        ("<attendanceMode>Distance without attendance</attendanceMode>", "yes"),
        ('<attendanceMode identifier="CM">Campus</attendanceMode>', "no"),
        ("", "no"),
    ],
)
def test_the_mode_of_attendance_says_what_is_online(reading: Reading, mode: str, online: str) -> None:
    assert presented(reading, mode).fields["online"] == online


def test_each_presentation_is_a_row_and_a_course_without_any_is_one(reading: Reading) -> None:
    two = COURSE.format('<presentation><mlo:start dtf="2026-09-01"/></presentation><presentation/>')
    bare = COURSE.format("").replace("/c/1", "/c/2")
    found = reading("xcri", f"{HEAD}{two}{bare}</provider></catalog>")
    assert len({row.id for row in found}) == 3


def test_every_course_has_its_own_provider(reading: Reading) -> None:
    other = HEAD.partition("<provider>")[2].replace("Poppleton", "Other")
    content = f"{HEAD}{COURSE.format('')}</provider><provider>{other}{COURSE.format('')}</provider></catalog>"
    assert [row.fields["organisation"] for row in reading("xcri", content)] == ["Poppleton College", "Other College"]


def test_an_encoding_that_the_file_names_is_believed(reading: Reading) -> None:
    content = (
        (HEAD + COURSE.format("") + "</provider></catalog>").replace("UTF-8", "iso-8859-2").replace("Poppleton", "Łódź")
    )
    [row] = reading("xcri", content.encode("iso-8859-2"))
    assert row.fields["organisation"] == "Łódź College"


def test_entities_of_xml_itself_are_read_and_only_opportunities_are_there(reading: Reading) -> None:
    content = f"{HEAD}{COURSE.format('').replace('metal<', '&lt;b&gt;metal&#x21;<')}</provider></catalog>"
    assert reading("xcri", content)[0].fields["title"] == "Welding & <b>metal!"
    assert reading("xcri", content, "openings") == []

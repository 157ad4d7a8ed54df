"""ESCO, O*NET and the UK's job profiles: occupations with what is known about them."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from bot.catalogue.careers import Pay
from bot.catalogue.formats import onet
from bot.catalogue.formats.rows import Row, UnreadableError
from bot.catalogue.importing import import_file
from bot.catalogue.service import Catalogue
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, TODAY
from tests.catalogue.formats.conftest import Reading, rows

SHARED = Path(__file__).parents[4] / "shared/data"
ESCO = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,description\n"
PROFILES = (
    "Title,Overview,WhatYouWillDo,MaximumHours,WorkingHoursDetails,WorkingPattern,SalaryStarter,SalaryExperienced\n"
)
TITLES = "O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tChief\tLeads.\n"
SCORES = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tDate\tDomain Source\n"
LETTERS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")


def score(element: str, scale: str, value: str, code: str = "11-1011.00") -> str:
    return f"{code}\t1.B.1\t{element}\t{scale}\t{value}\t02/2026\tExpert\n"


def interests(folder: Path, *lines: str) -> list[Row]:
    (folder / "Occupation Data.txt").write_text(TITLES, "utf-8")
    (folder / "Interests.txt").write_text(SCORES + "".join(lines), "utf-8")
    return list(onet.read(folder / "Occupation Data.txt", None))


def test_an_occupation_of_esco_has_its_labels_and_its_group(reading: Reading) -> None:
    row = 'Occupation,http://x/esco/occupation/0a,2166,technical director,"head of\ntech lead",boss,released,X'
    [found] = reading("esco", f"{ESCO}{row}\n")
    assert (found.id, found.fields["name"], found.fields["isco"]) == ("0a", "Technical director", "2166")
    assert found.fields["labels"] == ["head of", "tech lead", "boss"]


def test_labels_parted_by_bars_are_read_too(reading: Reading) -> None:
    [found] = reading("esco", f"{ESCO}KnowledgeSkillCompetence,http://x/skill/1,,advise,guide | give advice,,,\n")
    assert (found.kind, found.fields["labels"]) == ("skills", ["guide", "give advice"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [("Occupation,http://x/1,1,old,,,obsolete,", "obsolete"), ("Recipe,http://x/1,1,cake,,,,", "no type of concept")],
)
def test_what_esco_no_longer_has_or_never_had_is_rejected(reading: Reading, row: str, reason: str) -> None:
    [found] = reading("esco", f"{ESCO}{row}\n")
    assert reason in found.broken


def test_scores_and_high_points_come_with_the_occupation(tmp_path: Path) -> None:
    scores = [score(name, "OI", str(number + 1.5)) for number, name in enumerate(LETTERS)]
    high = [
        score(f"{place} Interest High-Point", "IH", value) for place, value in (("First", "5.00"), ("Second", "6.00"))
    ]
    [row] = interests(tmp_path, *scores, *high, score("Third Interest High-Point", "IH", "0.00"))
    assert [row.fields[f"riasec_{letter}"] for letter in "riasec"] == ["1.5", "2.5", "3.5", "4.5", "5.5", "6.5"]
    assert row.fields["riasec_high_points"] == "EC"


@pytest.mark.parametrize(
    ("element", "scale", "value"),
    [
        ("Realistic", "OI", "0.9"),
        ("Realistic", "OI", "7.1"),
        ("Realistic", "OI", "high"),
        ("First Interest High-Point", "IH", "7"),
        ("First Interest High-Point", "IH", "1.5"),
        ("First Interest High-Point", "IH", "-1"),
    ],
)
def test_a_score_off_its_scale_is_a_rejected_row(tmp_path: Path, element: str, scale: str, value: str) -> None:
    wrong, occupation = interests(tmp_path, score(element, scale, value))
    assert (wrong.line, value in wrong.broken) == (2, True)
    assert "riasec_r" not in occupation.fields
    assert occupation.fields.get("riasec_high_points", "") == ""


def test_scores_of_no_occupation_are_a_rejected_row(tmp_path: Path) -> None:
    _, wrong = interests(tmp_path, score("Social", "OI", "3", "99-9999.00"))
    assert "no occupation" in wrong.broken


def test_interests_alone_are_told_what_they_need(tmp_path: Path) -> None:
    path = tmp_path / "Interests.txt"
    path.write_text(SCORES, "utf-8")
    with pytest.raises(UnreadableError, match=r"Occupation Data\.txt"):
        list(onet.read(path, None))


async def test_pay_has_its_source_and_year(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "job_profiles_2019.csv"
    day = '"<p>You could:</p><ul><li>peel</li><li>wash</li></ul>"'
    path.write_text(f"{PROFILES}Kitchen assistant,Prepares food.,{day},42,a week,evenings,11500,16500\n", "utf-8")
    await import_file(store, "city", FERNLEY / "city.json", city="", today=TODAY)
    await import_file(store, "job-profiles", path, city="fernley", today=TODAY)
    [found] = await Catalogue(store).occupations("fernley", "kitchen assistant")
    assert found.pay == Pay(Decimal(11500), Decimal(16500), "GBP", "National Careers Service job profiles", 2019)
    assert found.day == "You could: peel; wash"
    assert found.hours == "up to 42 hours a week; evenings"


@pytest.mark.parametrize(("name", "starter"), [("job_profiles.csv", "11500"), ("job_profiles_2019.csv", "0")])
def test_no_pay_without_a_year_or_an_amount(tmp_path: Path, name: str, starter: str) -> None:
    path = tmp_path / name
    path.write_text(f"{PROFILES}Cook,Cooks.,,,,,{starter},Variable\n", "utf-8")
    [row] = rows("job-profiles", path)
    assert not {"pay_from", "pay_to", "pay_year"} & set(row.fields)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
@pytest.mark.parametrize(
    ("fmt", "file", "count"),
    [
        ("esco", "esco/occupations_en.csv", 2942),
        ("esco", "esco/ISCOGroups_en.csv", 619),
        ("esco", "esco/transversalSkillsCollection_en.csv", 107),
        ("onet", "onet/Occupation Data.txt", 1016),
        ("onet", "onet/Interests.txt", 1016),
        ("job-profiles", "uk/job_profiles_2019.csv", 856),
    ],
)
async def test_the_published_files_load_whole(
    fernley_alone: Store, tmp_path: Path, fmt: str, file: str, count: int
) -> None:
    folder = tmp_path / "data"
    shutil.copytree((SHARED / file).parent, folder)
    path = folder / Path(file).name
    report = await import_file(fernley_alone, fmt, path, city="fernley", today=TODAY, dry_run=True)
    assert (report.added, report.rejected, report.error) == (count, 0, "")

import pytest

from actions.skill_words import corrected

SKILLS = ["Cooking a meal", "Cleaning to a standard"]


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("add driving", [*SKILLS, "Driving"]),
        ("not cleaning", ["Cooking a meal"]),
        ("no not cleaning but also patience", ["Cooking a meal", "Patience"]),
        ("take out cooking, add planning", ["Cleaning to a standard", "Planning"]),
        ("cooking", SKILLS),
        ("no", SKILLS),
        ("", SKILLS),
        ("x" * 70, SKILLS),
    ],
)
def test_skills_are_put_right_as_people_say_it(said: str, after: list[str]) -> None:
    assert corrected(SKILLS, said) == after

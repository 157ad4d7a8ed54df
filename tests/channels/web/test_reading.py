"""What is held about a learner, as they would like to read it."""

from bot.channels.web.reading import readable


def test_moments_are_written_as_people_write_them() -> None:
    held = {"last_word": "2026-11-24T08:31:07.123456+00:00", "messages": [{"at": "2026-07-01T23:30:00Z"}]}
    assert readable(held) == "Last word: 24 November 2026, 08:31 UTC\nMessages:\n  - At: 1 July 2026, 23:30 UTC\n"


def test_what_only_begins_like_a_moment_stays_as_it_is() -> None:
    assert readable({"text": "2026-11-24 is fine"}) == "Text: 2026-11-24 is fine\n"


def test_empty_things_are_left_out() -> None:
    assert readable({"age": None, "interests": [], "area": "", "skills": ["maths"]}) == "Skills:\n  - maths\n"

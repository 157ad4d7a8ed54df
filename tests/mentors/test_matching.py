from bot.catalogue.mentors import Mentor
from bot.mentors.matching import best_first, suits
from bot.people.model import Profile

EVENINGS = Mentor("m:1", "Ada", when="Wed 18:00-19:00", format="in person", languages=("en",))
SATURDAYS = Mentor("m:2", "Ben", when="Sat 10:00-12:00", format="both", languages=("en", "pl"))


def test_who_can_when_the_learner_can_comes_first() -> None:
    found = best_first([EVENINGS, SATURDAYS], Profile(availability=("saturday mornings",)), {}, {"m:1": 1, "m:2": 1})
    assert [mentor.name for mentor in found] == ["Ben", "Ada"]


def test_a_shared_language_counts_most() -> None:
    assert suits(SATURDAYS, Profile(language="Polish")) > suits(EVENINGS, Profile(availability=("evenings",)))


def test_who_would_rather_meet_online_is_given_that() -> None:
    assert suits(SATURDAYS, Profile(access_needs=("anxious about phone calls",))) > 0
    assert suits(EVENINGS, Profile(access_needs=("anxious about phone calls",))) == 0


def test_whose_time_is_taken_is_not_offered() -> None:
    found = best_first([EVENINGS, SATURDAYS], Profile(), {"m:1": 2}, {"m:1": 2, "m:2": 1})
    assert [mentor.name for mentor in found] == ["Ben"]


def test_where_nothing_speaks_the_catalogues_order_stays() -> None:
    found = best_first([EVENINGS, SATURDAYS], Profile(), {}, {"m:1": 1, "m:2": 1})
    assert [mentor.name for mentor in found] == ["Ada", "Ben"]

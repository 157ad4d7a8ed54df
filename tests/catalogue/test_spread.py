"""The first few differ in provider and kind where there is a choice, and nobody is buried."""

from collections import Counter
from functools import partial

from bot.catalogue.documents import Document
from bot.catalogue.model import Opportunity
from bot.catalogue.ranking import Ranked
from bot.catalogue.spread import spread
from bot.catalogue.turns import mark, turns


def ranked(id: str, provider: str, kind: str, fit: float = 1.0) -> Ranked:
    whole = partial(Opportunity, id, "c", id, provider, provider, kind)
    about = Document(1, id, provider, kind, "no", None, (), {}, {}, (), (), 1, None, frozenset(), whole)
    return Ranked(about, fit, fit)


def ids(chosen: list[Ranked]) -> list[str]:
    return [each.document.id for each in chosen]


def test_another_provider_of_another_kind_comes_first_where_it_fits_as_well() -> None:
    found = [ranked("a", "x", "club"), ranked("b", "x", "course"), ranked("c", "y", "club"), ranked("d", "z", "course")]
    assert ids(spread(found, 3)) == ["a", "d", "c"]


def test_another_provider_counts_more_than_another_kind() -> None:
    found = [ranked("a", "x", "club"), ranked("b", "x", "course"), ranked("c", "y", "club")]
    assert ids(spread(found, 2)) == ["a", "c"]


def test_a_third_thing_of_one_provider_gives_way_more_easily() -> None:
    found = [
        ranked("a", "x", "club"),
        ranked("b", "x", "club"),
        ranked("c", "x", "club"),
        ranked("d", "y", "club", 0.9),
    ]
    assert ids(spread(found, 3)) == ["a", "b", "d"]


def test_what_fits_worse_is_no_choice() -> None:
    found = [ranked("a", "x", "club"), ranked("b", "x", "club"), ranked("c", "y", "course", 0.7)]
    assert ids(spread(found, 3)) == ["a", "b", "c"]


def test_each_of_many_gets_its_turn_at_every_place() -> None:
    marks = [mark(f"item {number}") for number in range(10)]
    first: Counter[int] = Counter()
    for learner in range(1000):
        first.update(sorted(marks, key=turns(f"learner {learner}"))[:3])
    assert all(0.8 <= first[each] / 300 <= 1.25 for each in marks)


def test_the_same_seed_gives_the_same_order() -> None:
    marks = [mark(name) for name in "abcdef"]
    assert [turns("s")(each) for each in marks] == [turns("s")(each) for each in marks]
    assert [turns("s")(each) for each in marks] != [turns("t")(each) for each in marks]

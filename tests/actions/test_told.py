import pytest

from actions.answers import answer
from actions.heard import Entity, Heard, heard_from
from actions.told import told


def heard(text: str, intent: str, *entities: tuple[str, str]) -> Heard:
    return Heard(text, intent, tuple(Entity(name, value) for name, value in entities))


def test_what_somebody_likes_is_kept() -> None:
    change = told(heard("im into cars n drill", "tell_interest", ("interest", "cars"), ("interest", "drill")))
    assert change == {"add": {"interests": ["cars", "drill"]}}


def test_what_is_ruled_out_is_kept_as_ruled_out() -> None:
    message = Heard("not football", "tell_interest", (Entity("interest", "football", ruled_out=True),))
    assert told(message) == {"add": {"not_interests": ["football"]}}


def test_a_request_that_tells_an_age_keeps_the_age() -> None:
    change = told(
        heard("im 16 n into cars, any apprenticeships?", "find_opening", ("age", "16"), ("interest", "cars")),
    )
    assert change["set"] == {"age": 16}


def test_the_age_of_a_little_brother_is_not_the_learners() -> None:
    change = told(heard("any clubs for my little brother hes 12", "find_opportunity", ("age", "12")))
    assert "set" not in change


def test_asking_about_a_job_is_not_wanting_it() -> None:
    assert told(heard("what does a paramedic do", "ask_career_info", ("occupation", "paramedic"))) == {}


def test_asking_the_way_to_a_job_is_wanting_it() -> None:
    change = told(heard("how do i become a vet", "ask_pathway", ("occupation", "vet")))
    assert change == {"add": {"goals": ["vet"]}}


def test_a_place_asked_for_is_not_where_somebody_lives() -> None:
    assert "set" not in told(heard("art courses in Eastfield", "find_opportunity", ("area", "Eastfield")))


def test_a_place_somebody_lives_in_is_kept_with_a_request_too() -> None:
    change = told(heard("i live in Eastfield, any art courses", "find_opportunity", ("area", "Eastfield")))
    assert change["set"] == {"areas": ["Eastfield"]}


def test_circumstances_are_kept() -> None:
    change = told(
        heard(
            "only free weekends, no money, i use a wheelchair",
            "tell_situation",
            ("availability", "weekends"),
            ("budget", "no money"),
            ("access_need", "wheelchair"),
        ),
    )
    assert change == {
        "add": {"availability": ["weekends"], "access_needs": ["wheelchair"]},
        "set": {"budget": "no money"},
    }


def test_experience_is_kept_in_the_learners_own_words() -> None:
    change = told(heard("ive been helping at my uncles garage", "tell_experience", ("skill", "fixing cars")))
    assert change["add"]["experience"] == ["ive been helping at my uncles garage"]


def test_long_words_about_experience_are_cut() -> None:
    assert len(told(heard("x" * 900, "tell_experience"))["add"]["experience"][0]) == 200


def test_a_name_is_not_kept_as_something_liked() -> None:
    text = "my name is Ayesha and im into drawing"
    entities = [{"entity": "interest", "value": "Ayesha"}, {"entity": "interest", "value": "drawing"}]
    message = heard_from({"text": text, "intent": {"name": "tell_interest"}, "entities": entities})
    assert told(message) == {"add": {"interests": ["drawing"]}}


def test_a_name_is_no_answer_to_what_are_you_into() -> None:
    assert answer("interests", Heard("my name is Ayesha", "nlu_fallback")) is None


def test_where_somebody_is_from_is_kept_also_in_a_request() -> None:
    change = told(heard("17 from northgate, wanna do boxing", "find_opportunity", ("area", "northgate")))
    assert change["set"] == {"age": 17, "areas": ["northgate"]}


def test_free_evenings_are_time_and_not_money() -> None:
    change = told(
        heard("only got two evenings free", "tell_situation", ("availability", "evenings"), ("budget", "free"))
    )
    assert change == {"add": {"availability": ["evenings"]}}


def test_a_wish_for_free_things_is_about_money() -> None:
    assert told(heard("only free stuff", "tell_situation", ("budget", "free"))) == {"set": {"budget": "free"}}


def test_what_somebody_loves_is_kept_beside_where_they_live() -> None:
    entities = (("age", "15"), ("area", "kilnbrook"), ("interest", "horses"))
    change = told(heard("im 15 and live in kilnbrook and i love horses", "tell_situation", *entities))
    assert change == {"add": {"interests": ["horses"]}, "set": {"age": 15, "areas": ["kilnbrook"]}}


def test_asking_after_a_thing_is_not_loving_it() -> None:
    assert told(heard("what would i do with horses", "ask_details", ("interest", "horses"))) == {}


def test_who_cannot_pay_is_remembered_whatever_they_ask() -> None:
    assert told(heard("cant afford nothing", "find_opportunity")) == {"set": {"budget": "free"}}
    assert told(heard("my mate cant afford it", "ask_details")) == {}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("i work in retail im 24 but i want to be a nurse", 24),
        ("no grades (im 16)", 16),
        ("got the good bake badge. 18. who needs bakers", 18),
        ("im 15 minutes away", None),
        ("i am 20 quid short", None),
        ("my brother im told is 14", None),
    ],
)
def test_an_age_said_beside_something_else(text: str, years: int | None) -> None:
    assert told(Heard(text, "tell_goal")).get("set", {}).get("age") == years

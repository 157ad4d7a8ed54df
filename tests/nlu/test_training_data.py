"""The training data is broad, sound and free of copies; each test names every offender at once."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

DATA = Path(__file__).parents[2] / "data" / "nlu"
MINIMUM_EXAMPLES = 40
NEAR_DUPLICATE = 0.8
SHORTEST_COMPARED = 4

INTENTS = {
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "help",
    "ask_if_bot",
    "chitchat",
    "out_of_scope",
    "abuse",
    "cancel",
    "restart",
    "tell_interest",
    "tell_goal",
    "tell_experience",
    "tell_situation",
    "dont_know",
    "take_quiz",
    "find_opportunity",
    "show_more",
    "refine",
    "ask_details",
    "ask_how_to_join",
    "ask_why",
    "save_it",
    "not_for_me",
    "find_opening",
    "ask_fit",
    "ask_career_info",
    "ask_pathway",
    "ask_progress",
    "ask_next_step",
    "mark_done",
    "ask_about_badges",
    "ask_my_badges",
    "claim_badge",
    "get_recognised",
    "share_badge",
    "find_mentor",
    "find_peers",
    "talk_to_adviser",
    "show_plan",
    "set_reminder",
    "ask_privacy",
    "export_my_data",
    "delete_my_data",
    "complain",
    "praise",
    "change_language",
    "disclose_harm",
}
ENTITIES = {
    "interest",
    "occupation",
    "skill",
    "kind",
    "area",
    "age",
    "availability",
    "budget",
    "access_need",
    "ordinal",
    "badge",
    "when",
    "language",
}

ANNOTATION = re.compile(r"\[(?P<text>[^\[\]]*)\](?:\((?P<name>[^()]*)\)|(?P<details>\{[^{}]*\}))")
BRACKETS = re.compile(r"[\[\]{}]")
ARTICLE = re.compile(r"(?:a(?! levels?\b)|an|the) ", re.IGNORECASE)
WORD = re.compile(r"[\w']+")


class Example(NamedTuple):
    file: str
    intent: str
    marked: str

    @property
    def text(self) -> str:
        return ANNOTATION.sub(lambda match: match["text"], self.marked)

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.text.casefold())

    def __str__(self) -> str:
        return f"{self.file} {self.intent}: {self.marked}"


def read_examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                yield from block_examples(path.name, block["intent"], block["examples"])


def block_examples(file: str, intent: str, lines: str) -> Iterator[Example]:
    for line in lines.splitlines():
        if line.strip():
            yield Example(file, intent, line.strip().removeprefix("- "))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(read_examples(DATA))


def likeness(first: Example, second: Example) -> float:
    """Jaccard index of two texts' sets of words, 0 to 1."""
    ours, theirs = set(first.words), set(second.words)
    return len(ours & theirs) / len(ours | theirs)


def near_duplicates(examples: list[Example]) -> list[tuple[Example, Example]]:
    long_enough = [example for example in examples if len(example.words) >= SHORTEST_COMPARED]
    return [
        (one, other)
        for one, other in combinations(long_enough, 2)
        if one.intent == other.intent and likeness(one, other) >= NEAR_DUPLICATE
    ]


def details_fault(details: str) -> str | None:
    """What is wrong with an annotation's ``{...}`` part, or None."""
    try:
        fields = json.loads(details)
    except json.JSONDecodeError as fault:
        return f"not JSON ({fault})"
    if set(fields) != {"entity", "role"} or fields["role"] != "not":
        return 'only {"entity": ..., "role": "not"} is used'
    return None if fields["entity"] in ENTITIES else f"unknown entity {fields['entity']}"


def annotation_fault(match: re.Match[str]) -> str | None:
    text = match["text"]
    if text != text.strip() or not text:
        return "the span is empty or has loose spaces"
    if ARTICLE.match(text):
        return "the span begins with an article"
    if match["details"]:
        return details_fault(match["details"])
    return None if match["name"] in ENTITIES else f"unknown entity {match['name']}"


def faults(example: Example) -> Iterator[str]:
    for match in ANNOTATION.finditer(example.marked):
        fault = annotation_fault(match)
        if fault:
            yield f"{example}: {match[0]}: {fault}"
    if BRACKETS.search(ANNOTATION.sub("", example.marked)):
        yield f"{example}: a bracket stands outside an annotation"


def report(offenders: list[str]) -> str:
    return f"{len(offenders)} found:\n" + "\n".join(offenders)


def test_every_intent_has_enough_examples(examples: list[Example]) -> None:
    counts = Counter(example.intent for example in examples)
    thin = [f"{intent}: {counts[intent]}" for intent in INTENTS | set(counts) if counts[intent] < MINIMUM_EXAMPLES]
    assert not thin, report(sorted(thin))


def test_no_text_stands_twice_nor_under_two_intents(examples: list[Example]) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        places[" ".join(example.words) or example.text].append(str(example))
    copies = [" = ".join(found) for found in places.values() if len(found) > 1]
    assert not copies, report(copies)


def test_no_two_examples_of_an_intent_are_nearly_the_same(examples: list[Example]) -> None:
    pairs = [f"{one} ~ {other.marked}" for one, other in near_duplicates(examples)]
    assert not pairs, report(pairs)


def test_every_annotation_is_sound_and_names_a_known_entity(examples: list[Example]) -> None:
    unsound = [fault for example in examples for fault in faults(example)]
    assert not unsound, report(unsound)


def test_every_entity_is_annotated_somewhere(examples: list[Example]) -> None:
    found = {
        match["name"] or json.loads(match["details"])["entity"]
        for example in examples
        for match in ANNOTATION.finditer(example.marked)
    }
    assert found >= ENTITIES, report(sorted(ENTITIES - found))


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("i like [chess](hobby)", "unknown entity hobby"),
        ("[the chess](interest) club", "begins with an article"),
        ("[ chess](interest)", "loose spaces"),
        ("i like [chess] (interest)", "a bracket stands outside"),
        ("i like [chess](interest", "a bracket stands outside"),
        ('not [chess]{"entity": "interest"}', "only"),
        ('not [chess]{"entity": "interest", "role": "no"}', "only"),
        ('not [chess]{entity: "interest"}', "not JSON"),
    ],
)
def test_a_faulty_annotation_is_found(marked: str, fault: str) -> None:
    assert fault in " ".join(faults(Example("talk.yml", "greet", marked)))


def test_swapped_nouns_in_one_template_are_found() -> None:
    bar, farm = (
        Example("openings.yml", "find_opening", f"hi are there any {noun} jobs going near me please")
        for noun in ("[bar](interest)", "[farm](interest)")
    )
    assert near_duplicates([bar, farm]) == [(bar, farm)]


def test_the_same_wish_in_other_words_is_no_near_duplicate() -> None:
    one = Example("openings.yml", "find_opening", "are there any [bar](interest) jobs near me")
    other = Example("openings.yml", "find_opening", "any [bar](interest) work going round here")
    assert near_duplicates([one, other]) == []

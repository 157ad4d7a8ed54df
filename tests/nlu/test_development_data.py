"""The development set measures the guide on messages that nobody trained on; each test names every offender at once."""

from collections import Counter, defaultdict
from math import ceil, floor
from pathlib import Path

import pytest
import yaml

from tests.nlu.test_training_data import (
    DATA,
    INTENTS,
    SHORTEST_COMPARED,
    Example,
    faults,
    near_duplicates,
    read_examples,
    report,
)

DEVELOPMENT = Path(__file__).parent / "development"
SetsBySize = dict[int, list[tuple[set[str], Example]]]

MINIMUM_MESSAGES = 12
COPIED = 0.8
LEAST_IN_FILE = {"out_of_scope.yml": 60, "harm.yml": 120}


@pytest.fixture(scope="module")
def training() -> list[Example]:
    return list(read_examples(DATA))


@pytest.fixture(scope="module")
def development() -> list[Example]:
    return list(read_examples(DEVELOPMENT))


def plain(example: Example) -> str:
    """The text without case and punctuation; a text of signs alone stays as it is."""
    return " ".join(example.words) or example.text


def copies(messages: list[Example], known: list[Example]) -> list[str]:
    """Messages that stand among the known texts, word for word or with 80 % of their words."""
    exact = {plain(example): example for example in known}
    by_size = sets_by_size(known)
    return [
        f"{message} ~ {other}"
        for message in messages
        for other in [exact.get(plain(message)) or closest(message, by_size)]
        if other
    ]


def sets_by_size(known: list[Example]) -> SetsBySize:
    """Sets of words by how many they are: a much longer or shorter text cannot be a copy and needs no look."""
    by_size: SetsBySize = defaultdict(list)
    for example in known:
        if len(example.words) >= SHORTEST_COMPARED:
            words = set(example.words)
            by_size[len(words)].append((words, example))
    return by_size


def closest(message: Example, known: SetsBySize) -> Example | None:
    """A known text so like the message that measuring on it would flatter the model."""
    ours = set(message.words)
    if len(message.words) < SHORTEST_COMPARED:
        return None
    sizes = range(ceil(len(ours) * COPIED), floor(len(ours) / COPIED) + 1)
    near = (pair for size in sizes for pair in known.get(size, []))
    return next((other for words, other in near if len(ours & words) >= COPIED * len(ours | words)), None)


def test_no_development_message_stands_in_the_training_data(
    development: list[Example], training: list[Example]
) -> None:
    found = copies(development, training)
    assert not found, report(found)


def test_every_intent_is_measured(development: list[Example]) -> None:
    counts = Counter(example.intent for example in development)
    thin = [f"{name}: {counts[name]}" for name in INTENTS | set(counts) if counts[name] < MINIMUM_MESSAGES]
    assert not thin, report(sorted(thin))
    assert set(counts) == INTENTS


def test_no_message_stands_twice_nor_under_two_intents(development: list[Example]) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for example in development:
        places[plain(example)].append(str(example))
    repeated = [" = ".join(found) for found in places.values() if len(found) > 1]
    assert not repeated, report(repeated)


def test_no_two_messages_of_an_intent_are_nearly_the_same(development: list[Example]) -> None:
    pairs = [f"{one} ~ {other.marked}" for one, other in near_duplicates(development)]
    assert not pairs, report(pairs)


def test_every_annotation_is_sound(development: list[Example]) -> None:
    unsound = [fault for example in development for fault in faults(example)]
    assert not unsound, report(unsound)


@pytest.mark.parametrize(("file", "least"), LEAST_IN_FILE.items())
def test_out_of_scope_and_harm_have_enough_messages_to_measure(
    development: list[Example], file: str, least: int
) -> None:
    assert sum(example.file == file for example in development) >= least


def test_harm_is_told_apart_as_explicit_and_indirect_and_stands_beside_look_alikes() -> None:
    blocks = yaml.safe_load((DEVELOPMENT / "harm.yml").read_text(encoding="utf-8"))["nlu"]
    sizes: Counter[str] = Counter()
    for block in blocks:
        group = block["metadata"]["directness"] if block["intent"] == "disclose_harm" else "look-alike"
        sizes[group] += len(block["examples"].splitlines())
    assert set(sizes) == {"explicit", "indirect", "look-alike"}
    assert min(sizes["explicit"], sizes["indirect"]) >= 30
    assert sizes["look-alike"] >= 60


def test_a_copy_in_other_case_and_punctuation_is_found() -> None:
    known = Example("talk.yml", "greet", "hiya, im new!")
    copy = Example("dev.yml", "greet", "Hiya im new")
    assert copies([copy], [known]) == [f"{copy} ~ {known}"]


def test_a_text_with_one_word_swapped_in_is_a_copy_and_one_in_other_words_is_not() -> None:
    known = Example("discover.yml", "find_opportunity", "any good chess clubs in town")
    swapped = Example("dev.yml", "find_opportunity", "any good chess clubs in town please")
    fresh = Example("dev.yml", "find_opportunity", "wheres a place to play chess")
    assert copies([swapped, fresh], [known]) == [f"{swapped} ~ {known}"]

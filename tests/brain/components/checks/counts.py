"""Checks of the counts; they need scikit-learn and run in Rasa's environment."""

import json
from collections import Counter

import numpy as np

from bot.brain.components.counts import Counts, Reading, reading
from bot.brain.components.lexicon import Found
from bot.brain.components.normaliser import normalise

TEXTS = ["i want to be a nurse", "i want to be a vet", "where is the club", "where is the gym?"]
READINGS = [Reading(text, text) for text in TEXTS]


def fitted() -> Counts:
    counts = Counts(4, 2, 4)
    counts.fit(4 * READINGS)
    return counts


def test_known_phrases_are_named_by_kind_in_the_outline() -> None:
    words = normalise("i wanna be a tree surgeon innit")
    known = Found(4, 6, Counter(occupation=2, interest=1), ("tree", "surgeon"))
    assert reading(words, [known]) == Reading(
        "i want to be a tree surgeon is it not", "i want to be a someoccupation is it not"
    )


def test_what_is_stored_as_json_counts_as_before() -> None:
    before, after = fitted(), Counts(4, 2, 4)
    after.restore(json.loads(json.dumps(before.state())))
    assert np.allclose(before.rows(READINGS).toarray(), after.rows(READINGS).toarray())


def test_a_question_mark_is_a_word() -> None:
    plain, asked = fitted().rows([Reading("the gym", ""), Reading("the gym ?", "")]).toarray()
    assert not np.array_equal(plain, asked)


def test_text_of_unknown_words_is_an_empty_row() -> None:
    assert fitted().rows([Reading("", "")]).nnz == 0

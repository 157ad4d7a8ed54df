"""Learns the weights of harm_hints.py and harm_meaning.py: `python -m bot.language.harm_learning`, from the root.

Examples are the assistant's training messages (data/nlu/) and tests/language/harm_examples.yml; never harm_unseen.yml
or tests/nlu/development/, which measure. Logistic regression by AdaGrad (Duchi, Hazan and Singer, 2011), its weights
averaged over the second half of the passes. By meaning it is Newton's method, where the sentence model is installed.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from bot.language import harm_meaning
from bot.language.harm import literal
from bot.language.harm_files import FOLDER
from bot.language.harm_hints import START, WEIGHTS, features
from bot.settings import PROJECT

Example = tuple[set[str], bool, float]
"""The features of a message, whether it tells of harm, and how much a mistake about it matters."""

HARM = "disclose_harm"
MARKS = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
PASSES = 14
RATE = 0.3
SHRINK = 0.003
HARM_COUNTS = 4.0
"""How much more a missed example of harm matters than a false alarm."""
LOOK_ALIKES_COUNT = 3.0
"""And a false alarm over what only sounds like harm, beside one over everyday messages, which are many more."""
SEEN_AT_LEAST = 2
SMALLEST = 0.1
"""Weights nearer to nothing are left out of the file."""

SPREAD_AT_LEAST = 1e-4
RIDGE = 300.0
STEPS = 10
"""Of Newton's method."""


def main() -> None:
    learn_words()
    if harm_meaning.is_there():
        learn_meaning()


def learn_words() -> None:
    weights = learn(list(examples(PROJECT)))
    kept = sorted((feature, weight) for feature, weight in weights.items() if abs(weight) >= SMALLEST)
    rows = "".join(f"{feature}\t{weight:.2f}\n" for feature, weight in kept)
    head = "# Made by `python -m bot.language.harm_learning`: what each word or run of words weighs.\n"
    (FOLDER / WEIGHTS).write_text(head + rows, encoding="utf-8")


def learn_meaning() -> None:
    texts, harmful, counts = zip(*_texts(PROJECT), strict=True)
    rows = np.stack([harm_meaning.vector(text) for text in texts]).astype(np.float64)
    found = _newton(rows, np.array(harmful, dtype=np.float64), np.array(counts))
    weights = "".join(f"{weight:.5f}\n" for weight in found)
    head = "# Made by `python -m bot.language.harm_learning`: what each number of a meaning weighs, and START.\n"
    (FOLDER / harm_meaning.WEIGHTS).write_text(head + weights, encoding="utf-8")


def _newton(rows: "np.ndarray", harmful: "np.ndarray", counts: "np.ndarray") -> "np.ndarray":
    """Weights of a ridge logistic regression on levelled columns, turned to fit the columns as they are."""
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + SPREAD_AT_LEAST
    levelled = np.column_stack([(rows - centre) / spread, np.ones(len(rows))])
    ridge = np.append(np.full(len(centre), RIDGE), 0.0)
    weights = np.zeros(levelled.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-levelled @ weights))
        slope = levelled.T @ (counts * (likely - harmful)) + ridge * weights
        curve = (levelled * (counts * likely * (1 - likely))[:, None]).T @ levelled + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    turned = weights[:-1] / spread
    return np.append(turned, weights[-1] - centre @ turned)


def examples(project: Path) -> Iterator[Example]:
    """Every message to learn from."""
    for text, harmful, counts in _texts(project):
        yield features(literal(text)), harmful, counts


def learn(known: Sequence[Example]) -> dict[str, float]:
    """The weight of every feature, and that of START, which every message has."""
    seen = Counter(feature for message, _, _ in known for feature in message)
    places = {feature: at for at, feature in enumerate(f for f, count in seen.items() if count >= SEEN_AT_LEAST)}
    rows = [np.array([places[one] for one in sorted(message) if one in places], dtype=int) for message, _, _ in known]
    weights, start = _descend(rows, [(harmful, counts) for _, harmful, counts in known], len(places))
    return {START: start, **{feature: float(weights[at]) for feature, at in places.items()}}


def _descend(rows: list["np.ndarray"], right: list[tuple[bool, float]], width: int) -> tuple["np.ndarray", float]:
    weights, squares, total = np.zeros(width), np.full(width, 1e-8), np.zeros(width)
    start, start_squares = -3.0, 1e-8
    order, chance = list(range(len(rows))), random.Random(0)  # noqa: S311 - no secret, and the same each time
    for turn in range(PASSES):
        chance.shuffle(order)
        for at in order:
            row, scale = rows[at], math.sqrt(max(1, len(rows[at])))
            odds = start + weights[row].sum() / scale
            harmful, counts = right[at]
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - harmful) * counts
            slope = error / scale + SHRINK * weights[row]
            squares[row] += slope * slope
            weights[row] -= RATE * slope / np.sqrt(squares[row])
            start_squares += error * error
            start -= RATE * error / math.sqrt(start_squares)
        if turn >= PASSES // 2:
            total += weights
    return total / (PASSES - PASSES // 2), start


def _texts(project: Path) -> Iterator[tuple[str, bool, float]]:
    yaml = YAML(typ="safe", pure=True)
    ours = yaml.load(project / "tests" / "language" / "harm_examples.yml")
    for heading, texts in ours.items():
        harmful = heading != "harmless"
        yield from ((text, harmful, HARM_COUNTS if harmful else LOOK_ALIKES_COUNT) for text in texts)
    for file in sorted((project / "data" / "nlu").glob("*.yml")):
        for block in yaml.load(file)["nlu"]:
            for line in block["examples"].splitlines() if "intent" in block else ():
                harmful = block["intent"] == HARM
                yield MARKS.sub(r"\1", line.removeprefix("- ")), harmful, HARM_COUNTS if harmful else 1.0


if __name__ == "__main__":
    main()

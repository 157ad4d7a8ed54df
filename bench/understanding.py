"""`make evaluate`: how well messages that nobody trained on are understood. Runs in Rasa's environment.

Trains on data/nlu, listens to tests/nlu/development as written and spoilt, prints tables, leaves pictures in
var/evaluation/. `--stock` trains Rasa's stock pipeline on the same data beside it. `--held-out` trains on four fifths
of the training data and listens to the rest instead: choices are made by that, and the development set only reports.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from bench import pictures
from bench.figures import milliseconds, percentile, show
from bench.noise import noisy
from bench.understood import (
    FALLBACK,
    Entity,
    Understood,
    accuracy,
    all_found,
    calibration_error,
    confusions,
    entity_share,
    in_scope_turned_away,
    intent_share,
    is_unsure,
    macro_f1,
    out_of_scope_recall,
    reliability,
)
from bot.brain import quiet

TRAINING = Path("data/nlu")
DEVELOPMENT = Path("tests/nlu/development")
OURS = Path("config.yml")
STOCK = Path("bench/stock_pipeline.yml")
PICTURES = Path("var/evaluation")
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
PARTS = 5
WORST = 25


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    intent: str
    entities: frozenset[Entity]


@dataclass(frozen=True, slots=True)
class Run:
    """What one pipeline made of the messages, and the seconds that it took."""

    clean: list[Understood]
    spoilt: list[Understood]
    parses: list[float]
    training: float
    loading: float


def main() -> None:
    options = _parser().parse_args()
    quiet.prepare_environment()
    quiet.import_quickly()
    quiet.silence_rasa()
    config = _fallback_settings(OURS)
    with tempfile.TemporaryDirectory() as folder:
        training, said = _held_out(Path(folder)) if options.held_out else (TRAINING, list(messages(DEVELOPMENT)))
        runs = {"Waymark": run(OURS, training, said)}
        if options.stock:
            runs["stock"] = run(STOCK, training, said)
    report(runs, *config)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    parser.add_argument("--stock", action="store_true", help="train Rasa's stock pipeline beside it (takes minutes)")
    parser.add_argument("--held-out", action="store_true", help="measure on a part of the training data")
    return parser


def messages(folder: Path) -> Iterator[Said]:
    """Every example in the folder, with its entities' places."""
    from rasa.shared.nlu.training_data.loading import load_data

    for message in load_data(str(folder)).intent_examples:
        marks = message.get("entities", [])
        yield Said(message.get("text"), message.get("intent"), frozenset(map(_entity, marks)))


def _entity(mark: dict[str, Any]) -> Entity:
    return mark["start"], mark["end"], mark["entity"], mark.get("role") == "not"


def spoil(said: Said) -> Said:
    """The same message as typed in a hurry; the same each time."""
    out = {(start, end, name): ruled_out for start, end, name, ruled_out in said.entities}
    text, moved = noisy(said.text, sorted(out), crc32(said.text.encode()))
    kept = frozenset((*mark, out[before]) for before, mark in zip(sorted(out), moved, strict=False))
    return Said(text, said.intent, kept)


def run(config: Path, training: Path, said: Sequence[Said]) -> Run:
    """Train the pipeline and have it read every message, as written and spoilt."""
    with tempfile.TemporaryDirectory() as folder:
        # Rasa would take what it trained before, and the time would be wrong.
        os.environ["RASA_CACHE_DIRECTORY"] = folder
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        started = time.monotonic()
        model = train_nlu(str(config), str(training), folder, domain="domain.yml")
        trained = time.monotonic()
        agent = Agent.load(model)
        loaded = time.monotonic()
        clean, parses = asyncio.run(_listen(agent, said))
        spoilt, _ = asyncio.run(_listen(agent, [spoil(one) for one in said]))
    return Run(clean, spoilt, parses, trained - started, loaded - trained)


async def _listen(agent: Any, said: Sequence[Said]) -> tuple[list[Understood], list[float]]:
    results, seconds = [], []
    for one in said:
        started = time.perf_counter()
        parsed = await agent.parse_message(one.text)
        seconds.append(time.perf_counter() - started)
        results.append(_understood(one, parsed))
    return results, seconds


def _understood(said: Said, parsed: dict[str, Any]) -> Understood:
    ranking = [rank for rank in parsed.get("intent_ranking", [parsed["intent"]]) if rank["name"] != FALLBACK]
    return Understood(
        text=said.text,
        intent=said.intent,
        entities=said.entities,
        guess=ranking[0]["name"] or "",
        sure=ranking[0]["confidence"],
        next_sure=ranking[1]["confidence"] if len(ranking) > 1 else 0.0,
        found=frozenset(map(_entity, parsed["entities"])),
    )


def _held_out(folder: Path) -> tuple[Path, list[Said]]:
    """Four fifths of the training data in a folder to train on, and the rest to listen to."""
    from rasa.shared.nlu.training_data.loading import load_data

    data = load_data(str(TRAINING))
    kept = data.filter_training_examples(lambda message: not _is_held_out(message.get("text")))
    kept.persist(str(folder))
    return folder, [said for said in messages(TRAINING) if _is_held_out(said.text)]


def _is_held_out(text: str | None) -> bool:
    return crc32((text or "").encode()) % PARTS == 0


def _fallback_settings(config: Path) -> tuple[float, float]:
    from rasa.shared.utils.io import read_yaml_file

    parts = {part["name"]: part for part in read_yaml_file(str(config))["pipeline"]}
    fallback = parts["FallbackClassifier"]
    return fallback["threshold"], fallback["ambiguity_threshold"]


def report(runs: dict[str, Run], threshold: float, ambiguity: float) -> None:
    """Print the tables and draw the pictures."""
    show("Understanding", ["", *runs], list(_summary(runs, threshold, ambiguity)))
    ours = runs["Waymark"]
    _entities(ours)
    _thresholds(ours, ambiguity)
    _confidence(ours)
    _confusions(ours)
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "confusion.svg").write_text(pictures.confusion_picture(ours.clean), encoding="utf-8")
    (PICTURES / "reliability.svg").write_text(pictures.reliability_picture(ours.clean), encoding="utf-8")
    (PICTURES / "wrong.txt").write_text("\n".join(_mistakes(ours.clean)) + "\n", encoding="utf-8")
    print(f"Pictures, and every mistake: {PICTURES}/")


def _summary(runs: dict[str, Run], threshold: float, ambiguity: float) -> Iterator[list[str]]:
    figures: dict[str, Callable[[Run], str]] = {
        "messages": lambda run: str(len(run.clean)),
        "intent accuracy, as written": lambda run: f"{accuracy(run.clean):.3f}",
        "intent accuracy, spoilt": lambda run: f"{accuracy(run.spoilt):.3f}",
        "intent macro-F1": lambda run: f"{macro_f1(run.clean):.3f}",
        "entity precision": lambda run: f"{entity_share(run.clean).precision:.3f}",
        "entity recall": lambda run: f"{entity_share(run.clean).recall:.3f}",
        "entity F1, as written": lambda run: f"{entity_share(run.clean).f1:.3f}",
        "entity F1, spoilt": lambda run: f"{entity_share(run.spoilt).f1:.3f}",
        "several entities, all found": lambda run: "{} of {}".format(*all_found(run.clean)),
        "out of scope, seen": lambda run: f"{out_of_scope_recall(run.clean, threshold, ambiguity):.3f}",
        "in scope, turned away": lambda run: f"{in_scope_turned_away(run.clean, threshold, ambiguity):.3f}",
        "calibration error": lambda run: f"{calibration_error(run.clean):.3f}",
        "a parse, p50": lambda run: milliseconds(percentile(run.parses, 50)),
        "a parse, p95": lambda run: milliseconds(percentile(run.parses, 95)),
        "training": lambda run: f"{run.training:.0f} s",
        "loading": lambda run: f"{run.loading:.1f} s",
    }
    for name, figure in figures.items():
        yield [name, *(figure(run) for run in runs.values())]


def _entities(ours: Run) -> None:
    rows = []
    for name in sorted({entity[2] for one in ours.clean for entity in one.entities | one.found}):
        share = entity_share(ours.clean, name)
        count = share.right + share.missed
        rows.append([name, str(count), f"{share.precision:.2f}", f"{share.recall:.2f}", f"{share.f1:.2f}"])
    show("Entities", ["", "how many", "precision", "recall", "F1"], rows)


def _thresholds(ours: Run, ambiguity: float) -> None:
    rows = [
        [
            f"{threshold:.2f}",
            f"{out_of_scope_recall(ours.clean, threshold, ambiguity):.3f}",
            f"{in_scope_turned_away(ours.clean, threshold, ambiguity):.3f}",
            str(sum(is_unsure(one, threshold, ambiguity) and one.guess != one.intent for one in ours.clean)),
            str(sum(is_unsure(one, threshold, ambiguity) and one.guess == one.intent for one in ours.clean)),
        ]
        for threshold in THRESHOLDS
    ]
    columns = ["threshold", "out of scope, seen", "in scope, turned away", "wrong held back", "right held back"]
    show("What each threshold would do", columns, rows)


def _confidence(ours: Run) -> None:
    rows = [[f"{sure:.2f}", f"{right:.2f}", str(count)] for sure, right, count in reliability(ours.clean)]
    show("Confidence", ["said", "right", "how many"], rows)


def _confusions(ours: Run) -> None:
    worst = confusions(ours.clean).most_common(WORST)
    show("Taken for another", ["meant", "understood", "times"], [[a, b, str(count)] for (a, b), count in worst])
    intents = sorted({one.intent for one in ours.clean}, key=lambda intent: intent_share(ours.clean, intent).f1)
    weakest = [(intent, intent_share(ours.clean, intent)) for intent in intents[:10]]
    rows = [[intent, f"{share.precision:.2f}", f"{share.recall:.2f}", f"{share.f1:.2f}"] for intent, share in weakest]
    show("Weakest intents", ["", "precision", "recall", "F1"], rows)


def _mistakes(results: Sequence[Understood]) -> Iterator[str]:
    for one in results:
        if one.guess != one.intent:
            yield f"intent  {one.intent} -> {one.guess} ({one.sure:.2f}): {one.text}"
        if one.found != one.entities:
            missed, extra = (_words(one, some) for some in (one.entities - one.found, one.found - one.entities))
            yield f"entity  {one.intent}: {one.text} | missed {missed} | extra {extra}"


def _words(one: Understood, entities: frozenset[Entity]) -> str:
    return ", ".join(
        f"{one.text[start:end]} ({'not ' if ruled_out else ''}{name})"
        for start, end, name, ruled_out in sorted(entities)
    )


if __name__ == "__main__":
    main()

"""How well pairs with labels are told apart, and how long that takes by the number of listings."""

import os
import time

from bench.figures import show
from bot.catalogue.duplicates.finding import find
from tests.catalogue.duplicates.labelled import labelled

COUNTS = [int(count) for count in os.environ.get("ROWS", "1000,10000,100000").split(",")]
SEED = 7
"""Not one of those that the tests use."""


async def main() -> None:
    columns = ("listings", "pairs that are the same", "found", "precision", "recall", "seconds", "processor")
    show("Likely duplicates", columns, [_row(count) for count in COUNTS])


def _row(count: int) -> list[str]:
    sample = labelled(count, SEED)
    began, processor = time.perf_counter(), time.process_time()
    found = {(pair.first.id, pair.second.id) for pair in find(sample.listings)}
    took, processor = time.perf_counter() - began, time.process_time() - processor
    right = len(found & sample.same)
    return [
        f"{len(sample.listings):,}", f"{len(sample.same):,}", f"{len(found):,}", f"{right / len(found):.4f}",
        f"{right / len(sample.same):.4f}", f"{took:.1f}", f"{processor:.1f}",
    ]  # fmt: skip

"""A large file read and checked by a process of its own, so that what stores its rows has a processor to itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import tzinfo
from multiprocessing.connection import Connection, Pipe
from typing import TYPE_CHECKING, Any, Self

from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.importing.batches import Batch, Batches, Order
from bot.catalogue.importing.references import References

if TYPE_CHECKING:
    from pathlib import Path


class BatchesApart:
    """As `Batches`, from another process, which ends with this one, however this one ends."""

    def __init__(self, order: Order, zone: tzinfo, references: References) -> None:
        self._told = (order, zone, references)
        self.rejected_file: Path | None = None

    def __enter__(self) -> Self:
        # Started plainly: multiprocessing would run the program's own file once more.
        self._line, theirs = Pipe()
        with theirs:
            end = theirs.fileno()
            command = [sys.executable, "-P", "-c", f"from {__name__} import serve; serve({end})"]
            env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            self._process = subprocess.Popen(command, pass_fds=[end], env=env, stdin=subprocess.DEVNULL)
        self._line.send(self._told)
        del self._told
        return self

    def __exit__(self, *error: object) -> None:
        self._line.close()
        self._process.wait()

    def next(self) -> Batch:
        batch: Batch
        batch, self.rejected_file = self._ask("next")
        return batch

    def came(self, kind: str, ids: Sequence[str]) -> list[bool]:
        found: list[bool] = self._ask("came", kind, ids)
        return found

    def _ask(self, *question: Any) -> Any:
        try:
            self._line.send(question)
            answer = self._line.recv()
        except (EOFError, ConnectionError) as error:
            raise OSError("what reads the file has come to its end too soon") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def serve(end: int) -> None:
    """The other process: answers at this end of a line until nobody is at the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks gets it too, and hangs up
    with Connection(end) as line:
        try:
            _answer(line)
        except (EOFError, ConnectionError):
            return


def _answer(line: Connection) -> None:
    with Batches(*line.recv()) as batches:
        while True:
            name, *asked = line.recv()
            line.send(_answered(batches, name, asked))


def _answered(batches: Batches, name: str, asked: Sequence[Any]) -> Any:
    try:
        if name == "came":
            return batches.came(*asked)
        return batches.next(), batches.rejected_file
    except (UnreadableError, OSError) as error:
        return error

"""A PostgreSQL of the tests' own: a temporary folder, a port of its own, nothing kept."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "autovacuum=off")


class Server:
    def __init__(self, port: int) -> None:
        self.address = f"postgresql://postgres@127.0.0.1:{port}"

    def url(self, database: str) -> str:
        return f"{self.address}/{database}"

    def run(self, command: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(command.encode())


@contextmanager
def running() -> Iterator[Server]:
    """A server that has started, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-postgresql-"))
    try:
        data, port = folder / "data", _free_port()
        _give_away(folder)
        _run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "-D", str(data))
        settings = [part for setting in HASTE for part in ("-c", setting)]
        process = subprocess.Popen(
            [*_as_somebody(), _program("postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), *settings],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            server = Server(port)
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: Server, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        with contextlib.suppress(psycopg.OperationalError):
            server.run("SELECT 1")
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("the tests' PostgreSQL did not start")


def _run(program: str, *arguments: str) -> None:
    subprocess.run([*_as_somebody(), _program(program), *arguments], check=True, capture_output=True)


def _program(name: str) -> str:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which(name) or (str(folders[-1] / name) if folders else None)
    if found is None:
        raise RuntimeError("PostgreSQL is not installed; `make setup-tests` installs it")
    return found


def _as_somebody() -> Sequence[str]:
    """PostgreSQL refuses to run as root. setpriv becomes the server itself, so that ending it ends the server."""
    if os.getuid() != 0:
        return ()
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--")


def _give_away(folder: Path) -> None:
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

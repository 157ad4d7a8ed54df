"""Takes the ports before the slow part of the start, so that a second `waymark up` ends at once and says why."""

import asyncio
import errno
import socket
from collections.abc import Iterable

from bot.supervisor.failure import StartError

BACKLOG = 512
BRAIN_LEAVES = 5.0
"""Seconds that a brain of an earlier start, which was killed, may take to notice."""


def listen(host: str, port: int, setting: str) -> socket.socket:
    """A socket that listens. StartError, which names the setting, when that is impossible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise _refusal(error, host, port, setting) from error


async def wait_until_free(ports: Iterable[int], seconds: float = BRAIN_LEAVES) -> None:
    """Waits for ports on 127.0.0.1 to be free. StartError when one is not in time."""
    for port in ports:
        try:
            async with asyncio.timeout(seconds):
                while not _is_free(port):  # noqa: ASYNC110 - nothing tells of another process
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise StartError(f"Port {port} is taken: stop what uses it, or set WAYMARK_BRAIN_PORT.") from None


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _refusal(error: OSError, host: str, port: int, setting: str) -> StartError:
    if error.errno == errno.EADDRINUSE:
        return StartError(f"Port {port} is taken: stop what uses it, or set {setting} to another.")
    return StartError(f"Cannot listen on {host} port {port} ({error.strerror}): set WAYMARK_HOST or {setting}.")

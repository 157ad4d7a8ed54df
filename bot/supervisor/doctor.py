"""Looks at everything that Waymark needs, and says what is wrong and what to do about it."""

import asyncio
import platform
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp

from bot.settings import Settings
from bot.supervisor.store_health import StoreHealth
from bot.supervisor.training import RASA_PYTHON, fitting_model

LOOPBACK = "127.0.0.1"
RASA_VERSIONS = "import platform, importlib.metadata as m; print(platform.python_version(), m.version('rasa'))"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and one line about it."""

    well: bool
    line: str


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, as it is made. Nothing is changed."""
    yield Finding(True, f"Python {platform.python_version()} runs the edge.")
    yield await _rasa()
    yield await _model()
    async for well, line in StoreHealth(settings).findings():
        yield Finding(well, line)
    yield await _port(settings.host, settings.port, "WAYMARK_PORT")
    yield await _port(LOOPBACK, settings.actions_port, "WAYMARK_ACTIONS_PORT")
    if not settings.brains_elsewhere:
        for port in range(settings.brain_port, settings.brain_port + settings.brains):
            yield await _port(LOOPBACK, port, "WAYMARK_BRAIN_PORT")
    for url in settings.brains_elsewhere:
        well = await _answers(f"{url}/healthz")
        yield Finding(well, f"The brain at {url} answers." if well else f"The brain at {url} is not ready: start it.")


async def _rasa() -> Finding:
    if not RASA_PYTHON.exists():
        return Finding(False, "Rasa's environment is missing: run `make setup`.")
    process = await asyncio.create_subprocess_exec(
        RASA_PYTHON, "-c", RASA_VERSIONS, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _ = await process.communicate()
    if process.returncode != 0:
        return Finding(False, "Rasa's environment is broken: remove .venv-rasa and run `make setup`.")
    python, rasa = said.decode().split()
    return Finding(True, f"Python {python} runs Rasa {rasa}.")


async def _model() -> Finding:
    model = await asyncio.to_thread(fitting_model)
    if model.exists():
        return Finding(True, f"The model {model.name} fits the training data.")
    return Finding(False, "No model fits the training data: run `waymark train`.")


async def _port(host: str, port: int, setting: str) -> Finding:
    try:
        socket.create_server((host, port)).close()
    except OSError:
        if await _answers(f"http://{host}:{port}/healthz"):
            return Finding(True, f"Port {port} is Waymark's.")
        return Finding(False, f"Port {port} is taken: stop what uses it, or set {setting} to another.")
    return Finding(True, f"Port {port} is free.")


async def _answers(url: str) -> bool:
    """Whether one of ours answers there, ready or not."""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session, session.get(url) as answer:
            return "status" in await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
        return False

"""A stock assistant: the same model and actions under `rasa run` with its SQL tracker store."""

import asyncio
import os
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bench.load import Begin, Say
from bot.app import Edge, compose, serve
from bot.settings import PROJECT, Settings
from bot.supervisor.storage import opened
from bot.supervisor.training import rasa_python
from tests.conversations.waymark import free_port

READY_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Stock:
    begin: Begin
    pid: int
    """Of `rasa run`."""


@asynccontextmanager
async def running(home: Path, model: Path) -> AsyncIterator[Stock]:
    """Rasa's server on a store that Waymark filled in `home`; actions are answered by rasa-sdk's executor, as ours."""
    secret, actions, port = secrets.token_urlsafe(16), socket.create_server(("127.0.0.1", 0)), free_port()
    settings = Settings(home=home, actions_token=SecretStr(secret))
    endpoints = _endpoints(home, actions.getsockname()[1], secret)
    async with opened(settings.store_url) as store:
        edge = compose(settings, store, [])
        serving, rasa = serve(edge.actions_app(), actions), _rasa(port, model, endpoints)
        async with serving, rasa as pid, aiohttp.ClientSession() as http:
            await _until_ready(http, port)
            yield Stock(_beginner(edge, http, port), pid)


def _endpoints(home: Path, actions: int, secret: str) -> Path:
    path = home / "endpoints.yml"
    path.write_text(
        f"""action_endpoint:
  url: http://127.0.0.1:{actions}/webhook
  headers:
    Authorization: Bearer {secret}
tracker_store:
  type: SQL
  dialect: sqlite
  db: {home / "tracker.db"}
"""
    )
    return path


@asynccontextmanager
async def _rasa(port: int, model: Path, endpoints: Path) -> AsyncIterator[int]:
    options: Sequence[str] = ("--port", str(port), "--interface", "127.0.0.1", "--enable-api", "--quiet")
    command = [rasa_python(), "-m", "rasa", "run", "--model", str(model), "--endpoints", str(endpoints), *options]
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, env=_environment())
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


def _environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


async def _until_ready(http: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(READY_WITHIN):
        while True:
            try:
                async with http.get(f"http://127.0.0.1:{port}/status") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.5)


def _beginner(edge: Edge, http: aiohttp.ClientSession, port: int) -> Begin:
    url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    async def begin() -> Say:
        begun = await edge.services.chat.begin(edge.settings.city, "bench", "en")

        async def say(text: str) -> None:
            async with http.post(url, json={"sender": begun.conversation.id, "message": text}) as answer:
                assert await answer.json(), "stock said nothing"

        return say

    return begin

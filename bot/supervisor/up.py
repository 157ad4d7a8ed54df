"""`waymark up`: everything that one machine needs, started in the right order and ended together."""

import asyncio
import contextlib
import gc
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from socket import socket

from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError

from bot.app import Edge, compose, serve
from bot.catalogue.gazetteer import write_gazetteer
from bot.console import demo
from bot.settings import Settings
from bot.store.engine import Store
from bot.supervisor.brains import BrainProcess, command, environment
from bot.supervisor.children import Children
from bot.supervisor.city import folder_of, load_city, told
from bot.supervisor.failure import StartError
from bot.supervisor.ports import listen, wait_until_free
from bot.supervisor.storage import opened
from bot.supervisor.training import ensure_model

LOOPBACK = "127.0.0.1"
FRESH = 3600.0
"""Seconds between two looks at the city's files."""
COLLECT_EVERY = 20_000
"""Objects more than before, at which the collector looks for rings among the new ones."""
LOOK = 0.15
"""Seconds between two looks whether a brain that runs elsewhere is ready."""


class Up:
    """One run of `waymark up`. `say` is told of each step."""

    def __init__(self, settings: Settings, children: Children, say: Callable[[str], None]) -> None:
        token = settings.actions_token.get_secret_value() or secrets.token_urlsafe(32)
        self._settings = settings.model_copy(update={"actions_token": SecretStr(token)})
        self._children = children
        self._say = say

    async def run(self) -> None:
        """Runs until cancelled. StartError when something cannot start."""
        settings = self._settings
        with (
            listen(settings.host, settings.port, "WAYMARK_PORT") as web,
            listen(LOOPBACK, settings.actions_port, "WAYMARK_ACTIONS_PORT") as actions,
        ):
            # Two tasks, so that both sides start together and, when it is over, end together.
            async with asyncio.TaskGroup() as group:
                thinking = group.create_task(self._think(group))
                group.create_task(self._live(web, actions, thinking))

    async def _live(self, web: socket, actions: socket, thinking: "asyncio.Task[None]") -> None:
        """The edge's side: the store, the servers and the city's files."""
        self._say("Opening the store ...")
        async with opened(self._settings.store_url) as store, self._serve(store, web, actions) as edge:
            if edge.telegram is None:
                self._say("Telegram is off: WAYMARK_TELEGRAM_TOKEN has no bot's token.")
            await load_city(self._settings, store, self._say)
            await asyncio.to_thread(self._write_endpoints)
            await thinking
            await self._wait_for_brains(edge)
            address = f"http://{_shown(self._settings.host)}:{self._settings.port}"
            self._say(f"Waymark is ready at {address}")
            password = await demo.first_person(edge.desk.staff, self._settings.city)
            self._say(demo.told(password, address))
            _stay()
            await self._keep_fresh(store)

    def _brain_urls(self) -> list[str]:
        return self._settings.brains_elsewhere or [f"http://{LOOPBACK}:{port}" for port in self._brain_ports()]

    def _brain_ports(self) -> range:
        return range(self._settings.brain_port, self._settings.brain_port + self._settings.brains)

    async def _think(self, group: asyncio.TaskGroup) -> None:
        """Starts the brains, as soon as there is a model for them."""
        if self._settings.brains_elsewhere:
            return
        model = await ensure_model(self._children, self._say)
        await wait_until_free(self._brain_ports())
        self._say("Starting the brain ...")
        for port in self._brain_ports():
            group.create_task(self._brain(port, model).run())

    def _brain(self, port: int, model: Path) -> BrainProcess:
        settings = self._settings
        secret = settings.actions_token.get_secret_value()
        return BrainProcess(
            command(port, model),
            environment(settings.actions_port, secret, settings.gazetteer),
            f"http://{LOOPBACK}:{port}",
            self._children,
        )

    @contextlib.asynccontextmanager
    async def _serve(self, store: Store, web: socket, actions: socket) -> AsyncIterator[Edge]:
        edge = compose(self._settings, store, self._brain_urls())
        async with serve(edge.actions_app(), actions), serve(edge.web_app(), web):
            yield edge

    async def _keep_fresh(self, store: Store) -> None:
        """Loads the folder again when a file or the week has changed, since its dates may be relative to the week."""
        while True:
            await asyncio.sleep(FRESH)
            try:
                reports = await folder_of(self._settings, store).load()
            except (StartError, SQLAlchemyError) as error:
                self._say(f"The city's files were left as they were: {error}")
                continue
            if reports:
                await write_gazetteer(store, self._settings.gazetteer)
                for line in told(reports):
                    self._say(line)

    def _write_endpoints(self) -> None:
        """For Rasa's own commands, which have to give the secret too; for this user's eyes alone."""
        settings = self._settings
        settings.endpoints.touch(mode=0o600)
        settings.endpoints.write_text(
            f"action_endpoint:\n  url: http://{LOOPBACK}:{settings.actions_port}/webhook\n"
            f"  headers:\n    Authorization: Bearer {settings.actions_token.get_secret_value()}\n"
        )

    async def _wait_for_brains(self, edge: Edge) -> None:
        while not await edge.readiness.brain_ready():  # noqa: ASYNC110 - nothing tells of another process
            await asyncio.sleep(LOOK)


def _stay() -> None:
    """What was loaded at the start stays: the collector need not look through it, nor look often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def _shown(host: str) -> str:
    return "localhost" if host in {LOOPBACK, "0.0.0.0", "::", "::1"} else host  # noqa: S104 - shown, not bound

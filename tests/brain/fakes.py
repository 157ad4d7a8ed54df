"""A fake of the edge's actions: real HTTP, simple answers, and every way to go wrong when asked for it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

JSON = Any
TOKEN = "a-shared-secret"


@dataclass
class FakeActions:
    """What was called, and the address to call."""

    url: str = ""
    calls: list[JSON] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)

    async def webhook(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        call = await request.json()
        self.calls.append(call)
        self.connections.add(request.transport.get_extra_info("peername") if request.transport else None)
        trouble = call["tracker"]["latest_message"]["metadata"].get("trouble")
        return await _in_trouble(trouble, call) if trouble else web.json_response(_answer(call))


def _answer(call: JSON) -> JSON:
    slots = call["tracker"]["slots"]
    if call["next_action"] == "action_book":
        text = f"Booked in {slots['area']} for age {slots['age']}."
        return {"responses": [{"text": text}], "events": [_slot("area"), _slot("age")]}
    text = f"{call['sender_id']}: {slots['interest']} in {slots['area']}."
    return {"responses": [{"text": text, "custom": {"cards": [slots["interest"]]}}], "events": []}


def _slot(name: str) -> JSON:
    return {"event": "slot", "name": name, "value": None}


async def _in_trouble(trouble: str, call: JSON) -> web.Response:
    name = call["next_action"]
    match trouble:
        case "fails":
            return web.Response(status=500)
        case "hangs":
            await asyncio.sleep(30)
        case "nonsense":
            return web.json_response({"events": [{"event": "no such event"}], "responses": "none"})
        case "not json":
            return web.Response(text="<html>")
        case "in circles":
            return web.json_response({"events": [{"event": "followup", "name": name}], "responses": []})
        case "slow":
            await asyncio.sleep(0.2)
    return web.json_response(_answer(call))


async def _end(runner: web.AppRunner) -> None:
    await runner.cleanup()
    hanging = asyncio.all_tasks() - {asyncio.current_task()}
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


@contextmanager
def running_actions() -> Iterator[FakeActions]:
    """The fake on a free port, in a thread, since it outlives the loop of any one test."""
    fake, loop = FakeActions(), asyncio.new_event_loop()
    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/webhook", fake.webhook)
    runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def listen() -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}/webhook"

    loop.run_until_complete(listen())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield fake
    finally:
        asyncio.run_coroutine_threadsafe(_end(runner), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

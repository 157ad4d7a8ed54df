"""A brain for tests: as quick as a real one is slow, and as plain as can be. `python -m tests.fake_brain --port N`."""

import argparse
import asyncio
from typing import Any

from aiohttp import web


def application() -> web.Application:
    """/turn repeats what was said; /parse finds the first word's intent; /healthz is well."""
    app = web.Application()
    app.add_routes([web.post("/turn", turn), web.post("/parse", parse), web.get("/healthz", healthz)])
    return app


async def healthz(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok", "model": "fake", "ready": True})


async def turn(request: web.Request) -> web.Response:
    asked = await request.json()
    text = asked["text"]
    said: dict[str, Any] = {"text": f"You said: {text}", "buttons": [{"title": "More", "payload": "/more_results"}]}
    understanding = {"intent": {"name": "inform", "confidence": 1.0}, "entities": []}
    events = [
        {"event": "user", "text": text, "parse_data": understanding},
        {"event": "bot", "text": said["text"], "data": {}},
        {"event": "action", "name": "action_listen"},
    ]
    return web.json_response({"events": events, "messages": [said], "understanding": understanding})


async def parse(request: web.Request) -> web.Response:
    text = (await request.json())["text"]
    if len(text) > 1000:
        return web.json_response({"error": {"code": "too_large", "message": "The text is too long."}}, status=413)
    intent = {"name": text.split()[0], "confidence": 1.0}
    return web.json_response({"intent": intent, "entities": [], "intent_ranking": [intent]})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(web._run_app(application(), host="127.0.0.1", port=parser.parse_args().port, print=None))


if __name__ == "__main__":
    main()

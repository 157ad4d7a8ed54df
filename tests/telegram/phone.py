"""A page that is a phone: what a person sees and can do in a chat of the stand."""

import asyncio
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.telegram.bot_api import BotApi
from tests.telegram.checks import TEXT
from tests.telegram.person import Person

PAGE = Path(__file__).with_name("phone.html")
WAIT = 20.0
PIXEL = {"file_id": "x", "file_unique_id": "x", "file_size": 1}
SAMPLES: dict[str, dict[str, Any]] = {
    "voice": {"voice": {**PIXEL, "duration": 3}},
    "sticker": {
        "sticker": {**PIXEL, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
    },
    "photo": {"photo": [{**PIXEL, "width": 1, "height": 1}]},
    "contact": {"contact": {"phone_number": "+44 1234 567890", "first_name": "Bob"}},
    "location": {"location": {"latitude": 51.2108, "longitude": -2.9702}},
}
"""What a phone can send besides words; the place is Eastfield in Brightport."""


class Phone:
    """One person's phone; `?person=2` in the page's address is another's."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    def add_to(self, app: web.Application) -> None:
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/phone/{person}", self._state),
                web.post("/phone/{person}", self._act),
                web.post("/phone/{person}/file", self._send_file),
                web.get("/phone/{person}/file/{name:.+}", self._show_file),
            ]
        )

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=await asyncio.to_thread(PAGE.read_text, "utf-8"), content_type="text/html")

    async def _state(self, request: web.Request) -> web.Response:
        """All that is in the chat; waits for news when the page has seen it."""
        person = self._person(request)
        if request.query.get("seen") == self._seen(person):
            try:
                async with asyncio.timeout(WAIT):
                    await person.chat.news.wait()
            except TimeoutError:
                pass
        messages = list(person.chat.messages.values())
        return web.json_response(
            {
                "seen": self._seen(person),
                "messages": messages,
                "typing": self._api.clock() < person.chat.acting_until,
                "commands": self._api.commands,
                "blocked": person.chat.blocked,
                "files": {name.split("/", 1)[0]: name for name in self._api.files},
            }
        )

    async def _act(self, request: web.Request) -> web.Response:
        """{"say"}, {"tap": data, "message"}, {"edit": id, "text"}, {"send": kind}, {"block": bool}"""
        person, wanted = self._person(request), await request.json()
        match wanted:
            case {"say": str(text)}:
                person.say(text[:TEXT])
            case {"tap": str(data), "message": int(number)}:
                person.press_under(person.chat.messages[number], data)
            case {"edit": int(number), "text": str(text)}:
                person.edit(person.chat.messages[number], text)
            case {"send": str(kind)}:
                person.send(**SAMPLES[kind])
            case {"block": bool(blocked)}:
                person.block(blocked=blocked)
        return web.Response(status=204)

    async def _send_file(self, request: web.Request) -> web.Response:
        person, name = self._person(request), request.query.get("name", "file")
        person.send_file(name, await request.read())
        return web.Response(status=204)

    async def _show_file(self, request: web.Request) -> web.Response:
        content = self._api.files.get(request.match_info["name"])
        if content is None:
            raise web.HTTPNotFound
        kind = "image/png" if content.startswith(b"\x89PNG") else "application/octet-stream"
        return web.Response(body=content, content_type=kind)

    def _person(self, request: web.Request) -> Person:
        return Person(self._api, 1000 + int(request.match_info["person"]), "You")

    def _seen(self, person: Person) -> str:
        return f"{person.chat.changes}.{len(self._api.commands)}"

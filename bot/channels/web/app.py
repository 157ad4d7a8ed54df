"""Puts the web channel together."""

import asyncio

from aiohttp import web

from bot.channels.ports import Chat, CityName, Health
from bot.channels.web import conversations, files, going_on, health, messages, pages
from bot.channels.web.changes import Changes
from bot.channels.web.errors import errors_as_json
from bot.channels.web.keys import BEGINNINGS, CHANGES, CHAT, CITY_NAME, CLOSING, HEALTH, OPTIONS, WAITS, Options
from bot.channels.web.limits import Bucket, Waits
from bot.channels.web.requests import BODY_LIMIT
from bot.channels.web.security import add_headers, preflight
from bot.channels.web.stream import stream
from bot.channels.web.waiting import finish_changes

CHANGES_SECONDS = 2
"""What a server that stops leaves for changes that are under way."""
ROUTES = [
    web.post("/api/v1/conversations", conversations.begin),
    web.post("/api/v1/messages", messages.send),
    web.get("/api/v1/messages", messages.fetch, allow_head=False),
    web.post(r"/api/v1/messages/{seq:\d{1,9}}/feedback", messages.judge),
    web.post("/api/v1/files", files.send),
    web.get("/api/v1/stream", stream, allow_head=False),
    web.get("/api/v1/me", conversations.about, allow_head=False),
    web.get("/api/v1/me/plan.ics", conversations.plan_calendar, allow_head=False),
    web.post("/api/v1/me/telegram", going_on.telegram),
    web.delete("/api/v1/me", conversations.erase),
    web.get("/api/v1/openapi.json", health.description),
    web.get("/healthz", health.alive),
    web.get("/readyz", health.ready),
    web.get("/", pages.page),
    web.get("/widget.js", pages.widget),
    web.get("/static/{name}", pages.static),
]


def build(chat: Chat, health_of: Health, city_name: CityName, options: Options) -> web.Application:
    """The web channel as an application; whoever runs it owns the chat and closes it."""
    app = web.Application(middlewares=[finish_changes, errors_as_json, preflight], client_max_size=BODY_LIMIT)
    app[CHAT] = chat
    app[HEALTH] = health_of
    app[CITY_NAME] = city_name
    app[OPTIONS] = options
    app[BEGINNINGS] = Bucket(options.new_conversations)
    app[WAITS] = Waits()
    app[CHANGES] = Changes()
    app[CLOSING] = asyncio.Event()
    app.add_routes(ROUTES)
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    app[CLOSING].set()
    await app[CHANGES].settle(CHANGES_SECONDS)

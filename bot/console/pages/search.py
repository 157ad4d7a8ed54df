"""Search in all transcripts that one may see."""

from collections.abc import Mapping

from aiohttp import web

from bot.chat.advising import searching
from bot.chat.advising.searching import Hit
from bot.chat.model import Speaker
from bot.console import audit, known_names
from bot.console.desk import READERS, alias, place, reader
from bot.console.keys import DESK, VIEWER
from bot.console.masks import Mask
from bot.console.rendering import render, wanted
from bot.console.routes import Link, route
from bot.language import masking


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/search?q=. What was looked for is recorded as a number of words: the words may name somebody."""
    desk, who, asked = request.app[DESK], reader(request[VIEWER]), wanted(request, "q")
    words = searching.words_of(asked)
    hits: list[Hit] = []
    known: dict[str, frozenset[str]] = {}
    if words:
        async with desk.store.write() as session:
            await audit.record(
                session, desk.now(), who.id, "searched", "transcripts", min(who.cities), {"words": len(words)}
            )
        async with desk.store.read() as session:
            hits = await searching.find(session, who.cities, asked)
            known = await known_names.of(session, list({hit.conversation.id for hit in hits}))
            for id, text in await known_names.answered_by(session, [hit.message for hit in hits]):
                known[id] |= masking.said_in([text])
    rows = [(hit, alias(hit.conversation), searching.marked(_told(hit, known), words)) for hit in hits]
    zone = (await place(request, min(who.cities))).zone
    return render(request, "search.html", asked=asked, rows=rows, zone=zone, most=searching.FOUND)


def _told(hit: Hit, known: Mapping[str, frozenset[str]]) -> str:
    mask = Mask(known=known[hit.conversation.id])
    return mask.ours(hit.message.text) if hit.message.speaker == Speaker.GUIDE else mask(hit.message.text)


ROUTES = [route("GET", "/search", page, READERS)]
LINKS = [Link("Search", "/search", READERS, 12)]

"""Search in all transcripts that one may see."""

from aiohttp import web

from bot.chat.advising import searching
from bot.console import audit
from bot.console.desk import READERS, alias, place, reader
from bot.console.keys import DESK, VIEWER
from bot.console.rendering import render, wanted
from bot.console.routes import Link, route
from bot.language.personal import mask


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/search?q=. What was looked for is recorded as a number of words: the words may name somebody."""
    desk, who, asked = request.app[DESK], reader(request[VIEWER]), wanted(request, "q")
    words = searching.words_of(asked)
    hits = []
    if words:
        async with desk.store.write() as session:
            await audit.record(
                session, desk.now(), who.id, "searched", "transcripts", min(who.cities), {"words": len(words)}
            )
        async with desk.store.read() as session:
            hits = await searching.find(session, who.cities, asked)
    rows = [(hit, alias(hit.conversation), searching.marked(mask(hit.message.text), words)) for hit in hits]
    zone = (await place(request, min(who.cities))).zone
    return render(request, "search.html", asked=asked, rows=rows, zone=zone, most=searching.FOUND)


ROUTES = [route("GET", "/search", page, READERS)]
LINKS = [Link("Search", "/search", READERS, 12)]

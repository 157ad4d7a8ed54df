"""Our own pages, which need no network, and others' behind them."""

from bot.badges.issuing.hosting import Hosting
from bot.badges.verification.errors import UnreachableError
from bot.badges.verification.fetching import Pages


class OwnPages:
    """What this Waymark publishes is read straight from where it is kept, so that a badge of its own can be checked
    also where its public address does not lead back here."""

    def __init__(self, base: str, hosting: Hosting, beyond: Pages) -> None:
        """`base` is the public address, without a slash at its end."""
        self._base = f"{base}/"
        # did:web always means https (did:web Method Specification, section 2.5.2).
        self._secure = f"https://{self._base.partition('://')[2]}"
        self._hosting = hosting
        self._beyond = beyond

    async def get(self, url: str) -> bytes:
        """See `Pages`."""
        for start in (self._base, self._secure):
            if url.startswith(start):
                return await self._own(url.removeprefix(start).partition("#")[0])
        return await self._beyond.get(url)

    async def _own(self, path: str) -> bytes:
        document = await self._hosting.document(path)
        if document is None:
            raise UnreachableError("There is nothing at its address.")
        return document.body

"""All public addresses of badges, one after the other."""

from bot.badges.issuing.documents import Document
from bot.badges.issuing.hosting import Hosting
from bot.badges.sharing.hosting import SharedHosting


class PublicBadges:
    def __init__(self, hosting: Hosting, shared: SharedHosting) -> None:
        self.hosting = hosting
        self.shared = shared

    async def document(self, path: str) -> Document | None:
        """What stands at a path, without its first slash; None when nothing does."""
        return await self.shared.document(path) or await self.hosting.document(path)

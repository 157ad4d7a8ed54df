"""Topics that keep something about learners besides what `People` keeps: badges, goals, expressions of interest."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.people.effects import Handler


class Keeper(Protocol):
    """A topic whose tables hang on the learner's row with ON DELETE CASCADE: deleting a learner empties them."""

    @property
    def name(self) -> str:
        """What its part is called in "everything held about you"."""
        ...

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What applies its effects, by the effect's type."""
        ...

    async def about(self, session: AsyncSession, learner_id: str) -> list[dict[str, Any]]:
        """Everything it holds about a learner, as plain JSON; nothing of a secret that is a key and not knowledge."""
        ...

"""The answer to harm and distress. It needs neither the brain nor a catalogue that can be read."""

import asyncio
import logging
from collections.abc import Sequence

from bot.chat.model import Reply, Tap
from bot.chat.ports import Cities, Helpline
from bot.language import harm, harm_meaning
from bot.words import Words

PATIENCE = 2.0
"""Seconds that the city's own list may take; then the national one is given."""

log = logging.getLogger(__name__)


class Guard:
    def __init__(self, cities: Cities, words: Words) -> None:
        harm.prepare()
        self._hears_meaning = harm_meaning.is_there()
        if self._hears_meaning:
            harm_meaning.prepare()
        self._cities = cities
        self._line = words.text("guard.helpline")
        self._national = [self._line.format(**line) for line in words.items("guard.helplines")]
        self._before = words.text("guard.before")
        self._after = words.text("guard.after")
        self._adviser = Tap(words.text("guard.adviser"), "talk_to_adviser")

    async def alarmed(self, text: str, *, only_signs: bool = False) -> bool:
        """Whether a message tells of harm or distress: by signs, or else by meaning where the sentence model is.

        `only_signs` leaves out hints and meaning."""
        kind = harm.find(text)
        if only_signs:
            return kind not in (None, harm.HINT)
        if kind in (None, harm.HINT) and self._hears_meaning:
            return await asyncio.to_thread(harm_meaning.hears, text, hinted=kind is not None)
        return kind is not None

    async def answer(self, city_id: str) -> list[Reply]:
        """What to do now and who to call: the city's helplines, or the nation's when the city gives none."""
        lines = await self._citys(city_id) or self._national
        return [Reply(self._before), Reply("\n".join(lines)), Reply(self._after, (self._adviser,))]

    async def _citys(self, city_id: str) -> list[str]:
        try:
            async with asyncio.timeout(PATIENCE):
                city = await self._cities.city(city_id)
        except Exception as error:  # noqa: BLE001 - whatever is broken, the learner is given numbers to call
            log.warning("helplines of %s cannot be read: %s", city_id, type(error).__name__)
            return []
        return self._written(city.helplines) if city else []

    def _written(self, helplines: Sequence[Helpline]) -> list[str]:
        return [self._line.format(name=line.name, number=line.number) for line in helplines]

"""Where a third signal beside words and taxonomy can come in: how near two texts are in meaning."""

from collections.abc import Mapping
from typing import Protocol


class Similarity(Protocol):
    """Sentence embeddings, where a model is installed. Search works without."""

    async def nearest(self, city: str, version: int, text: str, limit: int) -> Mapping[int, float]:
        """Keys of the city's opportunities that are nearest to the text, with a score from 0 to 1."""
        ...

    async def prepare(self, city: str, version: int) -> None:
        """Makes ready what a city's data version needs, and returns when that is done."""
        ...

    def close(self) -> None:
        """Lets go of what it holds."""
        ...

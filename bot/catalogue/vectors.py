"""Sentence vectors of a city's opportunities, and which are nearest to a message. Only where the model is installed."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, insert, select

from bot.catalogue import tables
from bot.language.minilm_files import is_there
from bot.store.engine import Store

log = logging.getLogger("waymark.catalogue")

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float32]

MOST = 10_000
"""Opportunities of a city that have vectors: 15 MB, and 2 ms for one look at all of them. A larger city's search goes
by words and taxonomy."""
CHUNK = 16
"""Texts that are read in one go in a thread."""
KEPT = 1000
"""Messages whose vectors are kept."""
FAR, NEAR = 0.15, 0.65
"""Cosines: what lies below `FAR` has nothing to do with it, from `NEAR` on it is the same thing."""
OPPORTUNITY = tables.table_of(tables.OpportunityRow).c
INTEREST = tables.table_of(tables.InterestRow).c
STORED = tables.table_of(tables.SentenceVectorRow)


class Model(Protocol):
    """What turns text into vectors of length 1."""

    fingerprint: str

    def read(self, text: str) -> Vector: ...


@dataclass(frozen=True, slots=True)
class _Ready:
    """A city's vectors, one a row, and whose they are."""

    version: int
    keys: Sequence[int]
    matrix: Matrix


class Vectors:
    """Reads what a city offers as vectors, keeps them in the store, and compares messages with them."""

    def __init__(self, store: Store, load: Callable[[], Model]) -> None:
        """`load` may take a second, so it is called in a thread, when the model is first needed."""
        self._store = store
        self._load = load
        self._loaded: Model | None = None
        self._loading = asyncio.Lock()
        self._ready: dict[str, _Ready] = {}
        self._preparing: dict[str, tuple[int, asyncio.Task[None]]] = {}
        self._asked: OrderedDict[str, Vector] = OrderedDict()

    def close(self) -> None:
        """Lets go of work that is not done yet."""
        for _, task in self._preparing.values():
            task.cancel()

    async def nearest(self, city: str, version: int, text: str, limit: int) -> Mapping[int, float]:
        """Keys of the opportunities nearest to the text, from 0 (far) to 1. Until a changed city has been read again
        they are those of before; nothing while it is read for the first time."""
        kept = self._ready.get(city)
        if kept is None or kept.version < version:
            self._prepare(city, version)
        if kept is None or not len(kept.keys):
            return {}
        vector = await self._vector(text)
        return await asyncio.to_thread(_nearest, kept, vector, limit)

    async def prepare(self, city: str, version: int) -> None:
        """Reads what is new in the city, and returns when that is done."""
        await self._prepare(city, version)

    def _prepare(self, city: str, version: int) -> asyncio.Task[None]:
        """One run for each version of a city, so that one that fails is not tried again with every search."""
        begun = self._preparing.get(city)
        if begun is None or begun[0] < version:
            begun = self._preparing[city] = (version, asyncio.create_task(self._try_to_read(city, version)))
        return begun[1]

    async def _try_to_read(self, city: str, version: int) -> None:
        try:
            await self._read_city(city, version)
        except Exception:  # search works without, and whoever runs this must know
            log.exception("the sentence model could not read the opportunities of %s; search goes on without it", city)

    async def _model(self) -> Model:
        async with self._loading:
            if self._loaded is None:
                self._loaded = await asyncio.to_thread(self._load)
        return self._loaded

    async def _read_city(self, city: str, version: int) -> None:
        texts = await self._store.look(lambda connection: _texts(connection, city))
        model = await self._model()
        vectors = await self._store.look(lambda connection: _stored(connection, city, model.fingerprint))
        missing = {digest: text for digest, text in map(_marked, texts.values()) if digest not in vectors}
        gone = vectors.keys() - {_digest(text) for text in texts.values()}
        if missing or gone:
            fresh = await _read_texts(model, missing)
            await self._keep(city, model.fingerprint, fresh, gone)
            vectors |= fresh
        self._ready[city] = await asyncio.to_thread(_together, version, texts, vectors)

    async def _keep(self, city: str, model: str, fresh: Mapping[str, Vector], gone: set[str]) -> None:
        made = [{"digest": digest, "vector": _packed(vector)} for digest, vector in fresh.items()]
        rows = [{"city": city, "model": model, **row} for row in made]
        async with self._store.write() as session:
            for digests in _parts(sorted(gone | fresh.keys())):
                await session.execute(delete(STORED).where(STORED.c.city == city, STORED.c.digest.in_(digests)))
            await session.execute(delete(STORED).where(STORED.c.city == city, STORED.c.model != model))
            if rows:
                await session.execute(insert(STORED), rows)

    async def _vector(self, text: str) -> Vector:
        if text not in self._asked:
            self._asked[text] = await asyncio.to_thread((await self._model()).read, text)
            if len(self._asked) > KEPT:
                self._asked.popitem(last=False)
        return self._asked[text]


def similarity(store: Store) -> Vectors | None:
    """Nearness in meaning, where the sentence model is installed."""
    if not is_there():
        return None
    # Only then is the runtime imported, which takes 20 MB.
    from bot.language.minilm import shared

    return Vectors(store, shared)


async def _read_texts(model: Model, texts: Mapping[str, str]) -> dict[str, Vector]:
    """A few at a time, so that other work in threads gets its turn."""
    found: dict[str, Vector] = {}
    items = list(texts.items())
    for start in range(0, len(items), CHUNK):
        found |= await asyncio.to_thread(_vectors, model, items[start : start + CHUNK])
    return found


def _vectors(model: Model, texts: Sequence[tuple[str, str]]) -> dict[str, Vector]:
    return {digest: model.read(text) for digest, text in texts}


def _texts(connection: Connection, city: str) -> dict[int, str]:
    """What is read of each opportunity, by its key; nothing of a city that is too large."""
    named: dict[str, str] = dict(
        connection.execute(select(INTEREST.source_id, INTEREST.name).where(INTEREST.city == city)).all()
    )
    columns = (OPPORTUNITY.key, OPPORTUNITY.title, OPPORTUNITY.summary, OPPORTUNITY.interests)
    query = select(*columns).where(OPPORTUNITY.city == city, OPPORTUNITY.withdrawn.is_(None))
    rows = connection.execute(query.order_by(OPPORTUNITY.key).limit(MOST + 1)).all()
    if len(rows) > MOST:
        return {}
    about = {key: [named.get(each, each) for each in interests] for key, _, _, interests in rows}
    return {key: _text(about[key], title, summary) for key, title, summary, _ in rows}


def _text(interests: Sequence[str], title: str, summary: str) -> str:
    """What it is mostly about comes first, and then again with the rest: found to work best on judged requests."""
    return f"{''.join(interests[:1])}: {title}. {summary} {', '.join(interests)}"[:1000]


def _stored(connection: Connection, city: str, model: str) -> dict[str, Vector]:
    query = select(STORED.c.digest, STORED.c.vector).where(STORED.c.city == city, STORED.c.model == model)
    return {digest: _unpacked(vector) for digest, vector in connection.execute(query)}


def _marked(text: str) -> tuple[str, str]:
    return _digest(text), text


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _packed(vector: Vector) -> bytes:
    """Half precision is more than eight-bit matrices give."""
    return vector.astype("<f2").tobytes()


def _unpacked(packed: bytes) -> Vector:
    return np.frombuffer(packed, dtype="<f2").astype(np.float32)


def _parts(digests: Sequence[str]) -> list[Sequence[str]]:
    return [digests[start : start + 500] for start in range(0, len(digests), 500)]


def _together(version: int, texts: Mapping[int, str], vectors: Mapping[str, Vector]) -> _Ready:
    rows = [_unpacked(_packed(vectors[_digest(text)])) for text in texts.values()]
    return _Ready(version, list(texts), np.stack(rows) if rows else np.zeros((0, 1), dtype=np.float32))


def _nearest(ready: _Ready, vector: Vector, limit: int) -> dict[int, float]:
    cosines = ready.matrix @ vector
    best = np.argsort(-cosines, kind="stable")[:limit]
    return {ready.keys[row]: _nearness(float(cosines[row])) for row in best if cosines[row] > FAR}


def _nearness(cosine: float) -> float:
    """Rounded, so that the last digits of another processor's arithmetic order nothing."""
    return round(min(1.0, (cosine - FAR) / (NEAR - FAR)), 3)

"""Nearness in meaning beside words and taxonomy, with a model that knows a handful of words."""

import asyncio
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from bot.catalogue.importing import import_file, import_folder
from bot.catalogue.model import Request, Seeker
from bot.catalogue.service import Catalogue
from bot.catalogue.tables import SentenceVectorRow
from bot.catalogue.vectors import Vector, Vectors
from bot.language.minilm_files import is_there
from bot.language.words import words
from bot.store.engine import Store
from tests.catalogue.conftest import FERNLEY, NOW, TODAY

MEANINGS = {"loaf": 0, "bread": 0, "bakers": 0, "baking": 0, "kick": 1, "football": 1, "kickabout": 1, "wood": 2}


class FewWords:
    """Vectors that count the words it knows by their meaning."""

    fingerprint = "few-words"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def read(self, text: str) -> Vector:
        self.texts.append(text)
        vector = np.full(4, 0.01, dtype=np.float32)
        for word in words(text):
            vector[MEANINGS.get(word, 3)] += 1 if word in MEANINGS else 0
        return vector / np.linalg.norm(vector)


class Broken(FewWords):
    def read(self, text: str) -> Vector:
        raise RuntimeError("no such operator")


@pytest.fixture
async def fernley(store: Store) -> Store:
    await import_folder(store, FERNLEY, today=TODAY)
    return store


def catalogue_with(store: Store, model: FewWords) -> Catalogue:
    return Catalogue(store, lambda: NOW, Vectors(store, lambda: model))


async def test_what_no_word_names_is_found_by_its_meaning_and_says_what_it_is_about(fernley: Store) -> None:
    catalogue = catalogue_with(fernley, FewWords())
    await catalogue.prepare("fernley")
    found = await catalogue.search(Seeker("fernley"), Request(text="want a loaf"))
    assert found.matches[0].opportunity.title == "Young bakers"
    assert ("about", "baking and cooking") in [(each.name, each.value) for each in found.matches[0].reasons]
    catalogue.close()


async def test_each_text_is_read_once_whatever_starts_anew(fernley: Store) -> None:
    first, second = FewWords(), FewWords()
    for model in (first, second):
        catalogue = catalogue_with(fernley, model)
        await catalogue.prepare("fernley")
        catalogue.close()
    assert len(first.texts) == len(set(first.texts)) > 5
    assert second.texts == []


async def test_a_change_is_read_and_what_is_gone_is_forgotten(fernley: Store, tmp_path: Path) -> None:
    model = FewWords()
    catalogue = catalogue_with(fernley, model)
    await catalogue.prepare("fernley")
    before = await kept(fernley)
    path = tmp_path / "opportunities.csv"
    path.write_text("id,title,organisation,kind\nnew,Bread and wood,Mill,club\n", "utf-8")
    await import_file(fernley, "csv", path, city="fernley", today=TODAY, source="more")
    await catalogue.prepare("fernley")
    assert await kept(fernley) == before + 1
    path.write_text("id,title,organisation,kind\nnew,Loaf and wood,Mill,club\n", "utf-8")
    await import_file(fernley, "csv", path, city="fernley", today=TODAY, source="more")
    await catalogue.prepare("fernley")
    assert await kept(fernley) == before + 1
    catalogue.close()


async def kept(store: Store) -> int:
    async with store.read() as session:
        return (await session.execute(select(func.count()).select_from(SentenceVectorRow))).scalar_one()


async def test_who_somebody_is_is_not_read(fernley: Store) -> None:
    model = FewWords()
    catalogue = catalogue_with(fernley, model)
    await catalogue.prepare("fernley")
    model.texts.clear()
    plain = await catalogue.search(Seeker("fernley"), Request(text="free bread please"))
    for told in ("im Mohammed,", "as a muslim girl", "im a gay lad", "i'm black", "this is Jake,"):
        assert await catalogue.search(Seeker("fernley"), Request(text=f"{told} free bread please")) == plain
    assert model.texts == ["bread please"]
    catalogue.close()


async def test_limits_alone_are_not_read(fernley: Store) -> None:
    model = FewWords()
    catalogue = catalogue_with(fernley, model)
    await catalogue.prepare("fernley")
    model.texts.clear()
    await catalogue.search(Seeker("fernley"), Request(text="anything free on saturdays?"))
    assert model.texts == []
    catalogue.close()


async def test_the_first_search_does_not_wait(fernley: Store) -> None:
    catalogue = catalogue_with(fernley, FewWords())
    assert (await catalogue.search(Seeker("fernley"), Request(text="football"))).matches
    await catalogue.prepare("fernley")
    catalogue.close()


async def test_search_goes_on_without_a_model_that_breaks(fernley: Store, caplog: pytest.LogCaptureFixture) -> None:
    catalogue = catalogue_with(fernley, Broken())
    await catalogue.prepare("fernley")
    assert "could not read the opportunities of fernley" in caplog.text
    found = await catalogue.search(Seeker("fernley"), Request(text="football"))
    assert found.matches
    await asyncio.sleep(0)
    assert caplog.text.count("could not read") == 1
    catalogue.close()


@pytest.mark.skipif(not is_there(), reason="the sentence model is not installed")
def test_the_model_puts_near_what_means_the_same() -> None:
    from bot.language.minilm import MiniLM

    model = MiniLM()
    sea, boat, bread = (model.read(text) for text in ("working at sea", "a job on ships", "baking bread"))
    assert sea @ boat > sea @ bread
    assert np.linalg.norm(sea) == pytest.approx(1, abs=1e-5)

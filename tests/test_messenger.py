"""Telegram as it is put together: off without a token, off with one clear line when something is wrong."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import SecretStr

from bot import words
from bot.badges.model import Format
from bot.badges.service import Badges
from bot.catalogue.model import Position
from bot.catalogue.service import Catalogue
from bot.channels.telegram.channel import REFUSED
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.messenger import EVENT, AreasOfCities, Enclosed, telegram_for
from bot.pathways.pages import Page, PlanPages
from bot.people.service import People
from bot.settings import Settings
from bot.store.engine import Store
from tests.badges.awards import award
from tests.fakes import FakeCities
from tests.telegram.bot_api import TOKEN, BotApi, running

LINK = "https://guide.example/plan/" + "a" * 43


def parts_on(store: Store) -> Parts:
    return Parts(store, People(store), FakeCities(), words.load())


def settings(home: Path, token: str, **more: Any) -> Settings:
    return Settings(home=home, telegram_token=SecretStr(token), **more)


def made(store: Store, chosen: Settings) -> Any:
    parts = parts_on(store)
    return telegram_for(chosen, parts, Chat(parts), Catalogue(store), cast("PlanPages", Plans()), Badges(store))


def enclosed_on(parts: Parts) -> Enclosed:
    return Enclosed(cast("PlanPages", Plans()), Badges(parts.store), parts.people, Chat(parts), parts.words)


@pytest.mark.parametrize(
    ("token", "more", "says"),
    [
        ("", {}, ""),
        ("rubbish", {}, "no token of a bot"),
        (TOKEN, {"address_key": SecretStr("short")}, "at least 32 characters"),
    ],
)
async def test_without_a_good_token_and_key_telegram_is_off_and_says_why(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, token: str, more: dict[str, Any], says: str
) -> None:
    assert made(store, settings(tmp_path, token, **more)) is None
    assert len(caplog.messages) == bool(says)
    assert says in caplog.text


async def test_a_refused_token_is_one_line_and_ends_the_channel_alone(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "987654321:AAanotherTokenThatNobodyKnowsAtAll_123"
    async with running(BotApi()) as stand:
        channel = made(store, settings(tmp_path, wrong, telegram_api=stand.url))
        async with asyncio.timeout(20):
            await channel.run()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("waymark")]
    assert said == [REFUSED]
    assert wrong not in caplog.text


async def test_the_key_is_made_once_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    logging.getLogger("waymark").info("the key is in %s", tmp_path)
    assert made(store, settings(tmp_path, TOKEN)) is not None
    key = tmp_path / "addresses.key"
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_text()
    assert made(store, settings(tmp_path, TOKEN)) is not None
    assert key.read_text() == before


class Town:
    """A catalogue with one city of two areas."""

    async def city(self, city_id: str) -> Any:
        spots = {"Harbourside": Position(51.2062, -3.0312), "Eastfield": Position(51.2108, -2.9702), "Nowhere": None}
        areas = [type("Area", (), {"name": name, "position": spot}) for name, spot in spots.items()]
        return type("City", (), {"areas": areas})


async def test_a_point_is_in_the_area_whose_middle_is_nearest_or_in_none(store: Store) -> None:
    parts = parts_on(store)
    places = AreasOfCities(parts, cast("Catalogue", Town()))
    talk = (await Chat(parts).begin("brightport", "telegram", "en")).conversation.id
    assert await places.area_at(talk, 51.21, -2.96) == "Eastfield"
    assert await places.area_at(talk, 51.20, -3.04) == "Harbourside"
    assert await places.area_at(talk, 52.0, -3.0) is None
    assert await places.area_at("nobody", 51.21, -2.96) is None


async def test_a_badge_that_is_held_comes_as_a_file_that_can_be_claimed_again(store: Store) -> None:
    parts = parts_on(store)
    talk = (await Chat(parts).begin("brightport", "telegram", "en")).conversation.id
    learner = await parts.people.learner(talk)
    async with store.write() as session:
        session.add(award("beat-maker", learner.id, name="Beat Maker!", credential=b"a.signed.token"))
        session.add(award("from-afar", learner.id, badge=None, format=Format.OB2_HOSTED, credential=b'{"id": 1}'))
    enclosed = enclosed_on(parts)
    [picture] = await enclosed.files(talk, {"kind": "badge", "id": "brightport:badge:beat-maker"})
    assert picture.name == "beat-maker.png"
    assert b"openbadgecredential" in picture.content
    assert b"a.signed.token" in picture.content
    [document] = await enclosed.files(talk, {"kind": "badge", "id": "award:from-afar"})
    assert document.caption == "Your badge, to keep or to show."
    assert (document.name, document.content) == ("from-afar.json", b'{"id": 1}')
    for other in ("brightport:badge:else", ""):
        assert await enclosed.files(talk, {"kind": "badge", "id": other}) == []
    assert await enclosed.files("nobody", {"kind": "badge", "id": "award:from-afar"}) == []


class Dated(FakeCities):
    """Cities in which what is saved has dates."""

    async def calendar(self, city_id: str, ids: Sequence[str], closing: str) -> bytes:
        return EVENT


async def test_what_was_saved_brings_its_dates_once_and_nothing_else_does(store: Store) -> None:
    parts = replace(parts_on(store), cities=Dated())
    enclosed, talk = enclosed_on(parts), (await Chat(parts).begin("brightport", "telegram", "en")).conversation.id
    saved = {"kind": "opportunity", "buttons": [{"title": parts.words.text("cards.remove"), "token": "t"}]}
    found = {"kind": "opportunity", "buttons": [{"title": "Save", "token": "t"}]}
    assert await enclosed.together(talk, [saved, found]) == []
    assert await enclosed.together("nobody", [saved]) == []
    [file] = await enclosed.together(talk, [saved, saved])
    assert (file.name, file.content) == ("my-plan.ics", EVENT)
    assert await enclosed_on(parts_on(store)).together(talk, [saved]) == [], "there are no dates"


async def test_a_picture_says_in_words_what_it_shows(store: Store) -> None:
    enclosed = enclosed_on(parts_on(store))
    plan = await enclosed.picture({"link": LINK, "title": "Your way to nursing"})
    facts = [{"name": "Helping", "value": "12 of 16"}, {"name": "Making", "value": "3 of 16"}]
    link = "https://guide.example/plan/profile/1-2-3-4-5-6.svg"
    profile = await enclosed.picture({"link": link, "title": "What you like", "facts": facts})
    assert plan is not None
    assert plan.alt.startswith('Picture of "Your way to nursing": the steps one below the other')
    assert profile is not None
    assert profile.alt == 'Picture of "What you like", as bars. Helping: 12 of 16; Making: 3 of 16.'


class Plans:
    """Pages of plans that know one link; a picture that breaks under another."""

    async def document(self, path: str) -> Page | None:
        if "broken" in path:
            raise OSError("no font")
        return Page(path.encode(), "image/png") if "a" * 43 in path or "profile" in path else None


@pytest.mark.parametrize(
    ("card", "picture", "files"),
    [
        ({"link": LINK, "title": "Your way"}, f"plan/{'a' * 43}.png", [f"plan/{'a' * 43}.ics"]),
        ({"link": "https://guide.example/plan/profile/1-2-3-4-5-6.svg"}, "plan/profile/1-2-3-4-5-6.png", []),
        ({"link": "https://elsewhere.example/club"}, None, []),
        ({"link": "https://guide.example/plan/" + "broken_" * 6 + "x"}, None, []),
        ({"link": None}, None, []),
        ({}, None, []),
    ],
)
async def test_a_plan_brings_its_picture_and_its_calendar(
    store: Store, card: Mapping[str, Any], picture: str | None, files: list[str]
) -> None:
    enclosed = enclosed_on(parts_on(store))
    found = await enclosed.picture(card)
    assert (found.content.decode() if found else None) == picture
    assert [file.content.decode() for file in await enclosed.files("anybody", card)] == files

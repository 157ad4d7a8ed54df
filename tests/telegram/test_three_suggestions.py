"""Three suggestions: three messages, or one with a pager? Held against each other with the sample city's own texts.

Three messages win as long as each of them fits on a screen with its buttons, and all three are a swipe or two: whoever
compares them sees them side by side and without a tap. A pager would need two taps to see what there is and as many to
go back, each an edit that counts towards Telegram's limits, and "the second one" would no longer be on the screen.
"""

import math
import shutil
import textwrap
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.cards import opportunity_card
from bot import words
from bot.catalogue.importing import import_folder
from bot.catalogue.model import Request, Seeker
from bot.catalogue.service import Catalogue
from bot.channels.telegram.letters import Letter, Letters
from bot.channels.telegram.ports import NoEnclosures
from bot.chat.model import Message, Speaker
from bot.settings import PROJECT
from bot.store.engine import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SIGNS, LINES = 33, 30
"""What one line and one screen hold on a small phone (360 by 740, 16 px), as counted on the phone page."""
BUTTON_ROW = 2
"""Lines that a row of buttons is high."""
PAGER_TAPS = 2
"""What a pager takes to have shown all three."""
ASKED = (
    "music", "football", "coding", "animals", "cooking", "drawing", "cars", "gaming", "dance", "care", "science",
    "film", "building", "nature", "business",
)  # fmt: skip


@pytest.fixture
async def city(migrated_sqlite: Path, tmp_path: Path) -> Any:
    """Brightport's catalogue."""
    path = tmp_path / "city.db"
    shutil.copy(migrated_sqlite, path)
    store = Store(f"sqlite:///{path}")
    await import_folder(store, PROJECT / "cities" / "brightport", city="brightport", today=date(2026, 11, 24))
    catalogue = Catalogue(store, lambda: NOW)
    yield catalogue
    catalogue.close()
    await store.close()


async def test_three_messages_are_each_seen_whole_and_take_no_more_than_a_pager_would(city: Catalogue) -> None:
    shown = [await three_about(city, interest) for interest in ASKED]
    shown = [letters for letters in shown if len(letters) == 3]
    heights = [[height(letter) for letter in letters] for letters in shown]
    assert len(heights) > len(ASKED) / 2
    assert max(max(three) for three in heights) <= LINES, "a card with its buttons is more than a screen"
    swipes = [math.ceil(sum(three) / LINES) - 1 for three in heights]
    assert max(swipes) <= PAGER_TAPS, "a pager would take less to see all three"


async def three_about(catalogue: Catalogue, interest: str) -> Sequence[Letter]:
    """What a learner of whom much is known is shown: the more is known, the longer the reasons."""
    seeker = Seeker(
        "brightport", 15, areas=("Eastfield",), interests=(interest,), availability=("weekends", "evenings")
    )
    found = await catalogue.search(seeker, Request(text=f"free {interest}", interests=(interest,)))
    cards = [_with_tokens(opportunity_card(words.load(), match)) for match in found.matches]
    message = Message(1, Speaker.GUIDE, NOW, "", cards=cards)
    return await Letters(words.load(), NoEnclosures()).of("a conversation", message)


def _with_tokens(card: dict[str, Any]) -> dict[str, Any]:
    return card | {"buttons": [{"token": "t" * 20, "title": button["title"]} for button in card["buttons"]]}


def height(letter: Letter) -> int:
    """Lines on the screen, with the buttons."""
    lines = sum(max(1, len(textwrap.wrap(line, SIGNS))) for line in letter.plain.split("\n"))
    rows = len(letter.keyboard.inline_keyboard) if letter.keyboard else 0
    return lines + rows * BUTTON_ROW

"""A badge of the standard's vectors, claimed in chat, counts here: it fills a gap on the way to a job, and fits an
opening that asks for it."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from bot import words
from bot.badges.claiming.service import Claims
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.service import Issuing
from bot.badges.service import Badges
from bot.catalogue.importing import import_folder
from bot.catalogue.service import Catalogue
from bot.chat.claims import Claims as ClaimWork
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.openings.fit import fit_of
from bot.pathways.model import Goal
from bot.pathways.service import Pathways
from bot.people.service import People
from bot.store.engine import Store
from tests.badges.issuing.helpers import AT
from tests.badges.verification import vectors
from tests.catalogue.conftest import FERNLEY
from tests.fakes import FakeClock

TODAY = date(2026, 3, 2)
TEAM_DAYS = (
    "team-days,Team days,loft,course,Work in a team.,Two days.,making,,teamwork,13,25,free,mill,54.0,-1.5,no,"
    "Step-free.,2026-04-01,2026-04-02,,8,,,\n"
)
TEAMWORK = "https://example.com/achievements/21st-century-skills/teamwork"
EXAMPLES = "did:key:z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x"
"""The key that made this vector. Its issuer's address https://example.com/issuers/876543, publishes none."""


async def city(store: Store, folder: Path) -> Catalogue:
    """Fernley, where a joiner must show teamwork as well, and the vectors' issuer is trusted."""
    shutil.copytree(FERNLEY, folder)
    facts = json.loads((folder / "city.json").read_text())
    (folder / "city.json").write_text(json.dumps(facts | {"trusted_issuers": [EXAMPLES]}))
    with (folder / "badges.csv").open("a") as file:
        file.write(f"teamwork,Working together,loft,You worked in a team.,Do it.,,making,starter,,{TEAMWORK}\n")
    with (folder / "opportunities.csv").open("a") as file:
        file.write(TEAM_DAYS)
    openings = folder / "openings.csv"
    openings.write_text(openings.read_text().replace(",safe-saw,,sawing", ",safe-saw|teamwork,,sawing"))
    reports = await import_folder(store, folder, city="fernley", today=TODAY)
    assert not [report.error or report.problems for report in reports if report.error or report.rejected]
    return Catalogue(store, lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))


async def test_a_vector_claimed_in_chat_counts_in_pathways_and_openings(store: Store, tmp_path: Path) -> None:
    clock = FakeClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    catalogue = await city(store, tmp_path / "fernley")
    claims = Claims(store, Issuing(store, KeyRing(tmp_path / "keys"), AT, clock), vectors.pages(), clock)
    badges = Badges(store, clock, claims)
    people = People(store, clock, [badges])
    parts = Parts(store, people, catalogue, words.load(), now=clock, claims=claims)
    chat = Chat(parts)
    talk = (await chat.begin("fernley", "web", "en")).conversation
    learner = await people.learner(talk.id)

    await chat.receive_file(talk.id, "f1", vectors.content("ob30/simple-json.png"))
    await ClaimWork(parts, claims).deliver()
    held = await badges.held_badges(learner.id)
    assert held == {"fernley:badge:teamwork"}

    stock, opening = await catalogue.stock("fernley"), await catalogue.opening("fernley:opening:app-joiner")
    assert opening is not None
    before, after = fit_of(stock, opening, ()), fit_of(stock, opening, held)
    assert [badge.id for badge in before.missing] == ["fernley:badge:safe-saw", "fernley:badge:teamwork"]
    assert [badge.id for badge in after.missing] == ["fernley:badge:safe-saw"]

    pathways = Pathways(store, catalogue, clock)
    goal = Goal("fernley:opening:app-joiner", "opening", opening.title)
    drafts = [await pathways.draft(learner, goal, have) for have in (frozenset[str](), held)]
    steps = [{badge for stage in draft.stages for badge, _ in stage.badges} for draft in drafts]
    assert "fernley:badge:teamwork" in steps[0] - steps[1]
    catalogue.close()

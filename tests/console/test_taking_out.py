"""Exports, reviews, rules and figures: what leaves, what is kept and for how long, and what counts may show."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import Edge
from bot.chat.advising.reviewing import Example
from bot.chat.model import Effect, Reply
from bot.chat.ports import Answer, Question
from bot.chat.reach.seal import Seal
from bot.chat.reach.service import Reach
from bot.chat.tables import ConversationRow, MessageRow, TurnRow
from bot.console import charts, keeping
from bot.console.charts import Shown
from bot.console.chores import Chores
from bot.console.days import Days
from bot.console.exports import safe
from bot.console.mail import NoMail, Smtp
from bot.console.model import Grant, Role
from bot.console.pages import taking_out
from bot.console.tables import AuditRow, SweepRow
from bot.console.training import as_yaml, usable
from bot.people.tables import LearnerRow
from bot.store.engine import Store
from tests.console.conftest import BOTH, CITY, Colleague, Hire
from tests.console.conversations import someone, talk
from tests.fakes import FakeBrain, FakeClock, echo


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "|x", "%x", "\u00a0=1"])
def test_a_cell_never_begins_a_formula(text: str) -> None:
    assert safe(text).startswith("'")


def test_ordinary_cells_stay_as_they_are() -> None:
    assert [safe(value) for value in ("web", 0.5, None, "a=b")] == ["web", "0.5", "", "a=b"]


async def test_an_export_has_a_row_a_conversation_and_is_recorded(adviser: Colleague, edge: Edge, store: Store) -> None:
    conversations = {await talk(edge, f"hello {number}") for number in range(3)}
    await adviser.done(f"/conversations/{min(conversations)}/tags", tag="=HYPERLINK(1)")
    response = await adviser.post("/exports", kind="csv", query="view=all")
    assert response.status == 200
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(await response.text())))
    assert {row["conversation"] for row in rows} == conversations
    assert {row["need"] for row in rows} == {"none"}
    assert "'=hyperlink(1)" in {row["tags"] for row in rows}
    lines = (await (await adviser.post("/exports", kind="jsonl", query="view=all")).text()).splitlines()
    assert {json.loads(line)["conversation"] for line in lines} == conversations
    assert "hello" not in str(lines), "no word of a learner's leaves this way"
    assert "csv" in await adviser.read("/exports")
    async with store.read() as session:
        assert await session.scalar(select(func.count()).where(AuditRow.action == "exported")) == 2
    assert (await adviser.post("/exports", kind="exe", query="")).status == 422


async def test_others_write_while_an_export_is_read_which_is_recorded_before(
    adviser: Colleague, edge: Edge, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        await talk(edge, f"hello {number}")
    recorded, some = [], taking_out._some

    async def meanwhile(session: AsyncSession, ids: Sequence[str]) -> list[dict[str, Any]]:
        async with store.write() as other:
            recorded.append(await other.scalar(select(func.count()).where(AuditRow.action == "exported")))
            await other.execute(update(ConversationRow).where(ConversationRow.id == ids[0]).values(language="pl"))
        return await some(session, ids)

    monkeypatch.setattr(taking_out, "AT_ONCE", 2)
    monkeypatch.setattr(taking_out, "_some", meanwhile)
    text = await (await adviser.post("/exports", kind="csv", query="view=all")).text()
    assert len(list(csv.DictReader(io.StringIO(text)))) == 3
    assert recorded == [1, 1]
    monkeypatch.undo()
    assert (await adviser.post("/exports", kind="csv", query="view=all&tag=none")).status == 200
    async with store.read() as session:
        assert await session.scalar(select(func.count()).where(AuditRow.action == "exported")) == 2, "also of nothing"


async def test_one_transcript_is_taken_out_as_a_file_masked_and_safe(adviser: Colleague, edge: Edge) -> None:
    conversation = await talk(edge, '=HYPERLINK("https://evil.example")', "ring me on 07700 900123")
    response = await adviser.get(f"/conversations/{conversation}/print?as=csv")
    assert 'filename="transcript-' in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(await response.text())))
    said = [row["text"] for row in rows if row["from"] == "you"]
    assert said == ["'=HYPERLINK(\"[link]", "ring me on [phone]"]
    assert "Zine making" in {row["cards"] for row in rows}
    assert "transcript" in await adviser.read("/exports")


async def test_a_deletion_goes_through_everything_and_names_what_was_taken_out(adviser: Colleague, edge: Edge) -> None:
    conversation = await talk(edge, "hello there")
    await adviser.done(f"/conversations/{conversation}/notes", text="a note about them")
    held = await edge.services.chat.about(conversation)
    assert held["advisers"]["notes"][0]["text"] == "a note about them"
    await adviser.post("/exports", kind="csv", query="view=all")
    await adviser.read(f"/conversations/{conversation}/print")
    receipt = await edge.services.chat.erase(conversation)
    assert [one["kind"] for one in receipt["taken_out_before"]] == ["csv", "transcript"]
    assert receipt["deleted"]["notes"] == 1
    assert conversation not in await adviser.read("/inbox?view=all")
    page = await adviser.read(f"/conversations/{conversation}")
    assert "deleted this conversation" in page
    assert "a note" not in page
    assert "0 messages" in await adviser.read("/search?q=hello there")


async def test_search_marks_what_it_found_and_masks(adviser: Colleague, edge: Edge) -> None:
    await talk(edge, "ring me on 07700 900123 about <i>coding</i>")
    page = await adviser.read("/search?q=coding")
    assert "<mark>coding</mark>" in page
    assert "[phone]" in page
    assert "<i>" not in page


async def test_reviewing_from_drawing_to_marking(adviser: Colleague, edge: Edge) -> None:
    await talk(edge, "is there owt on for me")
    await adviser.done("/review/draw", why="random")
    page = await adviser.read("/review")
    assert "is there owt on for me" in page
    where = next(
        part.partition('"')[0] for part in page.split('action="/console/review/')[1:] if not part.startswith("draw")
    )
    assert (await adviser.post(f"/review/{where}", mark="wrong intent")).status == 422
    await adviser.done(f"/review/{where}", mark="wrong intent", intent="find_opportunity")
    assert "Nothing waits" in await adviser.read("/review")
    assert (await adviser.post("/review/draw", why="nonsense")).status == 422
    assert (await adviser.post("/review/draw", why="random", city="elsewhere")).status == 404


def test_examples_come_out_in_rasas_format_without_personal_data() -> None:
    from ruamel.yaml import YAML

    kept = [Example("greet", "ey up"), Example("greet", "ey up"), Example("find_opportunity", "owt on: 'sat' # now")]
    read = YAML(typ="safe").load(as_yaml(kept))
    assert [item["intent"] for item in read["nlu"]] == ["find_opportunity", "greet"]
    assert read["nlu"][1]["examples"] == "- ey up\n"
    assert not usable("im called Priya")
    assert not usable("[link](x)")
    assert usable("owt on")
    assert YAML(typ="safe").load(as_yaml([]))["nlu"] == []


@BOTH
async def test_old_things_are_counted_then_deleted_with_a_receipt(edge: Edge, store: Store, clock: FakeClock) -> None:
    await talk(edge, "old words")
    clock.forward(days=400)
    await talk(edge, "new words")
    async with store.read() as session:
        before = await keeping.dry_run(session, CITY, clock())
        messages = await session.scalar(select(func.count()).select_from(MessageRow))
    assert before["messages"] > 0
    assert before["understanding"] > 0
    assert await keeping.run(edge.desk, CITY) == before
    async with store.read() as session:
        assert (await keeping.dry_run(session, CITY, clock()))["messages"] == 0
        assert 0 < (await session.scalar(select(func.count()).select_from(MessageRow)) or 0) < (messages or 0)
        assert await session.scalar(select(func.count()).select_from(TurnRow)) == 2
        receipt = (await session.scalars(select(SweepRow))).one()
    assert receipt.counts == before
    assert (receipt.counts["conversations"], receipt.counts["understanding"]) == (1, 2)


@pytest.mark.parametrize(("day", "gone"), [(29, ""), (31, "addresses"), (89, ""), (91, "understanding")])
async def test_each_kind_has_its_own_time(edge: Edge, store: Store, clock: FakeClock, day: int, gone: str) -> None:
    conversation = await talk(edge, "hello")
    reach = Reach(edge.worker._parts, Seal("k" * 32), "telegram:1")
    await reach.put(5, conversation)
    clock.forward(days=29 if day < 60 else 89)
    await keeping.run(edge.desk, CITY)
    clock.forward(days=day - (29 if day < 60 else 89))
    counts = await keeping.run(edge.desk, CITY)
    assert [kind for kind, count in counts.items() if count] == ([gone] if gone else [])
    assert await edge.services.chat.messages(conversation, 0), "messages stay for a year"
    async with store.read() as session:
        row = await session.get_one(ConversationRow, conversation)
        assert bool(row.intent) is (day < 90)


async def test_a_city_that_keeps_less_forgets_the_learner_too(edge: Edge, store: Store, clock: FakeClock) -> None:
    conversation = await talk(edge, "hello")
    async with store.write() as session:
        await keeping.set_rules(session, CITY, {"conversations": 10}, 365)
    clock.forward(days=11)
    assert (await keeping.run(edge.desk, CITY))["conversations"] == 1
    async with store.read() as session:
        assert await session.get(ConversationRow, conversation) is None
        assert await session.scalar(select(func.count()).select_from(LearnerRow)) == 0


async def test_the_night_comes_once_a_night(edge: Edge, store: Store, clock: FakeClock) -> None:
    clock.at = clock.at.replace(hour=12)
    await keeping.nightly(edge.desk)
    clock.at = clock.at.replace(hour=3)
    for _ in range(3):
        await keeping.nightly(edge.desk)
        clock.forward(minutes=10)
    clock.forward(days=1)
    await keeping.nightly(edge.desk)
    clock.forward(days=2, hours=9)
    await keeping.nightly(edge.desk)
    async with store.read() as session:
        assert len((await session.scalars(select(SweepRow))).all()) == 3, "and a night that was missed is made up for"


def days(kind: str, number: int) -> dict[str, Any]:
    return {f"days-{kind}": str(number)}


async def test_a_lead_sets_the_days_and_an_adviser_does_not(adviser: Colleague, hire: Hire, edge: Edge) -> None:
    await adviser.done("/rules", city=CITY, **days("messages", 30))
    assert 'name="days-messages" value="30"' in await adviser.read("/rules?try=1")
    assert (await adviser.post("/rules", city=CITY, **days("messages", 0))).status == 422
    assert (await adviser.post("/rules", city=CITY, **days("messages", 366))).status == 422, (
        "the conversation goes before"
    )
    assert (await adviser.post("/rules", city=CITY, **days("nonsense", 9))).status == 422
    assert (await adviser.post("/rules", city="elsewhere", **days("messages", 9))).status == 404
    await adviser.done("/rules/canned", city=CITY, title="Hello", text="Hi there")
    stranger = await hire(Grant(Role.LEAD, "elsewhere"))
    assert (await stranger.post("/rules/canned/1/remove")).status == 404
    await adviser.done("/rules/canned/1/remove")
    assert "Hi there" not in await adviser.read("/rules")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "under 10"), (9, "under 10"), (10, "10"), (12, "10"), (13, "15"), (1003, "1,005")]
)
def test_small_counts_are_hidden_and_others_rounded(count: int, said: str) -> None:
    assert charts.said(count) == said


def test_a_chart_shows_no_hidden_number_and_escapes_its_names() -> None:
    counts = {"<script>": 7, "discover": 42}
    drawn = charts.columns("Topics", {name: Shown(charts.rounded(n), charts.said(n)) for name, n in counts.items()})
    assert "<script>" not in drawn
    assert ">7<" not in drawn
    assert "discover: 40" in drawn
    assert charts.columns("Topics", {"few": Shown(None, charts.UNDER)}) == ""
    assert charts.share(9, 100) == "too few to say"
    assert charts.share(20, 100) == "20 %"


async def test_figures_are_those_of_ones_own_cities(adviser: Colleague, hire: Hire, edge: Edge) -> None:
    for number in range(12):
        await talk(edge, f"hello {number}")
    assert "<dt>Conversations begun</dt><dd>10</dd>" in await adviser.glance()
    stranger = await hire(Grant(Role.ADVISER, "elsewhere"))
    assert "<dt>Conversations begun</dt><dd>under 10</dd>" in await stranger.glance()


def wanting(question: Question) -> Answer:
    """Asks for a person, saves something and says that it was begun."""
    effects = [
        Effect("handover", {"reason": "asked"}),
        Effect("save", {"item": "a", "kind": "opportunity", "title": "A"}),
        Effect("step", {"item": "b", "title": "B", "badges": [], "state": "doing"}),
        Effect("flag", {"kind": "lost"}),
    ]
    return Answer(echo(question).events, [Reply("Right.")], effects, {"intent": "talk_to_adviser", "confidence": 0.9})


@BOTH
async def test_every_figure_is_counted_with_a_table_under_its_chart(
    adviser: Colleague, edge: Edge, clock: FakeClock
) -> None:
    for number in range(11):
        conversation = await talk(edge, f"hello {number}", brain=FakeBrain(wanting))
        clock.forward(minutes=2)
        await edge.desk.advising.takeover.take_over(conversation, someone())
        last = (await edge.services.chat.messages(conversation, 0))[-1]
        await edge.services.chat.feedback(conversation, last.seq, "up")
    page = await adviser.glance()
    today = page.partition("The last 30 days")[0]
    for name, value in (
        ("First answers", "10"),
        ("Asked for a person", "10"),
        ("Waited for one, in the middle", "2 min"),
        ("Share of answers at a loss", "100 %"),
        ("Saved to a plan", "10"),
        ("Joined or done, as learners say", "10"),
        ("Thumbs up", "10"),
        ("Thumbs down", "under 10"),
    ):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in today, name
    assert page.count("<svg") == 9
    assert page.count("as a table</summary>") == 10
    await adviser.glance()


class FakeMailer:
    """Takes mail while it works."""

    def __init__(self) -> None:
        self.sent: list[tuple[list[str], str]] = []
        self.works = False

    async def send(self, to: Sequence[str], subject: str, text: str) -> bool:
        if self.works:
            self.sent.append((list(to), text))
        return self.works


async def test_a_worry_is_mailed_to_the_lead_without_a_word_of_it(
    edge: Edge, adviser: Colleague, clock: FakeClock
) -> None:
    mailer = FakeMailer()
    desk = replace(edge.desk, mailer=mailer, address="https://w.example")
    chores = Chores(desk, Days(desk))
    conversation = await talk(edge)
    await edge.services.chat.receive(conversation, "1", "i want to kill myself")
    clock.at += timedelta(minutes=10)
    await chores.alert()
    assert "could not be told" in await adviser.read("/inbox")
    mailer.works = True
    clock.at += timedelta(minutes=2)
    await chores.alert()
    await chores.alert()
    ((to, text),) = mailer.sent
    assert to == [adviser.email]
    assert f"https://w.example/console/conversations/{conversation}" in text
    assert "kill" not in text
    assert "The lead was told" in await adviser.read("/inbox")


async def test_a_mail_server_that_is_not_there_is_no_end(caplog: pytest.LogCaptureFixture) -> None:
    assert not await Smtp("smtp://127.0.0.1:9", "a@b.example").send(["x@y.example"], "s", "t")
    assert not await NoMail().send(["x@y.example"], "s", "t")
    assert "x@y.example" not in caplog.text

"""The advisers' desk in pages: reading, stepping in, following up; and nothing of another city's."""

import asyncio
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from bot.app import Edge
from bot.chat.model import Handling
from bot.console.model import Grant, Role
from bot.console.tables import AuditRow
from bot.store.engine import Store
from tests.console.conftest import CITY, Colleague, Hire
from tests.console.conversations import asking_for_a_person, talk
from tests.fakes import FakeBrain, FakeClock


async def actions(store: Store) -> list[str]:
    async with store.read() as session:
        return list(await session.scalars(select(AuditRow.action).order_by(AuditRow.seq)))


async def test_who_asked_for_a_person_is_in_the_inbox(adviser: Colleague, edge: Edge) -> None:
    asked = await talk(edge, "can i talk to someone", brain=FakeBrain(asking_for_a_person))
    other = await talk(edge, "any art clubs")
    page = await adviser.read("/inbox")
    assert asked in page
    assert other not in page
    assert "Asked for a person" in page
    assert other in await adviser.read("/inbox?view=all&topic=discover")
    assert other in await adviser.read("/inbox/list?view=all&confidence=0.9")
    assert other not in await adviser.read("/inbox/list?view=all&confidence=0.8")
    assert asked in await adviser.read("/inbox/list?age_band=16-17&area=northgate&unread=1&view=all")


async def test_the_transcript_shows_what_was_seen_understood_and_why(
    adviser: Colleague, edge: Edge, store: Store
) -> None:
    page = await adviser.read(f"/conversations/{await talk(edge, 'any art clubs')}")
    for part in (
        "any art clubs",
        "Zine making",
        "You like art.",
        "find_opportunity · 0.83",
        "interest: art",
        "Why it was shown",
    ):
        assert part in page
    assert "read" in await actions(store)


async def test_a_worry_is_on_top_in_every_view(adviser: Colleague, edge: Edge, clock: FakeClock) -> None:
    worried = await talk(edge)
    await edge.services.chat.receive(worried, "1", "i want to kill myself")
    clock.forward(minutes=5)
    newer = await talk(edge, "any art clubs")
    for view in ("all", "needs"):
        page = await adviser.read(f"/inbox?view={view}")
        assert page.count(f'value="{worried}"') == 1
        assert newer not in page or page.index(worried) < page.index(newer)
    assert "2 conversations" in await adviser.read("/inbox?view=all")
    page = await adviser.read(f"/conversations/{worried}")
    assert "0800 068 4141" in page, "a helpline's number is nobody's own"


async def test_reading_takes_unread_away(adviser: Colleague, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    assert conversation in await adviser.read("/inbox?view=all&unread=1")
    await adviser.read(f"/conversations/{conversation}")
    assert conversation not in await adviser.read("/inbox?view=all&unread=1")


async def test_an_adviser_steps_in_writes_and_hands_back(adviser: Colleague, edge: Edge, store: Store) -> None:
    conversation = await talk(edge, "hello")
    await adviser.read(f"/conversations/{conversation}")
    await adviser.done(f"/conversations/{conversation}/take")
    assert await edge.services.chat.handling(conversation) is Handling.ADVISER
    page = await adviser.read(f"/conversations/{conversation}/cards?words=coding club on tuesday")
    card = re.search(r'name="card" value="([^"]+)"', page)
    assert card is not None
    await adviser.done(f"/conversations/{conversation}/say", text="Have a look at this", card=card[1], key="k")
    last = (await edge.services.chat.messages(conversation, 0))[-1]
    assert (last.speaker, last.text, last.cards[0]["id"]) == ("adviser", "Have a look at this", card[1])
    for page in (f"/conversations/{conversation}", f"/conversations/{conversation}/print"):
        assert last.cards[0]["title"] in await adviser.read(page)
    await adviser.done(f"/conversations/{conversation}/hand-back", agreed="You go on Tuesday.")
    assert await edge.services.chat.handling(conversation) is Handling.GUIDE
    assert {"took over", "wrote", "handed back"} <= set(await actions(store))


async def test_a_second_adviser_is_told_and_may_take_it(adviser: Colleague, hire: Hire, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    await adviser.done(f"/conversations/{conversation}/take")
    second = await hire(Grant(Role.ADVISER, CITY))
    assert (await second.post(f"/conversations/{conversation}/take")).status == 409
    assert (await second.post(f"/conversations/{conversation}/say", text="Hello")).status == 409
    assert "Take it from" in await second.read(f"/conversations/{conversation}")
    await second.done(f"/conversations/{conversation}/take", from_holder="1")
    assert (await adviser.post(f"/conversations/{conversation}/say", text="Hello")).status == 409


async def test_a_draft_is_kept_and_others_see_who_writes(adviser: Colleague, hire: Hire, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    await adviser.done(f"/conversations/{conversation}/take")
    assert (await adviser.post(f"/conversations/{conversation}/here", draft="I was about to")).status == 204
    assert "I was about to" in await adviser.read(f"/conversations/{conversation}")
    second = await hire(Grant(Role.ADVISER, CITY))
    assert "Person0 is writing" in await second.read(f"/conversations/{conversation}")


async def test_following_up(adviser: Colleague, edge: Edge, clock: FakeClock) -> None:
    conversation = await talk(edge, "hello", brain=FakeBrain(asking_for_a_person))
    here = f"/conversations/{conversation}"
    await adviser.done(f"{here}/notes", text="Wants to be a vet")
    await adviser.done(f"{here}/tags", tag="Animals")
    await adviser.done(f"{here}/tags", tag="good answer", seq="5")
    await adviser.done(f"{here}/remind", at="2026-11-24T10:00", text="Ask again")
    me = re.search(r'data-me="(\w+)"', await adviser.read(here))
    assert me is not None
    await adviser.done(f"{here}/assign", person=me[1])
    await adviser.done(f"{here}/outcome", outcome="in progress")
    page = await adviser.read(here)
    for part in ("Wants to be a vet", "animals", "good answer", "Ask again", "in progress"):
        assert part in page
    assert conversation in await adviser.read("/inbox?view=mine")
    assert conversation not in await adviser.read("/inbox"), "somebody looks after it"
    assert "1 reminder due" not in await adviser.read("/inbox")
    clock.forward(hours=25)
    assert (await adviser.sign_in()).status == 303
    assert "1 reminder due" in await adviser.read("/inbox")
    reminders = await adviser.read("/reminders")
    assert "Ask again" in reminders
    task = re.search(r"/reminders/(\d+)/done", reminders)
    assert task is not None
    await adviser.done(f"/reminders/{task[1]}/done")
    assert "Ask again" not in await adviser.read("/reminders")
    await adviser.done(f"{here}/tags", tag="animals", remove="1")
    await adviser.done(f"{here}/tags", tag="good answer", seq="5", remove="1")
    assert "good answer" not in await adviser.read(here)
    refused = await adviser.post(f"{here}/outcome", outcome="nonsense")
    assert refused.status == 422
    assert "Sign out" in await refused.text(), "a page that says no still shows who is signed in"
    assert (await adviser.post(f"{here}/assign", person="nobody")).status == 422
    assert (await adviser.post(f"{here}/remind", at="never", text="x")).status == 422
    assert (await adviser.post(f"{here}/notes", text="   ")).status == 422


async def test_several_are_changed_at_once_and_views_are_kept(adviser: Colleague, edge: Edge) -> None:
    talks = [await talk(edge, f"hello {number}") for number in range(3)]
    await adviser.done("/inbox/change", do="tag", tag="batch", all="1", query="view=all")
    tagged = await adviser.read("/inbox?view=all&tag=batch")
    assert [one for one in talks if one not in tagged] == []
    await adviser.done("/inbox/change", do="resolve", id=talks[0], query="view=all")
    assert talks[0] in await adviser.read("/inbox?view=all&outcome=resolved")
    await adviser.done("/inbox/views", name="Batch", query="view=all&tag=batch&evil=1")
    page = await adviser.read("/inbox")
    assert "view=all&amp;tag=batch" in page
    assert "evil" not in page
    kept = re.search(r"/inbox/views/(\d+)/remove", page)
    assert kept is not None
    await adviser.done(f"/inbox/views/{kept[1]}/remove")
    assert "Batch" not in await adviser.read("/inbox")
    assert (await adviser.post("/inbox/change", do="tag", tag=" ", all="1", query="view=all")).status == 422


PERSONAL = "im called Priya, ring me on 07700 900123 or priya.k@mail.example"


async def test_personal_data_is_masked_until_somebody_says_why(
    adviser: Colleague, hire: Hire, edge: Edge, clock: FakeClock, store: Store
) -> None:
    conversation = await talk(edge, PERSONAL)
    here = f"/conversations/{conversation}"
    for page in (await adviser.read(here), await adviser.read("/inbox?view=all"), await adviser.read(f"{here}/print")):
        assert not any(secret in page for secret in ("Priya", "900123", "mail.example"))
    assert (await adviser.post(f"{here}/unmask", reason=" ")).status == 422
    await adviser.done(f"{here}/unmask", reason="They asked me to call them")
    assert "900123" in await adviser.read(here)
    assert "900123" in await adviser.read(f"{here}/print")
    auditor = await hire(Grant(Role.AUDITOR, CITY))
    assert "900123" not in await auditor.read(here)
    assert (await auditor.post(f"{here}/unmask", reason="I am curious")).status == 403
    clock.forward(minutes=29)
    assert "900123" in await adviser.read(here)
    clock.forward(minutes=2)
    await adviser.sign_in()
    assert "900123" not in await adviser.read(here)
    async with store.read() as session:
        details = list(await session.scalars(select(AuditRow.detail).where(AuditRow.action == "unmasked")))
    assert details == [{"reason": "They asked me to call them"}]


async def test_a_name_that_was_told_once_is_masked_wherever_it_stands(adviser: Colleague, edge: Edge) -> None:
    here = f"/conversations/{await talk(edge, 'hi my name is zarq mehmoodi', 'its zarq again, any art')}"
    await adviser.done(f"{here}/notes", text="Rang Mehmoodi at home")
    pages = (
        here,
        f"{here}/print",
        f"{here}/print?as=csv",
        "/search?q=again",
        "/inbox?view=all",
        "/inbox/list?view=all",
    )
    for page in pages:
        told = await (await adviser.get(page)).text()
        assert "[name] again" in told or "[name]</mark>" in told or "[name] <mark>again" in told, page
        assert not {"zarq", "mehmoodi"} & set(re.findall(r"\w+", told.casefold())), page
    await adviser.done(f"{here}/unmask", reason="They asked me to call them")
    assert "zarq mehmoodi" in await adviser.read(here)


async def test_what_the_guide_says_again_is_masked_too(adviser: Colleague, edge: Edge) -> None:
    here = f"/conversations/{await talk(edge, 'im tom', brain=FakeBrain())}"
    for page in (here, f"{here}/print", f"{here}/print?as=csv", "/search?q=said"):
        text = await (await adviser.get(page)).text()
        assert "im [name]" in re.sub(r"</?mark>", "", text), page
        assert "tom" not in re.findall(r"\w+", text), page


WITH_ID = (
    *(("GET", path) for path in ("", "/print", "/cards", "/live")),
    *(
        ("POST", f"/{path}")
        for path in ("take", "say", "hand-back", "here", "unmask", "notes", "tags", "assign", "outcome", "remind")
    ),
)
FIELDS: dict[str, Any] = {
    "text": "hello",
    "reason": "because i can",
    "tag": "x",
    "outcome": "done",
    "at": "2026-12-01T10:00",
    "person": "",
}


async def test_nothing_of_another_city_can_be_read_or_changed_by_id(hire: Hire, edge: Edge) -> None:
    conversation = await talk(edge, "a secret of smallville")
    before = await edge.services.chat.about(conversation)
    stranger = await hire(*(Grant(role, "elsewhere") for role in (Role.ADVISER, Role.LEAD, Role.ADMIN, Role.AUDITOR)))
    for method, path in WITH_ID:
        response = await _call(stranger, method, f"/conversations/{conversation}{path}")
        assert response.status == 404, path
        assert "secret" not in await response.text()
    assert conversation not in await stranger.read("/inbox?view=all")
    assert conversation not in await stranger.read(f"/inbox?view=all&city={CITY}")
    await stranger.done("/inbox/change", do="mine", all="1", query=f"view=all&city={CITY}")
    assert (await stranger.post("/inbox/change", do="mine", id=conversation, query="")).status == 404
    assert await edge.services.chat.about(conversation) == before


async def _call(who: Colleague, method: str, path: str) -> ClientResponse:
    return await (who.get(path) if method == "GET" else who.post(path, **FIELDS))


async def test_a_role_that_only_reads_changes_nothing(hire: Hire, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    auditor = await hire(Grant(Role.AUDITOR, CITY))
    assert "Your role reads here" in await auditor.read(f"/conversations/{conversation}")
    for method, path in WITH_ID:
        if method == "POST" and path != "/here":
            assert (await auditor.post(f"/conversations/{conversation}{path}", **FIELDS)).status == 403


async def test_a_lead_in_one_city_is_no_adviser_in_another(hire: Hire, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    both = await hire(Grant(Role.ADVISER, "elsewhere"), Grant(Role.AUDITOR, CITY))
    assert "Your role reads here" in await both.read(f"/conversations/{conversation}")
    assert (await both.post(f"/conversations/{conversation}/take")).status == 404
    assert (await both.post(f"/conversations/{conversation}/unmask", reason="because i can")).status == 403


async def test_cards_of_another_city_cannot_be_sent(adviser: Colleague, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    await adviser.done(f"/conversations/{conversation}/take")
    for card, status in (("elsewhere:opportunity:1", 404), (f"{CITY}:opportunity:none", 422)):
        assert (await adviser.post(f"/conversations/{conversation}/say", text="Look", card=card)).status == status


class Stream:
    """An open stream of events."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response

    async def next(self, name: str) -> Any:
        """The data of the next event of that name."""
        found = ""
        async with asyncio.timeout(10):
            while True:
                line = (await self._response.content.readline()).decode().strip()
                if line.startswith("event: "):
                    found = line.removeprefix("event: ")
                elif line.startswith("data: ") and found == name:
                    return json.loads(line.removeprefix("data: "))


async def test_what_a_learner_writes_is_on_the_screen_at_once(adviser: Colleague, edge: Edge) -> None:
    conversation = await talk(edge, "hello")
    after = len(await edge.services.chat.messages(conversation, 0))
    response = await adviser.get(f"/conversations/{conversation}/live?after={after}")
    stream = Stream(response)
    assert (await stream.next("state"))["handling"] == "guide"
    await edge.services.chat.receive(conversation, "new", "<b>my number is 07700 900123</b>")
    line = await stream.next("line")
    assert line["from"] == "you"
    assert "&lt;b&gt;my number is [phone]&lt;/b&gt;" in line["html"]
    await adviser.done(f"/conversations/{conversation}/take")
    assert "is here now" in (await stream.next("line"))["html"]
    assert (await stream.next("state"))["handling"] == "adviser"
    found = await adviser.read(f"/conversations/{conversation}/cards?words=coding club")
    card = re.findall(r'name="card" value="([^"]+)"', found)[0]
    await adviser.done(f"/conversations/{conversation}/say", text="Look", card=card)
    line = await stream.next("line")
    assert "opportunity" in line["html"], "an adviser's card, which has no reason"
    assert "Not arrived yet" in line["html"]
    edge.services.chat.arrived(conversation, line["seq"])
    await edge.worker._parts.arrivals.keep(edge.desk.store)
    assert (await stream.next("arrived"))["seq"] == line["seq"]
    assert "Arrived 10:" in await adviser.read(f"/conversations/{conversation}")
    response.close()


async def test_the_inbox_hears_of_what_is_new(adviser: Colleague, edge: Edge) -> None:
    response = await adviser.get("/live")
    stream = Stream(response)
    await asyncio.sleep(0.2)
    conversation = await talk(edge)
    await edge.services.chat.receive(conversation, "1", "i want to kill myself")
    seen = await stream.next("inbox")
    while not seen["worried"]:
        seen = await stream.next("inbox")
    assert seen == {"need": 1, "worried": 1}
    response.close()


async def test_an_open_page_does_not_keep_a_session_alive(adviser: Colleague, edge: Edge, clock: FakeClock) -> None:
    conversation = await talk(edge, "hello")
    for _ in range(4):
        clock.forward(minutes=9)
        await adviser.post(f"/conversations/{conversation}/here")
    assert (await adviser.get("/inbox")).status == 303


@pytest.mark.parametrize(
    "path", ["/inbox?before=x~y~z&since=never&until=9999-12-31&view=nonsense&confidence=nan", "/inbox?city=%00&tag=%ff"]
)
async def test_addresses_that_make_no_sense_are_pages_all_the_same(adviser: Colleague, path: str) -> None:
    await adviser.read(path)


async def test_silence_of_ten_minutes_hands_a_conversation_back(
    adviser: Colleague, edge: Edge, clock: FakeClock
) -> None:
    conversation = await talk(edge, "hello")
    await adviser.done(f"/conversations/{conversation}/take")
    clock.at += timedelta(minutes=10)
    assert await edge.desk.advising.takeover.lapse() == 1
    assert (await adviser.post(f"/conversations/{conversation}/say", text="Hello")).status == 409

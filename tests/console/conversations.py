"""Learners who talk, for the console's tests."""

from bot.app import Edge
from bot.chat.advising.model import Adviser
from bot.chat.model import Effect, Reply
from bot.chat.ports import Answer, Question
from bot.chat.worker import Worker
from tests.console.conftest import CITY
from tests.fakes import FakeBrain, echo

CARD = {
    "kind": "opportunity",
    "id": f"{CITY}:opportunity:1",
    "title": "Zine making",
    "subtitle": "The Library",
    "facts": [{"name": "Cost", "value": "Free"}],
    "why": "You like art.",
    "earns": [],
    "link": "",
    "buttons": [{"title": "Save", "intent": "save_it", "entities": {}}],
}


def with_card(question: Question) -> Answer:
    """Understands everything as a search, and shows one card with its reason."""
    shown = {"version": "1", "reasons": {CARD["id"]: [["interest", "art", 0.5]]}}
    user = {
        "event": "user",
        "text": question.text,
        "parse_data": {"intent": {}, "entities": [{"entity": "interest", "value": "art"}]},
    }
    events = [user, *echo(question).events[1:]]
    return Answer(
        events,
        [Reply("Here is one.", cards=[CARD], shown=shown)],
        [],
        {"intent": "find_opportunity", "confidence": 0.83},
    )


def asking_for_a_person(question: Question) -> Answer:
    wanted = [Effect("handover", {"reason": "asked"}), Effect("profile", {"set": {"age": 16, "areas": ["northgate"]}})]
    return Answer(
        echo(question).events, [Reply("I have asked.")], wanted, {"intent": "talk_to_adviser", "confidence": 0.9}
    )


async def talk(edge: Edge, *texts: str, brain: FakeBrain | None = None, city: str = CITY) -> str:
    """The id of a new conversation in which a learner wrote these texts and was answered."""
    begun = await edge.services.chat.begin(city, "web", "en")
    worker = Worker(edge.worker._parts, brain or FakeBrain(with_card))
    for number, text in enumerate(texts):
        await edge.services.chat.receive(begun.conversation.id, str(number), text)
        while work := await worker.take():
            await worker.answer(work)
    return begun.conversation.id


def someone(city: str = CITY) -> Adviser:
    return Adviser("f" * 32, "Sam", frozenset({city}))

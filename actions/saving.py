"""Keeping things in the plan, however it is said; and never an end at which nothing is kept."""

from collections.abc import Sequence

from actions import expressing, meeting
from actions.cards import opportunity_card, shown
from actions.choosing import by_number, chosen, spoken_of_last
from actions.conversation import show_suggestions
from actions.details import details_of
from actions.goals import step_card
from actions.items import card_of
from actions.phrases import list_of
from actions.requests import with_profile
from actions.screen import WHICH, ask_which, screen_of
from actions.showing import show_opportunities
from actions.turn import Button, Card, Turn, payload
from actions.way import show_way
from bot.catalogue.model import Request
from bot.language import choosing
from bot.pathways.model import Stage

QUESTION = f"{WHICH}save_it"
DOABLE = frozenset({"opportunity", "opening", "step"})
"""Kinds of card that one can do; others are to know about, and something to do is offered with them."""
MOST, SHOWN = 10, 3
SHORT, SHORTER = 8, 4
"""Words up to which a message may be the answer to "which one": of intents that say little, and of others."""
SAYS_LITTLE = frozenset(
    {"save_it", "affirm", "deny", "dont_know", "nlu_fallback", "chitchat", "out_of_scope", "cancel", "praise", "thank"}
)


async def take(turn: Turn) -> bool:
    """A message that plainly says to keep something, whatever it was taken for. False when it does not."""
    if turn.heard.first("card") or not choosing.keeps(turn.heard.text):
        return False
    if not (await _choices(turn) or await _steps(turn)):
        return False
    question = turn.slot("question")
    if meeting.is_ours(question) or expressing.is_ours(question):
        turn.set("offer", turn.slots.get("offer"))  # what was being written goes on waiting
    await save(turn)
    return True


async def save(turn: Turn) -> None:
    """Keeps what is meant; where several could be, asks which."""
    if turn.slot("question") == QUESTION and await answer(turn):
        return
    if tapped := turn.heard.first("card"):
        await _keep(turn, [await card_of(turn, tapped) or await _on_screen(turn, tapped)])
        return
    choices = await _choices(turn)
    found = await _steps_named(turn) or chosen(turn, choices)
    if not found and not choices:
        found = await _next_step(turn)
    if len(found) == 1 or _several_named(turn, found):
        await _keep(turn, found)
    elif found or choices:
        await _ask(turn, found or choices)
    else:
        await _show_some(turn)


async def answer(turn: Turn) -> bool:
    """The answer to "which one": anything short keeps something. False when it is a matter of its own."""
    turn.set("question", None)
    text, choices = turn.heard.text, await _choices(turn)
    if turn.heard.first("card") or not choices:
        return False
    if choosing.NONE.match(text):
        turn.tell("saving.none", buttons=[payload(turn.services.words.say("cards.something_else"), "show_more")])
        return True
    found = chosen(turn, choices)
    if not _is_answer(turn, found, choices):
        return False
    if found and (len(found) < len(choices) or _several_named(turn, found)):
        await _keep(turn, found)
    else:
        await _keep(turn, choices[:1], instead=choices[1:])
    return True


def _is_answer(turn: Turn, found: Sequence[Card], choices: Sequence[Card]) -> bool:
    length = len(turn.heard.text.split())
    if turn.heard.intent in SAYS_LITTLE:
        return length <= SHORT
    tells = bool(found) or bool(choosing.ANY.search(turn.heard.text))
    return tells and length <= SHORTER and not choosing.ASKS_MORE.search(turn.heard.text)


async def say_yes(turn: Turn) -> bool:
    """ "Yeah go on then" after something was shown. False when nothing that is on screen is left to keep."""
    choices = [card for card in await _choices(turn) if card["kind"] in DOABLE]
    meant = spoken_of_last(turn, choices) or choices
    if not meant or any(card["id"] in turn.learner.saved for card in meant):
        return False
    if len(meant) == 1:
        await _keep(turn, meant)
    else:
        await _ask(turn, meant)
    return True


def _several_named(turn: Turn, found: Sequence[Card]) -> bool:
    """Whether all of them were asked for, and not one of them in words that fit several."""
    all_asked = choosing.EVERYTHING.search(turn.heard.text) or choosing.OTHERS.search(turn.heard.text)
    return bool(found) and bool(all_asked or by_number(turn, found))


async def _choices(turn: Turn) -> list[Card]:
    """What is on screen and can be kept. A plan is kept already: its steps are what there is to do."""
    return [card for card in await screen_of(turn) if card["kind"] != "pathway"]


async def _on_screen(turn: Turn, item: str) -> Card:
    return next((card for card in await screen_of(turn) if card["id"] == item), {"id": item})


async def _steps_named(turn: Turn) -> list[Card]:
    """ "Save the first step", whatever is on screen; and "the second one" of a plan that is."""
    text = turn.heard.text
    named = choosing.STEP.search(text)
    if not named and not any(card["kind"] == "pathway" for card in await screen_of(turn)):
        return []
    steps = await _steps(turn)
    places = choosing.places(text, len(steps))
    if named and choosing.EVERYTHING.search(text):
        places = list(range(len(steps)))
    found = [await step_card(turn, steps[place]) for place in places if place]
    return found if found and 0 not in places else [*(await _next_step(turn) if named or places else []), *found]


async def _steps(turn: Turn) -> list[Stage]:
    """What is left of the plan to the goal."""
    kept = await turn.services.pathways.kept(turn.learner.id)
    return kept.left if kept else []


async def _next_step(turn: Turn) -> list[Card]:
    """The step that the plan begins with; work comes after what leads to it."""
    steps = await _steps(turn)
    first = sorted(steps, key=lambda stage: stage.kind == "opening")[:1]
    return [await step_card(turn, stage) for stage in first]


async def _keep(turn: Turn, cards: Sequence[Card], instead: Sequence[Card] = ()) -> None:
    found = [each.card for card in cards[:MOST] if (each := await details_of(turn, card))]
    if not found:
        turn.say("utter_item_gone")
        return
    turn.set("question", None if str(turn.slot("question") or "").startswith(WHICH) else turn.slot("question"))
    for card in found:
        turn.effect("save", item=card["id"], kind=card["kind"], title=card["title"])
    turn.set("focus", found[-1]["id"])
    turn.say("utter_saved", title=list_of(turn.services.words, [card["title"] for card in found]))
    if instead:
        turn.tell("saving.guessed", buttons=[_button(card) for card in instead[:MOST]])
    if not any(card["kind"] in DOABLE for card in found):
        await _offer_something_to_do(turn, found[-1])


async def _offer_something_to_do(turn: Turn, card: Card) -> None:
    """A job, a badge or a mentor is to know about: what can be done towards it comes with it."""
    if card["kind"] == "career" and await show_opportunities(
        turn, with_profile(Request(occupations=(card["title"],)), turn.profile), intro="utter_pathway_start"
    ):
        return
    again = await card_of(turn, card["id"])
    found = list(await turn.services.catalogue.awarding(turn.seeker, [card["id"]]))[:SHOWN]
    cards = [opportunity_card(turn.services.words, match) for match in found]
    turn.tell("saving.and_now", buttons=again["buttons"][:2] if again else [], cards=cards, shown=shown(found, ""))


async def _ask(turn: Turn, cards: Sequence[Card]) -> None:
    asked = str(turn.slot("question") or "").startswith(WHICH)
    if asked:  # asked a moment ago: once is enough
        await _keep(turn, cards[:1], instead=cards[1:])
    else:
        ask_which(turn, list(cards)[:MOST], "save_it")


async def _show_some(turn: Turn) -> None:
    """Nothing was shown yet: what suits them is, and the next word may say which."""
    turn.tell("details.nothing_yet")
    if turn.profile.goals:
        await show_way(turn)
        return
    asked = turn.asked
    turn.set("asked", {**asked, "age": 1})  # an age can wait: which of these comes first
    await show_suggestions(turn)
    turn.set("asked", asked)
    turn.set("question", QUESTION)


def _button(card: Card) -> Button:
    return payload(card["title"], "save_it", card=card["id"])

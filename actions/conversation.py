"""What comes next when a learner has told something: the next question, or the first suggestions."""

from actions.questions import next_question
from actions.requests import search_from, with_profile
from actions.showing import show_again, show_opportunities
from actions.turn import Turn
from bot.catalogue.model import Request


async def carry_on(turn: Turn) -> None:
    """The next question of the first minute; after a search, that search with what was told since; else suggestions."""
    search = search_from(turn.slot("search"))
    question = next_question(turn.profile, turn.asked) if search is None else None
    if question:
        turn.ask(question)
    elif search is None or not await show_again(turn, search, with_profile(search.request, turn.profile)):
        await show_suggestions(turn)


async def nothing_to_pick(turn: Turn) -> None:
    """Something on screen was meant, and nothing is there: what fits is better than being asked again for a taste."""
    if turn.profile.interests or turn.profile.goals:
        turn.tell("details.nothing_yet")
        await show_suggestions(turn)
    else:
        turn.say("utter_nothing_on_screen")


async def show_suggestions(turn: Turn) -> None:
    """What fits everything that the learner told."""
    request = with_profile(Request(), turn.profile)
    if not await show_opportunities(turn, request, intro="utter_found_first"):
        turn.say("utter_nothing_at_all")

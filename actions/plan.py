"""What a learner saved, and reminders."""

from actions.base import GuideAction
from actions.items import card_of
from actions.progress import answer_about_nudges, tell_progress
from actions.reminding import remind
from actions.turn import Turn, payload

PLAN_SHOWN = 10
ON_THE_WAY = (("progress", "progress"), ("next", "next_step"))
"""Buttons about the goal, beside what was saved."""


class ShowPlan(GuideAction):
    topic = "show_plan"

    async def answer(self, turn: Turn) -> None:
        cards = []
        for item in (await turn.services.people.plan(turn.conversation))[-PLAN_SHOWN:]:
            if card := await card_of(turn, item.item):
                remove = payload(turn.services.words.say("cards.remove"), "not_for_me", card=item.item, limit="plan")
                other = [button for button in card["buttons"] if not button["payload"].startswith("/save_it")]
                cards.append({**card, "buttons": [*other[:1], remove]})
        kept = await turn.services.pathways.kept(turn.learner.id)
        if cards:
            turn.say("utter_plan", cards=cards)
        elif kept:
            await tell_progress(turn, kept)
        else:
            turn.say("utter_plan_empty")
        if cards and kept:
            say = turn.services.words.say
            buttons = [payload(say(f"pathways.buttons.{name}"), f"ask_{intent}") for name, intent in ON_THE_WAY]
            turn.tell("pathways.on_the_way", goal=kept.goal.title, buttons=buttons)


class SetReminder(GuideAction):
    topic = "set_reminder"
    answers_first = False

    async def answer(self, turn: Turn) -> None:
        if answer_about_nudges(turn):
            return
        said = turn.heard.first("when") or turn.heard.first("availability") or turn.heard.text
        if not await remind(turn, said):
            turn.ask("when")

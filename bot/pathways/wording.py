"""A stage in words: for cards, pages and pictures alike. Words come from words/en/pathways.yml."""

from datetime import date
from decimal import Decimal

from bot.pathways.model import Stage
from bot.words import Words


def ready(words: Words, moment: date) -> str:
    """ "February 2027": nobody knows the day of something months ahead."""
    return f"{words.items('days.months')[moment.month - 1]} {moment.year}"


def span(words: Words, stage: Stage) -> str:
    if stage.open:
        return words.say("pathways.when_open")
    if stage.begins == stage.ends:
        return words.say("pathways.when_day", begins=words.day(stage.begins))
    return words.say("pathways.when_span", begins=words.day(stage.begins), ends=words.day(stage.ends))


def cost(words: Words, amount: str | None, currency: str) -> str:
    if amount is None:
        return words.say("pathways.cost_unknown")
    if not Decimal(amount):
        return words.say("pathways.free")
    figure = f"{Decimal(amount):,.2f}".removesuffix(".00")
    return words.say(f"money.{currency or 'GBP'}", figure=figure)


def line(words: Words, stage: Stage) -> str:
    """One step in one line."""
    who = words.say("pathways.step_who", organisation=stage.organisation) if stage.organisation else ""
    if stage.kind == "opening":
        closes = (
            words.say("pathways.step_closes", day=words.day(stage.closes)) if stage.closes and not stage.late else ""
        )
        return words.say("pathways.step_opening", title=stage.title, who=who, closes=closes)
    if stage.kind == "recognition":
        return words.say("pathways.step_recognition", title=stage.title, who=stage.organisation)
    return words.say(
        "pathways.step_line",
        title=stage.title,
        who=who,
        when=span(words, stage),
        cost=cost(words, stage.cost, stage.currency),
        earns=_earns(words, stage),
    )


def _closes(words: Words, stage: Stage) -> str:
    """Nothing of a day that is before the learner can be ready."""
    if stage.closes is None or stage.late:
        return ""
    return words.say("pathways.step_closes", day=words.day(stage.closes))


def _earns(words: Words, stage: Stage) -> str:
    if not stage.badges:
        return ""
    return words.say("pathways.step_earns", badges=", ".join(name for _, name in stage.badges))

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
    return words.money(Decimal(amount), currency)


def line(words: Words, stage: Stage) -> str:
    """One step in one line."""
    who = words.say("pathways.step_who", organisation=stage.organisation) if stage.organisation else ""
    if stage.kind == "opening":
        day = None if stage.late else stage.closes  # nothing of a day that is before the learner can be ready
        closes = words.say("pathways.step_closes", day=words.day(day)) if day else ""
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


def _earns(words: Words, stage: Stage) -> str:
    if not stage.badges:
        return ""
    return words.say("pathways.step_earns", badges=", ".join(name for _, name in stage.badges))

"""The jobs that a message names or means."""

from actions.screen import career_on_screen
from actions.turn import Turn
from bot.catalogue.careers import Occupation


async def job_named(turn: Turn) -> str | None:
    """A job that the message names, also where the brain did not mark it."""
    if named := turn.heard.first("occupation"):
        return named
    text = f" {turn.heard.text.casefold()} "
    found = await turn.services.catalogue.occupations(turn.city.id, turn.heard.text, 1)
    labels = [label for job in found for label in (job.name, *job.labels)]
    return next((label for label in labels if f" {label.casefold()} " in text), None)


async def occupations_meant(turn: Turn, limit: int) -> list[Occupation]:
    """The jobs that the message names; else the one whose card is on screen; else the learner's goal."""
    said = turn.heard.words("occupation") or turn.heard.words("interest")
    shown = await career_on_screen(turn)
    for words in said or ((shown,) if shown else turn.profile.goals[-1:]):
        found = await turn.services.catalogue.occupations(turn.city.id, words, limit)
        if found:
            return list(found[:1] if found[0].name.casefold() == words.casefold() else found)
    return []

"""The job that a message names."""

from actions.turn import Turn


async def job_named(turn: Turn) -> str | None:
    """A job that the message names, also where the brain did not mark it."""
    if named := turn.heard.first("occupation"):
        return named
    text = f" {turn.heard.text.casefold()} "
    found = await turn.services.catalogue.occupations(turn.city.id, turn.heard.text, 1)
    labels = [label for job in found for label in (job.name, *job.labels)]
    return next((label for label in labels if f" {label.casefold()} " in text), None)

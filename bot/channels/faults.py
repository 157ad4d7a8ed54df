"""Errors as they may stand in a log: an error's own words can quote what a learner wrote, so they stay out."""

import traceback


def describe(error: BaseException) -> str:
    """The kinds of an error and its causes, and where each came from; never its message."""
    parts = []
    seen: BaseException | None = error
    while seen is not None:
        frames = "".join(traceback.format_tb(seen.__traceback__))
        parts.append(f"{type(seen).__module__}.{type(seen).__qualname__}\n{frames}")
        seen = seen.__cause__ or seen.__context__
    return "caused by ".join(parts).rstrip()

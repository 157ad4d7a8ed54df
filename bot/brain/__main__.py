"""`python -m bot.brain`: serves the brain on loopback."""

import logging
import os
import sys

from bot.brain import quiet
from bot.brain.settings import read_settings


def main() -> int:
    """Run the brain until it is asked to end; returns the exit code."""
    settings = read_settings()
    quiet.prepare_environment()
    logging.basicConfig(level=logging.WARNING, format="brain: %(message)s")
    from bot.brain.life import run

    return run(settings)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # At once: a model that is still being loaded in its thread would make Python's own end wait, or crash.
    os._exit(code)

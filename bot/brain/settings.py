"""The brain's settings: options first, then the environment."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class BrainSettings:
    port: int
    model: Path | None
    actions_url: str
    actions_token: str
    action_timeout: float
    """Seconds that one call of an action may take."""
    parent: int | None
    """Process without which this one must not go on."""
    models: Path = PROJECT / "models"


def read_settings(arguments: list[str] | None = None) -> BrainSettings:
    """Settings from the command line and `WAYMARK_...`; ends the process with 2 and a sentence when one is wrong."""
    options = _parser().parse_args(arguments)
    return BrainSettings(
        port=options.port,
        model=options.model,
        actions_url=options.actions,
        actions_token=os.environ.get("WAYMARK_ACTIONS_TOKEN", ""),
        action_timeout=options.action_timeout,
        parent=options.parent_pid,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.brain", description="Serves /turn, /parse and /healthz.")
    # Defaults given as text are read like an option, so a wrong variable is refused in the same words.
    _option(parser, "--port", int, "WAYMARK_BRAIN_PORT", "5005", "port on 127.0.0.1; 0 takes a free one")
    _option(parser, "--actions", str, "WAYMARK_ACTIONS_URL", "http://127.0.0.1:5055/webhook", "where the actions are")
    _option(parser, "--action-timeout", float, "WAYMARK_ACTION_TIMEOUT", "5", "seconds for one action")
    parser.add_argument("--model", type=Path, help="model to serve (default: the newest in models/)")
    parser.add_argument("--parent-pid", type=int, help="end when this process ends")
    return parser


def _option(parser: argparse.ArgumentParser, flag: str, kind: type, variable: str, default: str, what: str) -> None:
    value = os.environ.get(variable) or default
    parser.add_argument(flag, type=kind, default=value, help=f"{what} ({variable}, default {default})")

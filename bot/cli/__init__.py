"""`waymark` on the command line. Each command's module is light; what is heavy is imported when it runs."""

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence

import click

COMMANDS = (
    "up", "chat", "parse", "train", "doctor", "import", "export", "search", "badges", "people", "audit", "telegram",
    "duplicates", "review",
)  # fmt: skip
FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130


class Commands(click.Group):
    """Finds `waymark NAME` in `bot/cli/NAME_command.py`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"bot.cli.{cmd_name}_command").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def waymark() -> None:
    """A conversational careers guide that a city runs for its young people."""


def main() -> None:
    """The program `waymark`."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command; gives the exit code: 0, 1 when it failed, 2 when it was used wrongly. Errors are one line."""
    try:
        code = waymark.main(list(arguments), prog_name="waymark", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.UsageError as error:
        return _refuse(f"{error.format_message()} {_help_for(error)}", WRONG_USE)
    except click.ClickException as error:
        return _refuse(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return FAILED


def _help_for(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "waymark"
    return f"See `{path} --help`."


def _refuse(message: str, code: int) -> int:
    print(f"waymark: {' '.join(message.split())}", file=sys.stderr)
    return code


def _forget_stdout() -> None:
    """Whoever read us has gone; without this Python complains once more at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

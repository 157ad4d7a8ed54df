"""`waymark badges`: one module for each of its commands' families, imported when it is needed."""

import importlib

import click

COMMANDS = {
    "issue": "giving",
    "bulk": "giving",
    "resend": "giving",
    "revoke": "giving",
    "list": "giving",
    "endorse": "giving",
    "rotate-key": "giving",
    "verify": "checking",
}
"""Name of the command and its module `bot/cli/badges_MODULE.py`, where it is called as here, with `_` for `-`."""


class BadgeCommands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"bot.cli.badges_{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return found


@click.group("badges", cls=BadgeCommands, short_help="Award badges, take them back, and check them.")
def command() -> None:
    """Award badges, take them back, and check them."""

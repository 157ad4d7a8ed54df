"""`waymark train`"""

import asyncio

import click

from bot.cli.common import Failure


@click.command("train", short_help="Train the model when the training data changed.")
@click.option("--force", is_flag=True, help="Train also when nothing changed.")
def command(force: bool) -> None:
    """Train the model that fits config.yml, domain.yml and data/, unless it is there already."""
    from bot.supervisor.children import Children
    from bot.supervisor.failure import StartError
    from bot.supervisor.training import ensure_model

    try:
        model = asyncio.run(ensure_model(Children(), click.echo, force=force))
    except StartError as error:
        raise Failure(str(error)) from error
    click.echo(f"The model is models/{model.name}.")

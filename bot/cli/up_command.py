"""`waymark up`"""

import click

from bot.cli.common import Failure, settings


@click.command("up", short_help="Start everything and serve the city's page.")
def command() -> None:
    """Start everything: train the model where needed, open the store, load the city, start the brains, serve the page.

    Ctrl-C ends it all. Settings: WAYMARK_PORT (8080), WAYMARK_BRAIN_PORT (5005), WAYMARK_HOME (./var),
    WAYMARK_DATABASE_URL, WAYMARK_CITY, WAYMARK_CITY_FOLDER, WAYMARK_BRAINS, WAYMARK_BRAIN_URLS, WAYMARK_LOG_LEVEL.
    """
    chosen = settings()
    from bot.supervisor.failure import StartError
    from bot.supervisor.process import run

    try:
        run(chosen)
    except StartError as error:
        raise Failure(str(error)) from error

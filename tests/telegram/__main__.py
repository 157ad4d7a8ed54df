"""`waymark telegram fake`: the stand on a port, with a phone to hold."""

import asyncio
import sys

from aiohttp import web

from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.phone import Phone


async def serve(port: int) -> None:
    """Until interrupted. OSError when the port is taken."""
    api = BotApi()
    app = api.app()
    Phone(api).add_to(app)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(f"A phone is at http://localhost:{port}. Start the bot beside it:")
    print(f"  WAYMARK_TELEGRAM_API=http://localhost:{port} WAYMARK_TELEGRAM_TOKEN={TOKEN} waymark up", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    try:
        asyncio.run(serve(int(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(0)
    except OSError:
        sys.exit(1)

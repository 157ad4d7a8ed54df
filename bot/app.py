"""The one place where concrete things meet: the store, the topics, the chat and the servers around them."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from socket import socket

from aiohttp import web

from actions.cards import plain_card
from actions.registry import all_actions
from actions.services import Services
from bot import words
from bot.badges.claiming.make import claims_for
from bot.badges.issuing.hosting import Hosting
from bot.badges.issuing.make import issuing_for
from bot.badges.issuing.notices import Notices
from bot.badges.issuing.service import Issuing
from bot.badges.keeper import AwardsKeeper
from bot.badges.public import PublicBadges
from bot.badges.recognition.service import Recognition
from bot.badges.service import Badges
from bot.badges.sharing.hosting import SharedHosting
from bot.badges.sharing.service import Sharing
from bot.catalogue.service import Catalogue
from bot.catalogue.vectors import similarity
from bot.channels.actions import Actions
from bot.channels.faults import describe
from bot.channels.ports import CityName
from bot.channels.telegram.channel import Telegram
from bot.channels.web.access import AccessLogger
from bot.channels.web.app import build
from bot.channels.web.keys import Options
from bot.channels.web.published import Together, publish
from bot.chat.advising.service import Advising
from bot.chat.brain import BrainClient
from bot.chat.parts import Parts
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.clock import Clock, utc_now
from bot.console.app import build as build_console
from bot.console.badges import add_badges
from bot.console.keys import Desk
from bot.console.mail import mailer
from bot.console.oidc import Oidc, Provider
from bot.console.passwords import Passwords
from bot.console.people import Staff
from bot.console.sessions import Sessions
from bot.console.vault import Vault
from bot.mentors.service import Introductions
from bot.messenger import telegram_for
from bot.openings.service import Openings
from bot.pathways.nudges import Nudges
from bot.pathways.pages import PlanPages
from bot.pathways.service import Pathways
from bot.people.notices import LearnerNotices
from bot.people.service import People
from bot.readiness import Readiness
from bot.settings import PROJECT, Settings
from bot.store.engine import Store

log = logging.getLogger("waymark.app")

SHUTDOWN_SECONDS = 2.0
"""What open requests are left when the server stops."""
WORKER_PAUSE = 1.0
"""Seconds until a worker that broke is started again."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything that one edge process runs; `compose` makes it, `serve` runs it."""

    settings: Settings
    services: Services
    worker: Worker
    brains: BrainClient
    readiness: Readiness
    issuing: Issuing
    public_badges: PublicBadges
    plans: PlanPages
    desk: Desk
    telegram: Telegram | None = None

    def web_app(self) -> web.Application:
        """What faces learners, and the console for those who work with them."""
        settings = self.settings
        options = Options(
            city=settings.city,
            widget=PROJECT / "widget",
            origins=settings.origins,
            trust_proxy=settings.trust_proxy,
            new_conversations=settings.new_conversations,
            telegram=self.telegram.linking if self.telegram else None,
        )
        app = build(self.services.chat, self.readiness, _city_name(self.services.catalogue, settings.city), options)
        publish(app, Together(self.public_badges, self.plans))
        self._add_console(app)
        if self.telegram is not None:
            app.add_routes(self.telegram.routes())
        app.cleanup_ctx.append(self._at_work)
        return app

    def console_app(self) -> web.Application:
        """The console alone, without learners and without a worker."""
        app = web.Application()
        self._add_console(app, chores=False)
        return app

    def _add_console(self, app: web.Application, chores: bool = True) -> None:
        console = build_console(self.desk, chores)
        add_badges(console, self.issuing, self.services.recognition)
        app.add_subapp("/console", console)

    def actions_app(self) -> web.Application:
        """What the brains call."""
        return Actions(all_actions(self.services), self.settings.actions_token.get_secret_value()).application()

    async def _at_work(self, app: web.Application) -> AsyncIterator[None]:
        """A worker takes turns, and Telegram is served, for as long as the web is; the city is read meanwhile."""
        working = [asyncio.create_task(_keep_at_work(self.worker.run, "the worker"))]
        if self.telegram is not None:
            working.append(asyncio.create_task(_keep_at_work(self.telegram.run, "Telegram")))
        working.append(asyncio.create_task(self.services.catalogue.prepare(self.settings.city)))
        yield
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        self.services.catalogue.close()
        await self.brains.close()
        await self.readiness.close()


def compose(settings: Settings, store: Store, brain_urls: Sequence[str], now: Clock = utc_now) -> Edge:
    """An edge on a store that is migrated; the store stays the caller's to close."""
    catalogue, said = Catalogue(store, now, similarity(store)), words.load()
    pathways, openings = Pathways(store, catalogue, now), Openings(store, catalogue, now)
    plans = PlanPages(pathways, catalogue, said, now)
    issuing = issuing_for(settings, store, now)
    hosting = Hosting(store, issuing.ring, issuing.at, now)
    claims = claims_for(settings, store, issuing, hosting, now)
    badges = Badges(store, now, claims)
    recognition = Recognition(store, issuing, now)
    sharing = Sharing(store, issuing.ring, issuing.at, now, claims.fresh)
    introductions = Introductions(store, said, settings.public_address, now)
    people = People(store, now, [badges, AwardsKeeper(now), pathways, openings, introductions])
    keep = timedelta(days=settings.conversation_days)
    parts = Parts(store, people, catalogue, said, now, claims=claims, keep=keep)
    nudges = Nudges(store, pathways, catalogue, said, now)
    boards = (Notices(store, now), LearnerNotices(store, now), nudges)
    brains, chat = BrainClient(brain_urls, settings.turn_timeout), Chat(parts)
    return Edge(
        settings,
        Services(
            chat,
            people,
            catalogue,
            badges,
            recognition,
            sharing,
            said,
            now,
            settings.city,
            pathways,
            openings,
            introductions,
            settings.public_address,
        ),
        Worker(parts, brains, boards=boards),
        brains,
        Readiness(store, brain_urls, settings.city),
        issuing,
        PublicBadges(hosting, SharedHosting(sharing, said)),
        plans,
        _desk(settings, parts, chat, catalogue, introductions, openings, pathways),
        telegram_for(settings, parts, chat, catalogue, plans, badges),
    )


def _desk(
    settings: Settings,
    parts: Parts,
    chat: Chat,
    catalogue: Catalogue,
    introductions: Introductions,
    openings: Openings,
    pathways: Pathways,
) -> Desk:
    passwords, vault = Passwords(), Vault(settings)
    return Desk(
        store=parts.store,
        chat=chat,
        advising=Advising(parts),
        people=parts.people,
        catalogue=catalogue,
        staff=Staff(parts.store, passwords, vault, parts.now),
        sessions=Sessions(parts.store, passwords, vault, parts.now),
        now=parts.now,
        introductions=introductions,
        openings=openings,
        pathways=pathways,
        mailer=mailer(settings.smtp_url.get_secret_value(), settings.mail_from),
        address=settings.public_address,
        oidc=_oidc(settings),
        card=lambda opportunity: plain_card(parts.words, opportunity),
        trust_proxy=settings.trust_proxy,
        second_factor_required=settings.console_second_factor == "required",
    )


def _oidc(settings: Settings) -> Oidc | None:
    """The city's provider, if it has one."""
    if not settings.oidc_issuer:
        return None
    back = f"{settings.public_address}/console/oidc/callback"
    secret = settings.oidc_client_secret.get_secret_value()
    return Oidc(Provider(settings.oidc_issuer, settings.oidc_client_id, secret, back))


@contextlib.asynccontextmanager
async def serve(app: web.Application, listening: socket) -> AsyncIterator[None]:
    """Serves an application on a socket that listens already. A client that leaves ends its stream or poll."""
    runner = web.AppRunner(
        app, access_log_class=AccessLogger, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        yield
    finally:
        await runner.cleanup()


async def _keep_at_work(work: Callable[[], Awaitable[None]], name: str) -> None:
    """Until it ends by itself, which only Telegram does, or is cancelled."""
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - messages wait in the store, so working must go on
            log.error("%s broke and starts again: %s", name, describe(error))  # noqa: TRY400
        else:
            return
        await asyncio.sleep(WORKER_PAUSE)


def _city_name(catalogue: Catalogue, city_id: str) -> CityName:
    async def name() -> str:
        city = await catalogue.city(city_id)
        return city.name if city else city_id.replace("-", " ").title()

    return name

"""What the actions may call. `bot/app.py` fills it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.badges.recognition.service import Recognition
from bot.badges.service import Badges
from bot.badges.sharing.service import Sharing
from bot.catalogue.service import Catalogue
from bot.chat.service import Chat
from bot.mentors.service import Introductions
from bot.openings.service import Openings
from bot.pathways.service import Pathways
from bot.people.service import People
from bot.words import Words


@dataclass(frozen=True, slots=True)
class Services:
    chat: Chat
    people: People
    catalogue: Catalogue
    badges: Badges
    recognition: Recognition
    sharing: Sharing
    words: Words
    now: Callable[[], datetime]
    """The moment, in UTC."""
    city: str
    """The city of a talk that Waymark does not know: somebody tries the model with `rasa shell`."""
    pathways: Pathways
    openings: Openings
    introductions: Introductions
    address: str = ""
    """Where the world reaches this Waymark, without a slash at the end."""

    def profile_link(self, scores: Sequence[int]) -> str:
        """The picture of an interest profile, its scores in the order R I A S E C."""
        return f"{self.address}/plan/profile/{'-'.join(map(str, scores))}.svg"

    def plan_link(self, secret: str) -> str:
        """The page of a plan."""
        return f"{self.address}/plan/{secret}"

"""What the console asks of the chat, in one place."""

from bot.chat.advising.alerts import Alerts
from bot.chat.advising.followup import FollowUp
from bot.chat.advising.presence import Presence
from bot.chat.advising.takeover import Takeover
from bot.chat.erasure import Erasure
from bot.chat.parts import Parts


class Advising:
    def __init__(self, parts: Parts) -> None:
        self.takeover = Takeover(parts)
        self.followup = FollowUp(parts)
        self.presence = Presence(parts, self.takeover)
        self.alerts = Alerts(parts)
        self.ending = Erasure(parts)
        self.keep = parts.keep
        self.news = parts.news

"""A request for recognition, as its learner told it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.badges.model import RequestState

ASKED = "recognise_"
"""With one of `QUESTIONS`, or a step of the talk, what a conversation calls the question that waits."""
NEWS = ASKED + "news"
"""What waits once the guide has told unasked what an issuer wants to know: plain words answer it."""
QUESTIONS = ("long", "hard", "who")
"""What is asked about it, in order: for how long, what was hard, who could say so."""
TEXT_LIMIT = 1000
"""Characters of one answer."""
SKILLS_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Recognisable:
    """A draft or a request."""

    id: str
    city: str
    badge: str
    """Public id; empty until one is chosen."""
    badge_name: str
    issuer: str
    words: str
    answers: Mapping[str, str]
    """By question; `reply` is what was said when the issuer asked back, the last time."""
    skills: Sequence[str]
    state: RequestState
    reason: str
    """What the issuer asked back, or why they declined."""
    asked: datetime

    @property
    def next_question(self) -> str | None:
        return next((question for question in QUESTIONS if question not in self.answers), None)

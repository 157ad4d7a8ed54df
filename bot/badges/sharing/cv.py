"""A paragraph for a CV, from what badges say."""

from collections.abc import Sequence

from bot.badges.model import Held
from bot.words import Words

MOST = 12


def paragraph(words: Words, badges: Sequence[Held]) -> str:
    """One sentence for each badge, newest first: its name, who gave it, when, and the skills that it shows."""
    newest = sorted(badges, key=lambda badge: badge.issued or badge.checked, reverse=True)[:MOST]
    return " ".join(_sentence(words, badge) for badge in newest)


def _sentence(words: Words, badge: Held) -> str:
    year = str(badge.issued.year) if badge.issued else ""
    given = ", ".join(part for part in (badge.issuer, year) if part)
    skills = ", ".join(skill[:1].lower() + skill[1:] for skill in badge.skills)
    key = "sharing.cv_skills" if skills else "sharing.cv_plain"
    return words.say(key, name=badge.name, given=given, skills=skills, about=badge.description.rstrip(". "))

"""The questions of the first minute: which comes next, and which are done with."""

from collections.abc import Mapping

from bot.people.model import Profile

ORDER = ("interests", "goal", "area", "age")
PUT_AT_MOST = 2
"""The same question is never put three times."""

WORDED = {
    "quiz": "quiz.resume",
    "recognise_offer": "recognition.offer",
    "recognise_what": "recognition.what_again",
    "recognise_skills": "recognition.skills_again",
    "recognise_reply": "recognition.reply_again",
    "share_which": "sharing.which",
    "share_how": "sharing.how_again",
    "share_name": "sharing.name",
    "recognise_long": "recognition.long",
    "recognise_hard": "recognition.hard",
    "recognise_who": "recognition.who",
    "recognise_send": "recognition.summary_private",
}
"""Questions whose words stand in words/en/, by key; all others are `utter_question_...` of domain.yml."""
AGAIN = frozenset({*ORDER, *WORDED, "when", "which"})
"""Questions that can be put again after a digression. Others belong to something that was being written, which a
digression sets aside: it begins anew from its own button."""
FIELDS = {"interests": "interests", "goal": "goals", "area": "areas", "age": "age"}


def next_question(profile: Profile, asked: Mapping[str, int]) -> str | None:
    """The first question whose answer is not known, was not left out, and was not put twice already."""
    return next((question for question in ORDER if is_open(question, profile, asked)), None)


def is_open(question: str, profile: Profile, asked: Mapping[str, int]) -> bool:
    if asked.get(question, 0) >= PUT_AT_MOST or question in profile.skipped:
        return False
    field = FIELDS.get(question)
    return field is None or not getattr(profile, field)

"""From what was said to what is searched for, and the search that "more" and "cheaper" go on from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from actions.heard import Heard
from bot.catalogue.model import Request, Times
from bot.language.budgets import budget
from bot.language.calls import without_calls
from bot.language.limits import limits_in
from bot.language.times import times
from bot.people.model import Profile

REQUEST = TypeAdapter(Request)
SHOWN_KEPT = 60
"""Ids that a search remembers as shown."""


@dataclass(frozen=True, slots=True)
class Search:
    """The last search: what was looked for, in what, and what it has shown."""

    request: Request
    what: str = "opportunity"
    shown: Sequence[str] = ()

    def as_slot(self) -> dict[str, Any]:
        kept = replace(self.request, exclude=frozenset())
        return {
            "what": self.what,
            "request": REQUEST.dump_python(kept, mode="json", exclude_defaults=True),
            "shown": list(self.shown)[-SHOWN_KEPT:],
        }


def search_from(slot: Any) -> Search | None:
    if not slot:
        return None
    return Search(REQUEST.validate_python(slot["request"]), slot["what"], tuple(slot["shown"]))


def request_from(heard: Heard, profile: Profile) -> Request:
    """The request in a message, with the limits that the learner told earlier where it names none of its own."""
    request = with_said(Request(), heard)
    if heard.intent == "find_opportunity" and not request.interests:
        request = replace(request, interests=heard.words("language"))  # "free English classes"
    return with_profile(replace(request, text=without_calls(heard.text)), profile)


def with_said(request: Request, heard: Heard) -> Request:
    """The request with what this message adds to it; what it says anew takes the place of what stood there."""
    request = _over(request, limits_in(heard.text))
    return _over(request, _from_entities(heard))


def with_profile(request: Request, profile: Profile) -> Request:
    usual = Request(
        max_cost=budget(profile.budget) if profile.budget else None,
        times=_times(profile.availability),
        not_times=_times(profile.not_availability),
        access_needs=profile.access_needs,
    )
    return _over(usual, request)


def _from_entities(heard: Heard) -> Request:
    price = heard.first("budget")
    return Request(
        interests=heard.words("interest"),
        not_interests=heard.ruled_out("interest"),
        skills=heard.words("skill"),
        occupations=heard.words("occupation"),
        kinds=heard.words("kind"),
        not_kinds=heard.ruled_out("kind"),
        max_cost=budget(price) if price else None,
        area=heard.first("area"),
        times=_times(heard.words("availability")),
        not_times=_times(heard.ruled_out("availability")),
        access_needs=heard.words("access_need"),
    )


def _times(said: Sequence[str]) -> Times | None:
    return times(" and ".join(said)) if said else None


def _over(below: Request, above: Request) -> Request:
    """Every field of `above` that says something, and `below` for the rest."""
    plain = Request()
    said = {name: getattr(above, name) for name in Request.__slots__ if getattr(above, name) != getattr(plain, name)}
    return replace(below, **said)

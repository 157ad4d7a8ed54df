"""Every page of the console that shows a long past, by name: the inbox by each filter alone and in pairs, and all the
others."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from urllib.parse import urlencode

from bench.desk_city import NOW, name_of

PERSON = "person3"
VIEWS = ("needs", "mine", "all")
FILTERS: dict[str, dict[str, str]] = {
    "unread": {"unread": "1"},
    "city, the small one": {"city": "smallville"},
    "city, the large one": {"city": "brightport"},
    "channel": {"channel": "telegram"},
    "channel that nobody uses": {"channel": "terminal"},
    "area": {"area": "area-3"},
    "age band": {"age_band": "16-17"},
    "language": {"language": "pl"},
    "topic": {"topic": "badges"},
    "intent": {"intent": "ask_fit"},
    "unsure": {"unsure": "1"},
    "hardly sure": {"confidence": "0.01"},
    "with an adviser": {"adviser": "with"},
    "without an adviser": {"adviser": "without"},
    "one adviser": {"adviser": "person3"},
    "ten days, long ago": {
        "since": f"{NOW - timedelta(days=300):%Y-%m-%d}",
        "until": f"{NOW - timedelta(days=290):%Y-%m-%d}",
    },
    "since a month": {"since": f"{NOW - timedelta(days=30):%Y-%m-%d}"},
    "tag": {"tag": "housing"},
    "tag that nobody has": {"tag": "nobody has this"},
    "open": {"outcome": "open"},
    "resolved": {"outcome": "resolved"},
    "in progress": {"outcome": "in progress"},
    "an outcome that nothing had": {"outcome": "not needed"},
}
Pages = dict[str, str]


def inbox(chosen: Sequence[str]) -> Pages:
    """The three views, narrowed by these filters."""
    asked = {key: value for name in chosen for key, value in FILTERS[name].items()}
    return {f"inbox, {' and '.join([view, *chosen])}": f"/inbox?{urlencode({'view': view, **asked})}" for view in VIEWS}


def alone() -> Pages:
    return inbox(()) | {name: path for one in FILTERS for name, path in inbox((one,)).items()}


def pairs() -> Pages:
    """Two filters at once, unless both set the same thing."""
    return {
        name: path
        for one, other in combinations(FILTERS, 2)
        if not FILTERS[one].keys() & FILTERS[other].keys()
        for name, path in inbox((one, other)).items()
    }


def others() -> Pages:
    subject = urlencode({"subject": f"conversation {name_of(77)}"})
    pages = ("glance", "gaps", "review", "introductions", "reminders", "exports", "audit", "rules", "rules?try=1", "me")
    return {
        **{page: f"/{page}" for page in pages},
        "audit of one conversation": f"/audit?{subject}",
        "audit, far back": "/audit?before=5000",
        **{f"conversation {number}": f"/conversations/{name_of(number)}" for number in range(1, 60, 3)},
        "conversation of 500 messages": f"/conversations/{name_of(0)}",
        "conversation of 500 messages, earlier ones": f"/conversations/{name_of(0)}?before=201",
        "conversation of 500 messages, to print": f"/conversations/{name_of(0)}/print",
    }


def searches(rare: Sequence[str]) -> Pages:
    """Rare words, common ones, both, and beginnings."""
    words = [
        *rare[:10],
        *(f"course {word}" for word in rare[10:20]),
        *("course", "help me find", "free near", "i want to", "c*", "nothing like this"),
        *(f"{word[:4]}*" for word in rare[20:30]),
        *(f"{rare[n]} {rare[n + 1]}" for n in range(30, 36)),
    ]
    return {f"search for {asked}": f"/search?{urlencode({'q': asked})}" for asked in words}

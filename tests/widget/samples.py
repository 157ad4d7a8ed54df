"""What a guide may send: cards of every kind, and words that mean harm."""

from typing import Any

Card = dict[str, Any]


def button(token: str, title: str) -> dict[str, str]:
    return {"token": token, "title": title}


BEATS: Card = {
    "kind": "opportunity",
    "id": "brightport:opportunity:0042",
    "title": "Beat making for beginners",
    "subtitle": "Harbour Studios, Eastfield",
    "facts": [
        {"name": "When", "value": "Saturdays 10:00 to 12:00"},
        {"name": "Where", "value": "12 Quay Street, Eastfield"},
        {"name": "Cost", "value": "Free"},
    ],
    "why": "You like music production, and it's free and near you.",
    "earns": [{"badge": "brightport:badge:beat-maker", "name": "Beat Maker"}],
    "link": "https://example.org/beats",
    "buttons": [button("save-1", "Save"), button("more-1", "Tell me more"), button("no-1", "Not for me")],
}
OTHERS: list[Card] = [
    {
        "kind": "opening",
        "id": "b:opening:1",
        "title": "Apprentice sound technician",
        "facts": [{"name": "Pay", "value": "£7.55 an hour"}],
    },
    {
        "kind": "mentor",
        "id": "b:mentor:1",
        "title": "Amina",
        "subtitle": "Radio producer",
        "buttons": [button("meet", "Ask to meet")],
    },
    {"kind": "group", "id": "b:group:1", "title": "Young producers"},
    {
        "kind": "badge",
        "id": "b:badge:1",
        "title": "Beat Maker",
        "facts": [{"name": "Given by", "value": "Harbour Studios"}],
    },
    {"kind": "pathway", "id": "b:pathway:1", "title": "Into music", "why": "You said you want to make records."},
    {
        "kind": "step",
        "id": "b:step:1",
        "title": "First aid",
        "earns": [{"badge": "a", "name": "First Aid"}, {"badge": "b", "name": "Team"}],
    },
    {"kind": "career", "id": "b:career:1", "title": "Paramedic", "link": "http://example.org/paramedic"},
]

HOSTILE = [
    "<script>window.hurt = true</script>",
    "<img src=x onerror='window.hurt = true'>",
    '"><svg onload="window.hurt = true">',
    "<style>* { display: none !important }</style>",
    "</p></li></ol></dialog><h1>Out</h1>",
    "&lt;b&gt;&amp;nbsp;",
    "javascript:window.hurt=true",
    "\u202egnp.exe\u202c \u2066\u2069 \u202dabc",
    "W" * 1000,
    "{{constructor.constructor('window.hurt = true')()}} ${window.hurt = true}",
    "__proto__",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 with English",
    "e\u0301\u0302\u0303\u0304" * 50,
]

BAD_LINKS = [
    "javascript:window.hurt=true",
    " java\tscript:window.hurt=true",
    "data:text/html,<script>window.hurt=true</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//",
    "",
    "mailto:a@example.org",
]


def hostile_card(words: str, link: str) -> Card:
    """The same words in every place that a card has."""
    return {
        "kind": words,
        "id": words,
        "title": words,
        "subtitle": words,
        "facts": [{"name": words, "value": words}],
        "why": words,
        "earns": [{"badge": words, "name": words}],
        "link": link,
        "buttons": [button("t", words)],
    }

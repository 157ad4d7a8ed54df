"""Ages, money, times, numbers, needs and languages, as young people write them: candidates for the tagger to weigh.

A pattern only says "this could be an age"; whether "14" is one is for the words around it to show.
"""

import re
from functools import lru_cache

from bot.brain.components.money import BUDGETS
from bot.brain.components.tables import table

NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
TEEN = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[ -](?:one|two"
    r"|three|four|five))?|1\d|2[0-5])"
)
DAY = (
    r"(?:mon(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?)?|wensdays?|thu(?:rs?|rsdays?)?|fri(?:days?)?"
    r"|sat(?:s|urdays?)?|saterdays?|sun(?:days?)?|week ?days?|we?e?k ?e?nds?)"
)
PART = r"(?:mornin[g']?s?|afternoons?|evenin[g']?s?|eves?|nights?|nites?|lunch ?times?|daytimes?)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
CLOCK = rf"(?:half (?:past )?)?{NUMBER}(?:[:.]\d\d)? ?(?:am|pm|o'?clock)?"
SEASON = r"(?:summer|winter|spring|autumn|easter|christmas|xmas|half[ -]?term|holidays?|hols|term|ramadan|eid)"
UNIT = r"(?:min(?:ute)?s?|hours?|days?|we?e?ks?|months?|years?|fortnight)"
SOURCES: dict[str, tuple[str, ...]] = {
    "age": (
        rf"(?:under|over) (?:{TEEN})s?",
        r"(?:y|yr|year|s|grade) ?(?:\d{1,2}|seven|eight|nine|ten|eleven|twelve|thirteen)",
        r"(?:lower|upper) sixth|(?:first|second|final) year|sixth form",
        rf"{TEEN} ?(?:yo|y/o)",
        rf"{TEEN}s?",
    ),
    "budget": BUDGETS,
    "badge": (
        r"(?:level|lvl) ?[1-5](?: \w+)?",
        r"\w+ (?:licen[cs]e|cert(?:ificate)?|card|ticket|award)",
        r"\w+(?: \w+)?(?= badge)",
    ),
    "availability": (
        rf"(?:{DAY}|weekday|school|{PART}) (?:and |& |n |to |- ?){DAY}",
        rf"{DAY} {PART}|{PART}|{DAY}",
        rf"(?:after|before|from|until|til) {CLOCK}",
        r"(?:after|before|during|outside) (?:school|college|work|uni|lessons|skl)(?: hours)?",
        r"school (?:holidays?|nights?|hours)|half[ -]?terms?|holidays|term ?time|part[ -]time|full[ -]time",
        rf"{CLOCK} (?:to|til|till|-) {CLOCK}",
    ),
    "when": (
        rf"(?:next|this|nxt|last|coming) (?:{DAY}|{SEASON}|{UNIT}|{MONTH}|{PART})(?: {PART})?",
        rf"(?:on )?{DAY} (?:at )?{CLOCK}",
        r"(?:2|to)(?:day|nite|night|moro|moz|morrow|morow|mrw)|tomm?orr?ow|tmrw|tmr|tomoz|yesterday|right now|now|asap",
        rf"{DAY}(?: {PART})?|{MONTH}|{SEASON}",
        rf"\d{{1,2}}(?:st|nd|rd|th)(?: (?:of )?{MONTH})?|\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?",
        rf"in (?:a |an |{NUMBER} |a few |couple of )?(?:{UNIT})(?: time)?",
        rf"(?:an? |{NUMBER} )?(?:{UNIT}|{PART}) (?:before|after)",
        rf"{CLOCK} in the {PART}|{NUMBER}(?:[:.]\d\d)? ?(?:am|pm|o'?clock)|half {NUMBER}|noon|midnight",
    ),
    "ordinal": (
        r"first|second|third|fourth|fifth|last|middle|top|bottom|final|[1-5](?:st|nd|rd|th)",
        r"(?<=number )(?:\d|one|two|three|four|five)|(?<=option )(?:\d|one|two|three)",
        r"(?<=step )(?:\d|one|two|three|four)|(?<=no )\d|(?<=no\. )\d|[1-9]|#\d",
    ),
}


@lru_cache(maxsize=None)
def _patterns() -> dict[str, re.Pattern[str]]:
    sources = {**SOURCES, **{name: tuple(_listed(words)) for name, words in table("needs_and_languages.tsv").items()}}
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{part})' for part in parts)})(?!\w)", re.IGNORECASE)
        for name, parts in sources.items()
    }


def _listed(words: str) -> list[str]:
    """Longest first: a regular expression takes the first that fits."""
    phrases = sorted((phrase.strip() for phrase in words.split(",")), key=len, reverse=True)
    return [re.escape(phrase).replace(r"\ ", "[ -]?") for phrase in phrases]


def candidates(text: str) -> list[tuple[int, int, str]]:
    """What could be one of these entities: start and end in `text`, and which. Those of different entities overlap."""
    return [
        (match.start(), match.end(), name) for name, pattern in _patterns().items() for match in pattern.finditer(text)
    ]

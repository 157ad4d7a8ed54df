"""What a learner's message says, as the brain understood it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.language.personal import find

COMPUTING = re.compile(
    r"\bIT\b(?!')|(?i:\b(?:apprenticeships?|jobs?|work|career|course|placement|something|anything) (?:in|with) it\b"
    r"|\bit (?:apprenticeships?|support|jobs?|courses?|technician)\b)"
)
COMPUTERS = "computers"
WORK_AS = re.compile(r"^(?:work|working|job)(?: (?:as|in|like))?(?: an?)? (?!coach|experience)(?=\w)", re.IGNORECASE)
""" "I want work engineer here" is about an engineer."""


@dataclass(frozen=True, slots=True)
class Entity:
    name: str
    value: str
    ruled_out: bool = False
    """True for "not football": the thing is named to be left out."""


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    intent: str
    entities: Sequence[Entity] = ()
    ranking: Sequence[str] = ()
    """Intents that it could have been, likeliest first."""

    def words(self, name: str) -> tuple[str, ...]:
        """What was said of this entity and is wanted or true."""
        return tuple(entity.value for entity in self.entities if entity.name == name and not entity.ruled_out)

    def ruled_out(self, name: str) -> tuple[str, ...]:
        return tuple(entity.value for entity in self.entities if entity.name == name and entity.ruled_out)

    def first(self, name: str) -> str | None:
        return next(iter(self.words(name)), None)


def heard_from(message: Mapping[str, Any]) -> Heard:
    """From Rasa's `latest_message`. Who somebody is called is nothing that they like or do, and is left out."""
    text = message.get("text") or ""
    names = {text[one.start : one.end].casefold() for one in find(text)}
    told = [*map(_entity, message.get("entities") or ()), *_computing(text)]
    return Heard(
        text=text,
        intent=(message.get("intent") or {}).get("name") or "",
        entities=tuple(each for each in told if each.value.casefold() not in names),
        ranking=tuple(rank["name"] for rank in message.get("intent_ranking") or () if rank.get("name")),
    )


def _computing(text: str) -> list[Entity]:
    """ "An apprenticeship in IT": two letters that are mostly another word, and so are not learnt as a topic."""
    found = None if text.isupper() else COMPUTING.search(text)
    return [Entity("interest", COMPUTERS)] if found else []


def _entity(raw: Mapping[str, Any]) -> Entity:
    value = str(raw.get("value", ""))
    if raw["entity"] == "occupation":
        value = WORK_AS.sub("", value)
    return Entity(raw["entity"], COMPUTERS if value.casefold() == "it" else value, ruled_out=raw.get("role") == "not")

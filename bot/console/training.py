"""Training examples out of reviews, in Rasa's format, for somebody to look through."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.chat.advising.reviewing import Example, examples
from bot.clock import utc_now
from bot.console import audit
from bot.language.masking import find
from bot.store.engine import Store

HEAD = "# Out of reviews in the console: look through every line before it goes into data/nlu/.\n"


async def write_examples(store: Store, city: str, file: Path) -> int:
    """Writes the examples of a city; gives how many. What holds personal data is left out, not only masked."""
    async with store.write() as session:
        kept = list(dict.fromkeys(one for one in await examples(session, city) if usable(one.text)))
        await audit.record(
            session, utc_now(), audit.MACHINE, "exported", f"city {city}", city, {"kind": "nlu", "rows": len(kept)}
        )
    await asyncio.to_thread(file.write_text, as_yaml(kept), "utf-8")
    return len(kept)


def usable(text: str) -> bool:
    """Whether a message may become an example: one line, no personal data, none of the signs that Rasa reads."""
    return bool(text.strip()) and "\n" not in text and not find(text) and not set("[]{}()") & set(text)


def as_yaml(kept: Sequence[Example]) -> str:
    """Rasa's format of training data, version 3.1 ("NLU Training Data"); each text once."""
    by_intent: dict[str, list[str]] = {}
    for example in kept:
        texts = by_intent.setdefault(example.intent, [])
        if (text := " ".join(example.text.split())) not in texts:
            texts.append(text)
    parts = [
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for intent, texts in sorted(by_intent.items())
    ]
    return HEAD + 'version: "3.1"\nnlu:\n' + "".join(parts) if parts else HEAD + 'version: "3.1"\nnlu: []\n'

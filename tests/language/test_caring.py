"""Caring and unpaid work are experience, and not taken for distress."""

import csv
from pathlib import Path

import pytest

from bot.language import harm
from bot.settings import PROJECT

PHRASINGS = PROJECT.parent / "shared" / "data" / "compass" / "icatus_unpaid_work.csv"
OURS = [
    "i look after my little brothers, does that count for anything",
    "my brother has autism and i look after him",
    "my dad has ms and i look after him",
    "im a young carer for my mum shes got MS",
    "i look after my nan she has dementia",
    "i cook n clean for my 3 siblings cos mum works nights",
    "i give my dad his insulin",
    "i translate for my parents at the doctors",
    "i bring my brother to school every day and help with homework",
    "i do all the shopping for my grandad since he had a stroke",
    "i take care of my brother when he is having a hard time",
    "i help my sister when she has a meltdown",
    "i look after my mum when shes depressed",
    "caring for my mum is hard work",
    "getting them to bed when they fight",
    "my brothers fight all the time and i have to split them up",
    "my nan gets confused and shouts at me sometimes",
    "when he has a meltdown he hits out and i have to keep him safe",
    "calming him down when hes angry",
    "my mum has depression so some days she cant get up",
    "waking up at 6 to get everyone ready",
    "my grandad died and i kept going",
    "i felt really stressed but asked my aunt for help",
    "my sister has epilepsy and has fits",
    "the kids at the club were fighting",
]
HARM = [
    "i look after my sister because dad hits us when hes drunk",
    "i look after my brothers and nobody feeds us",
    "i care for my mum and i cant go on anymore",
    "calming him down when hes angry so he doesnt hit me",
    "my mum has depression and i want to die",
    "my brothers fight all the time and dad hits them",
    "when he has a meltdown he hits me with a belt",
]


def phrasings(path: Path = PHRASINGS) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["QUERY"] for row in csv.DictReader(file)]


def test_real_phrasings_of_unpaid_work_raise_no_alarm() -> None:
    said = phrasings()
    assert len(said) > 40
    assert [text for text in said if harm.find(text)] == []


@pytest.mark.parametrize("text", OURS)
def test_caring_in_their_own_words_raises_none(text: str) -> None:
    assert harm.find(text) is None


@pytest.mark.parametrize("text", HARM)
def test_what_a_carer_says_of_harm_is_still_heard(text: str) -> None:
    assert harm.find(text) is not None

"""What is registered, ruled and worded is whole: nothing is missing, nothing is left over."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.registry import action_classes

PROJECT = Path(__file__).parents[2]
DOMAIN: dict[str, Any] = yaml.safe_load((PROJECT / "domain.yml").read_text())
SOURCES = "\n".join(path.read_text() for path in sorted((PROJECT / "actions").glob("*.py")))


def rules() -> dict[str, str]:
    """Action by intent."""
    files = sorted((PROJECT / "data" / "rules").glob("*.yml"))
    steps = [rule["steps"] for path in files for rule in yaml.safe_load(path.read_text())["rules"]]
    return {one["intent"]: two["action"] for one, two in steps}


def test_every_action_of_the_domain_is_registered_and_no_other() -> None:
    assert sorted(f"action_{action.topic}" for action in action_classes()) == sorted(DOMAIN["actions"])


def test_every_intent_has_a_rule() -> None:
    # The RulePolicy itself maps `restart`.
    assert set(DOMAIN["intents"]) - set(rules()) == {"restart"}


def test_every_rule_leads_to_an_action_of_the_domain() -> None:
    assert set(rules().values()) | {"action_restart"} == set(DOMAIN["actions"])


def test_every_response_is_said_somewhere_and_every_one_said_exists() -> None:
    said = set(re.findall(r"\butter_\w+", SOURCES)) - {"utter_message"}
    said |= {f"utter_question_{question}" for question in ("interests", "goal", "area", "age", "when")}
    said -= {"utter_question_"}
    assert said == set(DOMAIN["responses"])


def test_every_button_names_an_intent() -> None:
    payloads = [
        button["payload"]
        for variants in DOMAIN["responses"].values()
        for variant in variants
        for button in variant.get("buttons", ())
    ]
    named = {payload.partition("{")[0].removeprefix("/") for payload in payloads}
    assert named <= set(DOMAIN["intents"])


@pytest.mark.parametrize("name", sorted(DOMAIN["responses"]))
def test_a_bubble_is_short_and_calm(name: str) -> None:
    for variant in DOMAIN["responses"][name]:
        text = variant["text"]
        assert len(text) <= 220, "too long for a bubble"
        assert len(re.findall(r"[.?!](?=\s|$)", text)) <= 2, "more than two sentences"
        assert "!" not in text, "never gushing"

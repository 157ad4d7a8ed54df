"""Runs the checks that need scikit-learn or SciPy in Rasa's environment, each as a test of its own."""

import ast
import json
import subprocess
from pathlib import Path

import pytest

from tests.brain.process import PROJECT, PYTHON

CHECKS = Path(__file__).parent / "checks"


def names() -> list[str]:
    trees = [ast.parse(path.read_text()) for path in sorted(CHECKS.glob("[a-z]*.py"))]
    functions = [node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if name.startswith("test_")]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    command = [str(PYTHON), "-m", "tests.brain.components.checks"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", names())
def test_in_rasas_environment(name: str, outcomes: dict[str, str]) -> None:
    assert outcomes[name] == ""

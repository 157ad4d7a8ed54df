import subprocess
from pathlib import Path

from tests.brain.process import PROJECT, PYTHON


def train(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [PYTHON, "-m", "bot.brain.train", *options]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_a_model_that_fits_is_not_trained_again(model: Path) -> None:
    written = model.stat().st_mtime_ns
    done = train("--project", Path(__file__).parent / "assistant", "--models", model.parent)
    assert done.returncode == 0
    assert done.stdout == f"Model {model.name} fits the training data; nothing to train.\n"
    assert model.stat().st_mtime_ns == written


def test_training_without_data_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("language: en")
    done = train("--project", tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"Cannot train: domain.yml, data missing in {tmp_path}.\n"


def test_training_that_fails_says_why_and_leaves_no_model(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rules.yml").write_text(
        'version: "3.1"\nrules:\n  - rule: one\n    steps:\n      - intent: hi\n'
    )
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\nlanguage: en\npipeline: []\npolicies: [{name: NoSuchPolicy}]"
    )
    (tmp_path / "domain.yml").write_text("intents: [hi]")
    done = train("--project", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Training failed: ")
    assert "NoSuchPolicy" in done.stderr
    assert not list((tmp_path / "models").rglob("*.tar.gz"))

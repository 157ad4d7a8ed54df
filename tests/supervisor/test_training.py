"""Models that nobody needs any more are cleared out."""

import os
from pathlib import Path

from bot.supervisor.training import KEPT, clear_out


def test_the_newest_models_stay(tmp_path: Path) -> None:
    for age in range(KEPT + 3):
        model = tmp_path / f"waymark-{age}.tar.gz"
        model.touch()
        os.utime(model, (1000 - age, 1000 - age))
    (tmp_path / "minilm").mkdir()
    clear_out(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"minilm", *(f"waymark-{age}.tar.gz" for age in range(KEPT))}

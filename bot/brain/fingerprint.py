"""Which model belongs to which training data. Imports no Rasa: the edge asks here whether training is needed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from bot.brain.components.minilm.files import FOLDER as SENTENCES
from bot.brain.components.minilm.files import ORIGIN, is_there

COMPONENTS = Path(__file__).parent / "components"
NAME = "waymark-{}.tar.gz"


def model_name(project: Path) -> str:
    """The file name of the model that fits what stands in `project` now (config.yml, domain.yml, data/)."""
    return NAME.format(fingerprint(project))


def fingerprint(project: Path) -> str:
    """First 12 hexadecimal digits of a SHA-256 over every file that a model is made from, by name and content.

    The server's own code is left out: it serves a model and does not shape it.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_sources(project)):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def newest_model(models: Path) -> Path | None:
    """The model trained last in the folder `models`, or None when there is none."""
    found = sorted(models.glob(NAME.format("*")), key=lambda path: path.stat().st_mtime_ns)
    return found[-1] if found else None


def _sources(project: Path) -> Iterator[tuple[str, Path]]:
    for name in ("config.yml", "domain.yml"):
        if (project / name).is_file():
            yield name, project / name
    # A model trained with the sentence model is another than one without.
    if is_there(project / SENTENCES):
        yield (SENTENCES / ORIGIN).as_posix(), project / SENTENCES / ORIGIN
    for path in (project / "data").rglob("*.yml"):
        yield path.relative_to(project).as_posix(), path
    for path in COMPONENTS.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"components/{path.relative_to(COMPONENTS).as_posix()}", path

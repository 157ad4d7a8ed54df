"""`python -m bot.brain.train`: trains the model that fits the project's files, unless it exists already."""

import argparse
import contextlib
import io
import sys
import tempfile
import time
from pathlib import Path

from bot.brain import quiet
from bot.brain.fingerprint import model_name


def main(arguments: list[str] | None = None) -> int:
    """Train where needed. Exit code 0 with the model in place, 1 with one sentence on stderr."""
    options = _parser().parse_args(arguments)
    target = (options.models or options.project / "models") / model_name(options.project)
    if target.exists() and not options.force:
        print(f"Model {target.name} fits the training data; nothing to train.", flush=True)
        return 0
    missing = [name for name in ("config.yml", "domain.yml", "data") if not (options.project / name).exists()]
    if missing:
        print(f"Cannot train: {', '.join(missing)} missing in {options.project.resolve()}.", file=sys.stderr)
        return 1
    return _train(options.project, target, force=options.force)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.brain.train", description=__doc__)
    parser.add_argument("--project", type=Path, default=Path(), help="folder with config.yml, domain.yml and data/")
    parser.add_argument("--models", type=Path, help="where the model goes (default: models/ in the project)")
    parser.add_argument("--force", action="store_true", help="train also when the model exists")
    return parser


def _train(project: Path, target: Path, *, force: bool) -> int:
    print(f"Training {target.name} ...", end="", flush=True)
    started = time.monotonic()
    said = io.StringIO()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Trained beside its place and moved in whole: a brain that starts meanwhile never sees half a model.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".training-") as folder:
        problem = _train_into(project, Path(folder), said, force=force)
        trained = next(Path(folder).glob("*.tar.gz"), None)
        if problem or trained is None:
            print(" failed.", flush=True)
            print(
                f"Training failed: {problem or 'Rasa made no model'}. What Rasa said:\n{said.getvalue()}",
                file=sys.stderr,
            )
            return 1
        trained.replace(target)
    print(f" done in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


def _train_into(project: Path, folder: Path, said: io.StringIO, *, force: bool) -> str | None:
    """Run Rasa's own training, its chatter kept in `said`; returns what went wrong, if anything."""
    quiet.prepare_environment()
    quiet.import_quickly()
    import rasa
    from rasa.shared.exceptions import RasaException

    sys.path.insert(0, str(Path.cwd()))
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            rasa.train(
                domain=str(project / "domain.yml"),
                config=str(project / "config.yml"),
                training_files=str(project / "data"),
                output=str(folder),
                force_training=force,
                fixed_model_name="model.tar.gz",
            )
    except (RasaException, SystemExit) as error:
        return str(error) or type(error).__name__
    return None


if __name__ == "__main__":
    sys.exit(main())

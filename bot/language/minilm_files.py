"""Where `make model` puts the sentence model."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "models" / "minilm"
MODEL, TOKENIZER = "layers.int8.onnx", "tokenizer.json"
ORIGIN = "origin.txt"
"""Written last: while it is missing, the model is not there. It holds the fingerprint of the weights."""


def is_there(folder: Path = FOLDER) -> bool:
    """Whether the model is installed, and whole."""
    return (folder / ORIGIN).is_file() and (folder / MODEL).is_file()

"""Turns words into vectors with ONNX Runtime."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from bot.brain.components.minilm.files import MODEL, TOKENIZER

Array = npt.NDArray[np.float32]

LONGEST = 64
"""Word pieces that are read; a learner's message has some twelve."""
ERRORS_ONLY = 3


class MiniLM:
    """The model in `folder`, which `make model` fills."""

    def __init__(self, folder: Path) -> None:
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL), _one_thread(), providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def read(self, words: Sequence[str]) -> Array:
        """The text's vector: 384 numbers, of length 1. The mean over all word pieces, as the model's card says."""
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True)
        ids = np.array([encoded.ids], dtype=np.int64)
        places = np.arange(ids.shape[1], dtype=np.int64)[None]
        states = self._session.run(None, {"ids": ids, "places": places})[0][0]
        vector: Array = states.mean(axis=0)
        return vector / np.linalg.norm(vector)


def _one_thread() -> onnxruntime.SessionOptions:
    """One brain must not take every core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    return options

"""What a text means as a vector: all-MiniLM-L6-v2, read by ONNX Runtime where `make model` put it.

The brain reads the same files in its own environment (bot/brain/components/minilm), which the edge does not import.
"""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from bot.language.minilm_files import FOLDER, MODEL, ORIGIN, TOKENIZER

Vector = npt.NDArray[np.float32]

WIDTH = 384
LONGEST = 96
"""Word pieces that are read."""
ERRORS_ONLY = 3


class MiniLM:
    """The model in `folder`. Uses one thread, and is safe to use from several; some 100 MB of memory."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.fingerprint = (folder / ORIGIN).read_text(encoding="ascii").strip()[:32]
        """Vectors of another model are no use beside those of this one."""
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL), _one_thread(), providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def read(self, text: str) -> Vector:
        """The text's vector: 384 numbers, of length 1. The mean over all word pieces, as the model's card says."""
        vector = self.layers(text)[:WIDTH]
        return vector / np.float32(np.linalg.norm(vector))

    def layers(self, text: str) -> Vector:
        """Means over all word pieces: 384 numbers of the last layer, then 384 of the middle one."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        places = np.arange(ids.shape[1], dtype=np.int64)[None]
        states = self._session.run(["states", "middle"], {"ids": ids, "places": places})
        means: Vector = np.concatenate([layer[0].mean(axis=0) for layer in states])
        return means


@cache
def shared() -> MiniLM:
    """The one that all parts of the edge read with. Loading takes half a second."""
    return MiniLM()


def _one_thread() -> onnxruntime.SessionOptions:
    """A search must not take every core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = ERRORS_ONLY
    return options

"""What the nearest training examples are, by the sentence model: catches what is said in quite other words."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class Neighbours:
    """Every example votes for its class, the nearer the more (Nadaraya 1964)."""

    def __init__(self, vectors: Array, classes: npt.NDArray[np.int64], sharpness: float) -> None:
        """`vectors` are examples by columns, each of length 1; `sharpness` is how fast a vote fades with distance."""
        self._vectors = vectors
        self._right = np.eye(int(classes.max()) + 1, dtype=np.float32)[classes]
        self._sharpness = sharpness

    def likely(self, vectors: Array) -> Array:
        """Texts by classes; each row sums to 1."""
        nearness = vectors @ self._vectors.T
        votes = np.exp(self._sharpness * (nearness - nearness.max(axis=1, keepdims=True))) @ self._right
        likely: Array = votes / votes.sum(axis=1, keepdims=True)
        return likely

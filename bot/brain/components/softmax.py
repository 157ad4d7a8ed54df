"""Multinomial logistic regression over sparse and dense features side by side, fitted with L-BFGS.

scikit-learn's takes one matrix; with the dense columns inside a sparse one it needs several times as long.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Array = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Softmax:
    """Weights of the sparse columns, of the dense columns, and of no column: each by class."""

    sparse: Array
    dense: Array
    bias: Array

    def logits(self, sparse: csr_matrix, dense: Array) -> Array:
        """Examples by classes."""
        result: Array = sparse @ self.sparse + dense @ self.dense + self.bias
        return result


def fit(sparse: csr_matrix, dense: Array, classes: Numbers, weights: Array, *, rounds: int) -> Softmax:
    """Minimise the cross entropy plus half the squared weights, so that a column's scale is how far it is trusted.

    Args:
        sparse: examples by columns, 32-bit.
        dense: examples by columns; no columns where there is no sentence model.
        classes: the right class of each example, 0 to the number of classes less one.
        weights: how much each example counts.
        rounds: at most as many steps of L-BFGS.
    """
    problem = _Problem(sparse, dense, classes, weights)
    start = np.zeros(problem.size)
    found = minimize(problem.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8})
    return problem.unpacked(found.x.astype(np.float32))


class _Problem:
    def __init__(self, sparse: csr_matrix, dense: Array, classes: Numbers, weights: Array) -> None:
        self._sparse, self._dense, self._weights = sparse, dense, weights[:, None]
        self._turned = sparse.T.tocsr()
        self._columns = sparse.shape[1], dense.shape[1]
        self._right = np.eye(int(classes.max()) + 1, dtype=np.float32)[classes]
        self.size = (sum(self._columns) + 1) * self._right.shape[1]

    def unpacked(self, flat: Array) -> Softmax:
        rows = flat.reshape(-1, self._right.shape[1])
        first, second = self._columns
        return Softmax(rows[:first], rows[first : first + second], rows[-1])

    def loss(self, flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[Any]]:
        """The loss and its gradient."""
        small = flat.astype(np.float32)
        logits = self.unpacked(small).logits(self._sparse, self._dense)
        logs = logits - log_sum(logits)
        wrong = (np.exp(logs) - self._right) * self._weights
        gradient = np.concatenate([self._turned @ wrong, self._dense.T @ wrong, wrong.sum(axis=0)[None]])
        penalised = small.copy()
        penalised[-self._right.shape[1] :] = 0
        value = -float((self._weights * logs * self._right).sum()) + 0.5 * float(penalised @ penalised)
        return value, (gradient.ravel() + penalised).astype(np.float64)


def log_sum(logits: Array) -> Array:
    """The logarithm of the sum of exponentials of each row."""
    most = logits.max(axis=1, keepdims=True)
    result: Array = most + np.log(np.exp(logits - most).sum(axis=1, keepdims=True))
    return result


def probabilities(logits: Array) -> Array:
    result: Array = np.exp(logits - log_sum(logits))
    return result

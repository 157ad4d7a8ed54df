"""Checks of the logistic regression; they need SciPy and run in Rasa's environment."""

import numpy as np
from scipy.sparse import csr_matrix

from bot.brain.components.softmax import Array, Softmax, fit, log_sum, probabilities

CHANCE = np.random.default_rng(1)
CLASSES = CHANCE.integers(0, 3, 150)
ONES = np.ones(150, dtype=np.float32)


def columns(share: float) -> Array:
    """Three columns that show the class, with noise."""
    return (np.eye(3)[CLASSES] + CHANCE.normal(0, share, (150, 3))).astype(np.float32)


def right(model: Softmax, sparse: csr_matrix, dense: Array) -> float:
    return float((model.logits(sparse, dense).argmax(axis=1) == CLASSES).mean())


def test_it_learns_from_sparse_columns_alone_and_from_dense_ones_alone() -> None:
    nothing = np.zeros((150, 0), dtype=np.float32)
    sparse = csr_matrix(columns(0.1))
    assert right(fit(sparse, nothing, CLASSES, ONES, rounds=30), sparse, nothing) > 0.95
    empty, dense = csr_matrix((150, 0), dtype=np.float32), columns(0.1)
    assert right(fit(empty, dense, CLASSES, ONES, rounds=30), empty, dense) > 0.95


def test_a_class_that_counts_for_nothing_is_never_chosen() -> None:
    sparse, dense = csr_matrix(columns(0.1)), columns(0.1)
    weights = (CLASSES != 1).astype(np.float32)
    model = fit(sparse, dense, CLASSES, weights, rounds=30)
    assert 1 not in model.logits(sparse, dense).argmax(axis=1)


def test_probabilities_sum_to_one_and_do_not_overflow() -> None:
    likely = probabilities(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32))
    assert np.allclose(likely, np.array([[1, 0], [0.5, 0.5]]), atol=1e-3)
    assert np.isfinite(log_sum(np.array([[1e4, 1e4]], dtype=np.float32))).all()

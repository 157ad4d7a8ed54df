import numpy as np
import pytest

from bot.brain.components.neighbours import Neighbours

KNOWN = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
NEIGHBOURS = Neighbours(KNOWN, np.array([0, 0, 1]), sharpness=20)


@pytest.mark.parametrize(("text", "nearest"), [([1, 0], 0), ([0, 1], 1), ([0.1, 0.995], 1)])
def test_the_nearest_examples_decide(text: list[float], nearest: int) -> None:
    assert NEIGHBOURS.likely(np.array([text], dtype=np.float32)).argmax() == nearest


def test_votes_sum_to_one_however_far_the_nearest_is() -> None:
    assert NEIGHBOURS.likely(np.array([[-1, -1]], dtype=np.float32)).sum() == pytest.approx(1)

"""The best one-to-one pairing."""

from __future__ import annotations

import pytest

from rasd.evaluate.assign import best_pairs


def test_the_greatest_total_beats_the_greedy_first_choice() -> None:
    assert best_pairs([[0.9, 0.8], [0.8, 0.0]]) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        pytest.param([], [], id="no rows"),
        pytest.param([[]], [], id="no columns"),
        pytest.param([[0.0, 0.0]], [], id="nothing in common"),
        pytest.param([[-1.0, 0.2]], [(0, 1)], id="a negative weight is no pair"),
        pytest.param([[0.1, 0.5, 0.4]], [(0, 1)], id="more columns than rows"),
        pytest.param([[0.1], [0.5], [0.4]], [(1, 0)], id="more rows than columns"),
    ],
)
def test_small_cases(weights: list[list[float]], expected: list[tuple[int, int]]) -> None:
    assert best_pairs(weights) == expected

"""Reliability of confidence."""

from __future__ import annotations

import pytest

from rasd.evaluate.calibration import reliability


def test_eight_in_ten_right_at_eight_tenths_is_calibrated() -> None:
    card = reliability([(0.8, True)] * 8 + [(0.8, False)] * 2)

    assert card.ece == pytest.approx(0.0)
    assert card.brier == pytest.approx(0.8 * 0.04 + 0.2 * 0.64)


def test_the_error_weighs_bins_by_their_size() -> None:
    card = reliability([(0.95, True), (0.95, False), (0.95, False), (0.15, False)])

    first, last = card.bins
    assert (first.n, first.right, last.n) == (1, 0.0, 3)
    assert last.right == pytest.approx(1 / 3)
    assert card.ece == pytest.approx((3 * (0.95 - 1 / 3) + 0.15) / 4)


def test_certainty_falls_in_the_last_bin() -> None:
    (only,) = reliability([(1.0, True)]).bins

    assert (only.low, only.high) == (0.9, 1.0)


def test_no_predictions_have_no_error() -> None:
    assert reliability([]).ece is None

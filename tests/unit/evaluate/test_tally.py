"""Shares, F1 and their intervals."""

from __future__ import annotations

import pytest

from rasd.evaluate.tally import detection, share


def test_precision_recall_and_f1_follow_from_the_sums_over_documents() -> None:
    found = detection([(3, 1, 0), (0, 0, 2), (1, 2, 0)])

    assert (found.found, found.missed, found.invented) == (4, 3, 2)
    assert found.precision.value == pytest.approx(4 / 6)
    assert found.recall.value == pytest.approx(4 / 7)
    assert found.f1.value == pytest.approx(8 / 13)


def test_f1_stays_the_same_when_missed_and_invented_change_places() -> None:
    assert detection([(3, 1, 2)]).f1.value == detection([(3, 2, 1)]).f1.value


def test_nothing_to_measure_is_no_value_rather_than_zero() -> None:
    assert share([]).value is None
    assert share([(0, 0)]).value is None
    assert detection([(0, 2, 0)]).precision.value is None
    assert detection([(0, 2, 0)]).recall.value == 0


def test_the_interval_holds_the_value_and_shrinks_with_more_documents() -> None:
    few = share([(1, 1), (0, 1)] * 5)
    many = share([(1, 1), (0, 1)] * 200)

    assert few.low is not None and few.high is not None
    assert many.low is not None and many.high is not None
    assert few.low <= 0.5 <= few.high
    assert few.low < many.low < 0.5 < many.high < few.high


def test_the_interval_of_a_large_even_sample_is_the_binomial_one() -> None:
    measure = share([(1, 1)] * 200 + [(0, 1)] * 200)

    assert measure.low == pytest.approx(0.451, abs=0.01)
    assert measure.high == pytest.approx(0.549, abs=0.01)


def test_documents_that_agree_within_widen_the_interval() -> None:
    alone = share([(1, 1), (0, 1)] * 50)
    in_tens = share([(10, 10), (0, 10)] * 5)

    assert alone.low is not None and in_tens.low is not None
    assert alone.value == in_tens.value == 0.5
    assert in_tens.low < alone.low


def test_the_same_units_have_the_same_interval() -> None:
    units = [(1, 2), (3, 4), (0, 1), (2, 2)]

    assert share(units) == share(units)

"""How far coders agree, held against published worked examples."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.evaluate import agreement as of

# The worked example of Krippendorff (2011), four observers, twelve units, values left out.
_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[value for value in unit if value is not None] for unit in zip(*_OBSERVERS, strict=True)]


@pytest.mark.parametrize(
    ("distance", "published"),
    [
        (of.nominal, 0.743),
        (of.ordinal(UNITS), 0.815),
        (of.interval, 0.849),
        (of.ratio, 0.797),
    ],
)
def test_alpha_is_that_of_the_published_example(
    distance: Callable[[Any, Any], float], published: float
) -> None:
    found = of.alpha(UNITS, distance)
    assert found.value == pytest.approx(published, abs=0.0006)
    assert found.items == 11
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_kappa_is_that_of_another_library() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    draw = random.Random(7)
    for _ in range(20):
        pairs = [(draw.choice("abc"), draw.choice("abc")) for _ in range(30)]
        expected = metrics.cohen_kappa_score(*zip(*pairs, strict=True))
        assert of.kappa(pairs).value == pytest.approx(expected)


def test_kappa_compares_two_coders_only() -> None:
    with pytest.raises(ValueError, match="two coders"):
        of.kappa([("a", "a", "b")])


def test_items_that_one_coder_left_out_do_not_count() -> None:
    found = of.kappa([("a", "a"), ("a",), ("b", "b"), ("a", "b")])
    assert found.items == 3


@pytest.mark.parametrize("units", [[], [("a",)], [("a", "a"), ("a", "a")]])
def test_no_variation_leaves_agreement_beyond_chance_undefined(
    units: Sequence[Sequence[str]],
) -> None:
    assert of.alpha(units, of.nominal).value is None
    assert of.kappa(units).value is None


def test_the_share_of_equal_values_weighs_each_item_the_same() -> None:
    assert of.equal_share([("a", "a"), ("a", "b", "c"), ("a",)]).value == 0.5
    assert of.equal_share([]).value is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"a"}, {"a"}, 0),
        ({"a"}, {"b"}, 1),
        (set(), set(), 0),
        (set(), {"a"}, 1),
        ({"a"}, {"a", "b"}, 1 - 2 / 3 * 1 / 2),
        ({"a", "b"}, {"b", "c"}, 1 - 1 / 3 * 1 / 3),
    ],
)
def test_sets_lie_apart_by_what_they_share(one: set[str], other: set[str], apart: float) -> None:
    assert of.masi(one, other) == pytest.approx(apart)
    assert of.masi(other, one) == pytest.approx(apart)


_VALUES = st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=12)


@given(_VALUES, st.randoms())
def test_neither_the_order_of_coders_nor_of_items_changes_alpha(
    units: list[list[int]], draw: random.Random
) -> None:
    before = of.alpha(units, of.interval).value
    shuffled = [draw.sample(unit, len(unit)) for unit in draw.sample(units, len(units))]
    after = of.alpha(shuffled, of.interval).value
    assert (before is None) == (after is None)
    if before is not None:
        assert after == pytest.approx(before)


@given(_VALUES)
def test_full_agreement_is_one_or_undefined(units: list[list[int]]) -> None:
    same = [[unit[0]] * len(unit) for unit in units if unit]
    assert of.alpha(same, of.nominal).value in (None, 1.0)

"""B-cubed and pairs over reports and documents."""

from __future__ import annotations

import pytest

from rasd.evaluate.coreference import Item, score_coreference


def item(incidents: str, events: str, block: str = "x", *, counts: bool = True) -> Item:
    """An item in the incidents and events that the letters name."""
    return Item(
        incidents=frozenset(incidents), events=frozenset(events), block=block, counts=counts
    )


def scores(*items: Item) -> list[float | None]:
    card = score_coreference(items, resamples=10)
    return [
        measure.value
        for measure in (
            card.b_cubed_precision,
            card.b_cubed_recall,
            card.pair_precision,
            card.pair_recall,
        )
    ]


def test_groups_as_coded_score_one() -> None:
    assert scores(item("A", "1"), item("A", "1"), item("B", "2")) == [1, 1, 1, 1]


def test_everything_alone_is_pure_and_incomplete() -> None:
    assert scores(item("A", "1"), item("A", "2"), item("B", "3")) == [
        1,
        pytest.approx((0.5 + 0.5 + 1) / 3),
        None,
        0,
    ]


def test_everything_together_is_complete_and_impure() -> None:
    assert scores(item("A", "1"), item("A", "1"), item("B", "1")) == [
        pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3),
        1,
        pytest.approx(1 / 3),
        1,
    ]


def test_reports_without_a_mention_stand_alone_each() -> None:
    assert scores(item("A", ""), item("A", "")) == [1, 0.5, None, 0]


def test_a_shared_event_is_right_only_as_often_as_an_incident_is_shared() -> None:
    two_events_one_incident = scores(item("A", "12"), item("A", "12"))

    assert two_events_one_incident == [pytest.approx((1 + 1 / 2) / 2), 1, 1, 1]


def test_a_roundup_is_right_with_each_of_its_single_reports() -> None:
    roundup, one, other = item("AB", "12"), item("A", "1"), item("B", "2")

    assert scores(roundup, one, other) == [1, 1, 1, 1]


def test_what_is_not_scored_still_makes_a_group_impure() -> None:
    precision = scores(item("A", "1"), item("B", "1", counts=False))[0]

    assert precision == 0.5


def test_resamples_keep_a_block_together() -> None:
    card = score_coreference(
        [item("A", "1", "x"), item("A", "1", "x"), item("B", "1", "y")], resamples=200
    )

    drawn = card.b_cubed_precision
    assert (drawn.low, drawn.high) == (pytest.approx(1 / 3), pytest.approx(2 / 3))

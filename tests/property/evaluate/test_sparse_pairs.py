"""Many rows of few weights are paired as well as a full table of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasd.evaluate.assign import best_pairs, best_sparse_pairs

TABLES = st.integers(1, 7).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 5, 8]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=7,
    )
)


def _sparse(table: list[list[int]]) -> list[list[tuple[int, float]]]:
    return [[(column, w) for column, w in enumerate(row) if w] for row in table]


@given(TABLES)
def test_the_total_is_that_of_the_exact_pairing(table: list[list[int]]) -> None:
    full = sum(table[row][column] for row, column in best_pairs(table))
    pairs = best_sparse_pairs(_sparse(table))
    assert sum(table[row][column] for row, column in pairs) == full


@given(TABLES)
def test_no_row_and_no_column_is_paired_twice(table: list[list[int]]) -> None:
    pairs = best_sparse_pairs(_sparse(table))
    assert len({row for row, _ in pairs}) == len(pairs) == len({column for _, column in pairs})


def test_a_row_gives_way_where_both_gain() -> None:
    assert best_sparse_pairs([[(0, 0.9), (1, 0.8)], [(0, 0.8)]]) == [(0, 1), (1, 0)]

"""The one-to-one pairing of two lists that has the greatest total weight.

`best_pairs([[0.9, 0.8], [0.8, 0.0]])` is `[(0, 1), (1, 0)]`: 1.6 beats the greedy 0.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of positive weight with the greatest total, ordered by row.

    The Hungarian method with potentials, in O(rows² · columns); a weight of zero or less
    is no pair. Exact for every size.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [[row[column] for row in weights] for column in range(len(weights[0]))]
        return sorted((row, column) for column, row in best_pairs(turned))
    rows, columns = len(weights), len(weights[0])
    cost = [[-max(weight, 0.0) for weight in row] for row in weights]
    row_price = [0.0] * (rows + 1)
    column_price = [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        column = 0
        slack = [inf] * (columns + 1)
        came_from = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            current, delta, nearest = owner[column], inf, 0
            for other in range(1, columns + 1):
                if done[other]:
                    continue
                reduced = cost[current - 1][other - 1] - row_price[current] - column_price[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
                if slack[other] < delta:
                    delta, nearest = slack[other], other
            for other in range(columns + 1):
                if done[other]:
                    row_price[owner[other]] += delta
                    column_price[other] -= delta
                else:
                    slack[other] -= delta
            column = nearest
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    pairs = ((owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column])
    return sorted(pair for pair in pairs if weights[pair[0]][pair[1]] > 0)


def best_sparse_pairs(rows: Sequence[Sequence[tuple[int, float]]]) -> list[tuple[int, int]]:
    """As `best_pairs`, for many rows of few weights: each row holds its (column, weight).

    Shortest augmenting paths (Jonker and Volgenant) in the graph of the weights that there are, so
    that a row costs what lies around it and not the size of the whole.
    """
    price: dict[int, float] = {}
    owner: dict[int, int] = {}
    weight_of = [{column: weight for column, weight in row if weight > 0} for row in rows]
    column_of: list[int | None] = [None] * len(rows)
    for start in range(len(rows)):
        _augment(start, weight_of, column_of, owner, price)
    return [(row, column) for row, column in enumerate(column_of) if column is not None]


def _augment(
    start: int,
    weight_of: Sequence[dict[int, float]],
    column_of: list[int | None],
    owner: dict[int, int],
    price: dict[int, float],
) -> None:
    """Gives a row the column that adds most, moving others along the cheapest path.

    The path ends at a free column, or at a row that goes without one: at what it costs then.
    """
    far: dict[int, float] = {}
    via: dict[int, int] = {}
    done: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    row, travelled = start, 0.0
    # The cost of leaving the row that a path has reached without a column.
    without, last = 0.0, start
    while True:
        for column, weight in weight_of[row].items():
            if column in done:
                continue
            held = column_of[row]
            back = 0.0 if held is None else weight_of[row][held] + price.get(held, 0.0)
            reached = travelled - weight - price.get(column, 0.0) + back
            if reached < far.get(column, inf):
                far[column], via[column] = reached, row
                heappush(heap, (reached, column))
        while heap and (heap[0][1] in done or heap[0][0] > far[heap[0][1]]):
            heappop(heap)
        if not heap or heap[0][0] >= without:
            end, column_end, cost = last, None, without
            break
        travelled, column = heappop(heap)
        if column not in owner:
            end, column_end, cost = via[column], column, travelled
            break
        done[column] = travelled
        row = owner[column]
        leaving = travelled + weight_of[row][column] + price.get(column, 0.0)
        if leaving < without:
            without, last = leaving, row
    for column, reached in done.items():
        price[column] = price.get(column, 0.0) + reached - cost
    row, column_now = end, column_end
    while True:
        before = column_of[row]
        column_of[row] = column_now
        if column_now is not None:
            owner[column_now] = row
        if row == start:
            return
        assert before is not None
        row, column_now = via[before], before

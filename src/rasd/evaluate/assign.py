"""The one-to-one pairing of two lists that has the greatest total weight.

`best_pairs([[0.9, 0.8], [0.8, 0.0]])` is `[(0, 1), (1, 0)]`: 1.6 beats the greedy 0.9.
"""

from __future__ import annotations

from collections.abc import Sequence
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

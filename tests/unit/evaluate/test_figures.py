"""Figures by words and value."""

from __future__ import annotations

import pytest
from tests.unit.evaluate.test_predictions import FIGURE

from rasd.evaluate.figures import score_figures
from rasd.evaluate.gold import GoldArticle, GoldFigure
from rasd.model import Evidence, Quantity, replace

GOLD = GoldArticle(
    doc="a.txt",
    published=None,
    events=(),
    figures=(
        GoldFigure(quantity="fighters", subject=None, value=(500, 500), evidence="", span=(10, 40)),
    ),
)


@pytest.mark.parametrize(
    ("start", "low", "expected"),
    [
        pytest.param(20, 500, (1, 0, 0), id="same words and value"),
        pytest.param(20, 400, (0, 1, 1), id="another value"),
        pytest.param(50, 500, (0, 1, 1), id="other words"),
    ],
)
def test_a_figure_needs_words_and_value(
    start: int, low: int, expected: tuple[int, int, int]
) -> None:
    words = Evidence(field="value", start=start, end=start + 10, quote="x" * 10)
    given = replace(FIGURE, value=Quantity(min=low, max=low), evidence=(words,))

    found = score_figures([GOLD], [given], resamples=10)

    assert (found.found, found.missed, found.invented) == expected

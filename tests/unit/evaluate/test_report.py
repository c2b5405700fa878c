"""What people read of a comparison."""

from __future__ import annotations

import json

from tests.unit.evaluate.test_scorecard import DAY, QUOTE, gold, told

from rasd.evaluate import mistakes_text, scorecard_json, scorecard_markdown
from rasd.evaluate.gold import GoldArticle
from rasd.evaluate.report import show, table
from rasd.evaluate.scorecard import score
from rasd.evaluate.tally import Measure

CARD = score(
    [
        GoldArticle(
            doc="a", published=DAY, events=(gold(0), gold(1)), must_not=("a strike on the mill",)
        )
    ],
    [told(0, killed=None, date=None), told(5)],
    resamples=10,
)


def test_the_table_holds_the_counts_and_the_share() -> None:
    text = scorecard_markdown(CARD)

    assert "| all core incidents | 1 | 1 | 1 | 0.500" in text
    assert "| date | 0.000" in text
    assert "| **whole record** | 0.000" in text


def test_every_mistake_shows_its_quote() -> None:
    text = mistakes_text(CARD)

    assert f"MISSED g1 remote_explosive/reported (no mention)\n    {QUOTE}" in text
    assert f"INVENTED remote_explosive/reported (no event there)\n    {QUOTE}" in text
    assert f"date g0: expected {DAY}, got nothing\n    {QUOTE}" in text
    assert "a: a strike on the mill" in text


def test_the_scorecard_is_plain_json() -> None:
    value = json.loads(json.dumps(scorecard_json(CARD)))

    assert value["incidents"]["f1"]["value"] == 0.5
    assert {mistake["kind"] for mistake in value["mistakes"]} == {
        "missed",
        "invented",
        "wrong_field",
    }


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert table(("a", "b"), [("x|y", "z")]).splitlines()[2] == "| x\\|y | z |"


def test_nothing_measured_is_a_dash() -> None:
    assert show(Measure(value=None)) == "–"
    assert show(Measure(value=0.8123, low=0.7, high=0.9, n=3)) == "0.812 (0.70-0.90)"

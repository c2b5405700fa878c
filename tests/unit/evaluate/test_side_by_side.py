"""Engines side by side on the same articles: each one's measures, and what lies between them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.builders import DAY, make_count, make_evidence, make_mention
from tests.runs import rasd_here

from rasd.evaluate import GoldArticle, GoldEvent
from rasd.evaluate.side_by_side import Row, compare_rows
from rasd.model import EventType, Mention, Status, SubEventType, dumps, replace

QUOTE = "انفجار عبوة"
ARTICLES = 12


def _gold(doc: str) -> GoldArticle:
    event = GoldEvent(
        id=f"{doc}-1",
        event_type=EventType.EXPLOSION,
        sub_event_type=SubEventType.REMOTE_EXPLOSIVE,
        status=Status.REPORTED,
        evidence=QUOTE,
        spans=((0, 50),),
        date=(DAY, DAY),
        killed=(2, 2),
    )
    return GoldArticle(doc=doc, published=DAY, events=(event,))


GOLD = [_gold(f"d{n:02}") for n in range(ARTICLES)]


def _told(article: GoldArticle, killed: int = 2) -> Mention:
    evidence = (make_evidence(QUOTE, start=0),)
    return make_mention(article.doc, 0, evidence=evidence, killed=make_count(killed))


def _row(name: str, *predicted: list[Mention]) -> Row:
    rows = compare_rows(GOLD, predicted, resamples=200)
    return next(row for row in rows if row.name == name)


ALL = [_told(article) for article in GOLD]


def test_equal_predictions_differ_by_nothing() -> None:
    row = _row("incidents: F1", ALL, list(ALL))
    (difference,) = row.differences
    assert (difference.value, difference.low, difference.high) == (0, 0, 0)


def test_what_one_finds_and_the_other_misses_is_a_difference_with_its_interval() -> None:
    row = _row("incidents: recall", ALL, ALL[:6])
    assert [value.value for value in row.values] == [1.0, 0.5]
    (difference,) = row.differences
    assert difference.value == pytest.approx(-0.5)
    assert difference.low is not None
    assert difference.high is not None
    assert -1 <= difference.low < -0.5 < difference.high < 0


def test_a_field_is_compared_on_what_each_has_found() -> None:
    wrong = [_told(article, 3) for article in GOLD[:3]]
    row = _row("killed", ALL, [*wrong, *ALL[3:]])
    assert [value.value for value in row.values] == [1.0, 0.75]


def test_two_hard_articles_are_hard_for_both() -> None:
    """Drawn apart, the intervals would overlap; drawn together, the second is always better."""
    row = _row("incidents: recall", ALL[:4], ALL[:10])
    assert row.differences[0].low is not None
    assert row.differences[0].low > 0


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    gold = tmp_path / "gold.json"
    articles: list[dict[str, Any]] = [
        {
            "doc": article.doc,
            "published": DAY.isoformat(),
            "events": [
                {
                    "id": "e1",
                    "event_type": "explosion",
                    "sub_event_type": "remote_explosive",
                    "status": "reported",
                    "evidence": QUOTE,
                    "span": [0, 50],
                    "killed": [2, 2],
                }
            ],
            "figures": [],
        }
        for article in GOLD
    ]
    gold.write_text(json.dumps(articles), encoding="utf-8")
    one, two = tmp_path / "rules.jsonl", tmp_path / "llm.jsonl"
    one.write_text("\n".join(dumps(mention) for mention in ALL), encoding="utf-8")
    less = [replace(mention, confidence=0.3) for mention in ALL[:6]]
    two.write_text("\n".join(dumps(mention) for mention in less), encoding="utf-8")
    return gold, one, two


def test_eval_shows_a_column_for_each_file_and_the_differences(
    files: tuple[Path, Path, Path],
) -> None:
    done = rasd_here("eval", *files)
    assert done.exit_code == 0, done.stderr
    head, *rows = done.stdout.splitlines()
    assert head == "| measure | rules | llm | llm - rules |"
    recall = next(row for row in rows if row.startswith("| incidents: recall"))
    assert "1.000 (1.00-1.00)" in recall
    assert "**-0.500" in recall


def test_eval_with_one_file_is_what_it_was(files: tuple[Path, Path, Path]) -> None:
    done = rasd_here("eval", *files[:2])
    assert done.stdout.startswith("| incidents | found | missed | invented |")


def test_eval_gives_all_of_it_as_json(files: tuple[Path, Path, Path]) -> None:
    value = json.loads(rasd_here("eval", *files, "--json").stdout)
    assert value["names"] == ["rules", "llm"]
    assert len(value["scorecards"]) == 2
    assert {"name", "values", "differences"} == set(value["rows"][0])

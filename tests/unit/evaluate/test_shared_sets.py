"""The development sets are read as their description says."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.evaluate import read_gold
from rasd.evaluate.detection import read_sentences
from rasd.evaluate.incidents import read_coded

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("name", "articles", "events", "core"),
    [
        pytest.param("dev/gold_articles.json", 49, 118, 64, id="development articles"),
        pytest.param("seeds/gold.json", 5, 27, 16, id="seeds"),
    ],
)
def test_annotated_articles(shared: Path, name: str, articles: int, events: int, core: int) -> None:
    gold = read_gold(shared / name)

    assert len(gold) == articles
    assert sum(len(article.events) for article in gold) == events
    assert sum(event.is_core for article in gold for event in article.events) == core


def test_sentences(shared: Path) -> None:
    sentences = read_sentences(shared / "dev" / "sentences" / "detection.csv.gz")

    assert sum(s.kind == "ASSAULT" and s.label == "yes" for s in sentences) == 162
    assert len(sentences) == 2894


def test_coded_incidents(shared: Path) -> None:
    coded = read_coded(shared / "dev" / "coded_incidents.jsonl.gz")

    assert len(coded) == 278
    assert sum(incident.point is not None for incident in coded) == 124
    assert sum(incident.has_dated_source for incident in coded) == 98

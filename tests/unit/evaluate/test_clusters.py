"""Merged events against incidents told in several articles."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders import DAY, make_mention
from tests.unit.evaluate.test_scorecard import QUOTE, gold

from rasd.evaluate.clusters import score_events
from rasd.evaluate.gold import GoldArticle
from rasd.model import Event, Evidence, Status


def article(doc: str, **overrides: Any) -> GoldArticle:
    return GoldArticle(doc=doc, published=DAY, events=(gold(0, **overrides),))


def merged(name: str, *docs: str, status: Status = Status.REPORTED) -> Event:
    """An event that holds the first passage of each document."""
    mention = make_mention()
    return Event(
        id=name,
        event_type=mention.event_type,
        sub_event_type=mention.sub_event_type,
        status=status,
        confidence=0.9,
        evidence=tuple(
            Evidence(field="event", start=0, end=len(QUOTE), quote=QUOTE, doc_id=doc)
            for doc in docs
        ),
        doc_ids=docs,
        mention_ids=docs,
        independent_sources=len(docs),
    )


THREE = [article("a", incident="x"), article("b", incident="x"), article("c")]


def test_incidents_brought_together_as_in_the_gold_score_one() -> None:
    card = score_events(THREE, [merged("1", "a", "b"), merged("2", "c")], resamples=10)

    assert card.incidents.f1.value == 1
    assert card.pairs.f1.value == 1
    assert card.b_cubed_f1 == 1
    assert (card.located, card.unlocated) == (3, 0)


def test_an_incident_left_in_two_has_one_event_too_many() -> None:
    card = score_events(THREE, [merged("1", "a"), merged("2", "b"), merged("3", "c")], resamples=10)

    assert (card.incidents.found, card.incidents.missed, card.incidents.invented) == (2, 0, 1)
    assert (card.pairs.found, card.pairs.missed) == (0, 1)
    assert card.b_cubed_precision == 1
    assert card.b_cubed_recall == pytest.approx((0.5 + 0.5 + 1) / 3)


def test_two_incidents_thrown_together_leave_one_missed() -> None:
    card = score_events(THREE, [merged("1", "a", "b", "c")], resamples=10)

    assert (card.incidents.found, card.incidents.missed, card.incidents.invented) == (1, 1, 0)
    assert (card.pairs.found, card.pairs.invented) == (1, 2)
    assert card.b_cubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert card.b_cubed_recall == 1


def test_evidence_from_another_article_locates_nothing() -> None:
    card = score_events([article("a")], [merged("1", "b")], resamples=10)

    assert (card.located, card.unlocated) == (0, 1)
    assert card.b_cubed_f1 is None


def test_background_counts_neither_way() -> None:
    card = score_events([article("a", status=Status.BACKGROUND)], [merged("1", "a")], resamples=10)

    assert (card.incidents.found, card.incidents.missed, card.incidents.invented) == (0, 0, 0)

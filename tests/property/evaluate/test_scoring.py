"""Laws of scoring: perfect predictions score 1, order changes nothing, pairing is the best."""

from __future__ import annotations

import random
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import DAY, make_actor, make_count, make_day, make_evidence, make_mention

from rasd.evaluate import GoldArticle, GoldEvent, score
from rasd.evaluate.assign import best_pairs
from rasd.evaluate.tally import detection
from rasd.model import PARENT, Mention, Place, Status, SubEventType

KINDS = st.sampled_from(sorted(SubEventType))
TOLLS = st.none() | st.tuples(st.integers(0, 9), st.integers(10, 99) | st.none())


@st.composite
def gold_events(draw: st.DrawFn, number: int) -> GoldEvent:
    kind = draw(KINDS)
    return GoldEvent(
        id=f"g{number}",
        event_type=PARENT[kind],
        sub_event_type=kind,
        status=draw(st.sampled_from(sorted(Status))),
        evidence="x" * 20,
        spans=((30 * number, 30 * number + 20),),
        date=draw(st.none() | st.just((DAY, DAY))),
        country=draw(st.sampled_from(["SY", "IQ"])),
        lat=draw(st.floats(30, 36)),
        lon=40.0,
        perpetrator=draw(st.sampled_from([(), ("is_core|is_libya",), ("irq_army", "irq_pmf")])),
        killed=draw(TOLLS),
        wounded=draw(TOLLS),
        optional=draw(st.booleans()),
    )


@st.composite
def gold_articles(draw: st.DrawFn) -> list[GoldArticle]:
    return [
        GoldArticle(
            doc=f"d{n}",
            published=DAY,
            events=tuple(draw(gold_events(e)) for e in range(draw(st.integers(0, 4)))),
        )
        for n in range(draw(st.integers(1, 3)))
    ]


def perfect(articles: list[GoldArticle]) -> list[Mention]:
    """The predictions that repeat the gold."""
    return [
        make_mention(
            article.doc,
            n,
            sub_event_type=event.sub_event_type,
            status=event.status,
            date=make_day(*event.date) if event.date else None,
            place=Place(text="x", country=event.country, lat=event.lat, lon=event.lon),
            perpetrators=tuple(make_actor(e.split("|")[0]) for e in event.perpetrator),
            killed=make_count(*event.killed) if event.killed else None,
            wounded=make_count(*event.wounded) if event.wounded else None,
            evidence=(make_evidence(event.evidence, start=event.spans[0][0]),),
        )
        for article in articles
        for n, event in enumerate(article.events)
    ]


@settings(max_examples=40, deadline=None)
@given(gold_articles())
def test_perfect_predictions_score_one_and_hold_no_mistake(articles: list[GoldArticle]) -> None:
    card = score(articles, perfect(articles), resamples=5)

    assert card.incidents.f1.value in (None, 1.0)
    assert card.incidents.found == sum(e.is_core for a in articles for e in a.events)
    assert card.record.value in (None, 1.0)
    assert card.mistakes == ()


@settings(max_examples=20, deadline=None)
@given(gold_articles(), st.randoms(use_true_random=False))
def test_the_order_of_predictions_changes_nothing(
    articles: list[GoldArticle], shuffle: random.Random
) -> None:
    predictions = perfect(articles)[1:]
    mixed = list(predictions)
    shuffle.shuffle(mixed)

    assert score(articles, mixed, resamples=5) == score(articles, predictions, resamples=5)


@given(
    st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=20),
)
def test_f1_is_symmetric_between_zero_and_one_and_its_interval_repeats(
    units: list[tuple[int, int, int]],
) -> None:
    one = detection(units, resamples=30)
    turned = detection([(f, i, m) for f, m, i in units], resamples=30)

    assert one == detection(units, resamples=30)
    assert one.f1.value == turned.f1.value
    assert (one.precision.value, one.recall.value) == (turned.recall.value, turned.precision.value)
    for measure in (one.precision, one.recall, one.f1):
        if measure.value is not None:
            assert 0 <= measure.value <= 1
            assert measure.low is not None and measure.high is not None
            assert 0 <= measure.low <= measure.high <= 1


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9).map(float), min_size=width, max_size=width),
            min_size=1,
            max_size=4,
        )
    )
)
def test_pairing_is_as_good_as_trying_every_order(weights: list[list[float]]) -> None:
    rows, columns = len(weights), len(weights[0])
    padded = [*range(columns), *[-1] * rows]
    best = max(
        sum(weights[row][column] for row, column in enumerate(order) if column >= 0)
        for order in set(permutations(padded, rows))
    )

    pairs = best_pairs(weights)

    assert sum(weights[row][column] for row, column in pairs) == best
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)

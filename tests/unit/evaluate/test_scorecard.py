"""Found, missed, invented and neutral, on articles small enough to count by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.builders import DAY, make_actor, make_count, make_evidence, make_mention, make_place

from rasd.evaluate import GoldArticle, GoldEvent, Mistake, Scorecard, score
from rasd.model import EventType, Evidence, Mention, Status, SubEventType

QUOTE = "انفجار عبوة"


def gold(number: int = 0, **overrides: Any) -> GoldEvent:
    """A remote explosive like the builders' mention; event `n` stands at 100·n."""
    start = 100 * number
    given: dict[str, Any] = {
        "id": f"g{number}",
        "event_type": EventType.EXPLOSION,
        "sub_event_type": SubEventType.REMOTE_EXPLOSIVE,
        "status": Status.REPORTED,
        "evidence": QUOTE,
        "spans": ((start, start + 50),),
        "date": (DAY, DAY),
        "country": "SY",
        "admin1": "Al-Warda",
        "lat": 35.0,
        "lon": 38.0,
    }
    return GoldEvent(**(given | overrides))


def told(number: int = 0, **overrides: Any) -> Mention:
    given: dict[str, Any] = {"evidence": (make_evidence(QUOTE, start=100 * number),)}
    return make_mention("a", number, **(given | overrides))


def card(events: Sequence[GoldEvent], mentions: Sequence[Mention], **options: Any) -> Scorecard:
    article = GoldArticle(doc="a", published=DAY, events=tuple(events))
    return score([article], mentions, resamples=20, **options)


def counts(result: Scorecard) -> tuple[int, int, int, int]:
    found = result.incidents
    return found.found, found.missed, found.invented, result.neutral


def of_kind(result: Scorecard, kind: str) -> list[Mistake]:
    return [mistake for mistake in result.mistakes if mistake.kind == kind]


def test_one_found_one_missed_one_invented() -> None:
    result = card([gold(0), gold(1)], [told(0), told(5)])

    assert counts(result) == (1, 1, 1, 0)
    assert result.incidents.f1.value == pytest.approx(0.5)
    assert [m.gold_id for m in of_kind(result, "missed")] == ["g1"]
    assert [(m.quote, m.why) for m in of_kind(result, "invented")] == [(QUOTE, "no event there")]


def test_an_article_without_predictions_counts_as_missed() -> None:
    assert counts(card([gold(0)], [])) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(gold(0, optional=True), id="optional"),
        pytest.param(gold(0, status=Status.BACKGROUND), id="background"),
    ],
)
def test_optional_and_background_events_count_neither_way(event: GoldEvent) -> None:
    assert counts(card([event], [told(0)])) == (0, 0, 0, 1)
    assert counts(card([event], [])) == (0, 0, 0, 0)


def test_an_incident_read_out_of_a_statement_is_invented() -> None:
    threat = gold(
        0,
        event_type=EventType.STATEMENT,
        sub_event_type=SubEventType.THREAT,
    )
    result = card([threat], [told(0)])

    assert counts(result) == (0, 0, 1, 0)
    assert of_kind(result, "invented")[0].why == "g0 is statement/reported"


def test_an_incident_called_background_is_missed_with_that_reason() -> None:
    result = card([gold(0)], [told(0, status=Status.BACKGROUND)])

    assert counts(result) == (0, 1, 0, 0)
    assert of_kind(result, "missed")[0].why == "coded as explosion/background"


def test_a_second_mention_of_one_incident_is_invented() -> None:
    result = card([gold(0)], [told(0), told(0, id="again")])

    assert counts(result) == (1, 0, 1, 0)
    assert of_kind(result, "invented")[0].why == "again g0"


def test_another_type_of_incident_is_found_with_a_wrong_field() -> None:
    clash = told(0, sub_event_type=SubEventType.ARMED_CLASH)
    result = card([gold(0)], [clash])

    assert counts(result) == (1, 0, 0, 0)
    wrong = {m.field: (m.expected, m.got) for m in of_kind(result, "wrong_field")}
    assert wrong == {
        "event_type": ("explosion", "battle"),
        "sub_event_type": ("remote_explosive", "armed_clash"),
    }
    assert result.record.value == 0


def test_a_passage_that_tells_it_again_is_evidence_too() -> None:
    event = gold(0, spans=((0, 50), (900, 950)))

    assert counts(card([event], [told(9)])) == (1, 0, 0, 0)


def test_evidence_in_the_title_does_not_match_the_body() -> None:
    title = Evidence(field="event", start=0, end=11, quote=QUOTE, part="title")

    assert counts(card([gold(0)], [told(0, evidence=(title,))])) == (0, 1, 1, 0)


def test_of_two_predictions_the_one_of_the_right_type_is_taken() -> None:
    clash = told(0, id="clash", sub_event_type=SubEventType.ARMED_CLASH)
    result = card([gold(0)], [clash, told(0, id="bomb")])

    assert [m.mention_id for m in of_kind(result, "invented")] == ["clash"]


def test_of_two_predictions_the_one_with_more_overlap_is_taken() -> None:
    beside = told(0, id="beside", evidence=(make_evidence("x" * 50, start=40),))
    result = card([gold(0)], [beside, told(0, id="inside")])

    assert [m.mention_id for m in of_kind(result, "invented")] == ["beside"]


def test_events_of_one_sentence_are_told_apart_by_their_places() -> None:
    north = gold(0, id="north", lat=36.9)
    south = gold(0, id="south", lat=33.1)
    mentions = [
        told(0, id="s", place=make_place(lat=33.1)),
        told(0, id="n", place=make_place(lat=36.9)),
    ]

    assert card([north, south], mentions).record.value == 1


def test_a_record_is_right_when_every_field_is() -> None:
    event = gold(0, killed=(3, 3), perpetrator=("is_core",))
    right = told(0, killed=make_count(3), perpetrators=(make_actor("is_core"),))
    wrong = told(1, killed=make_count(4), perpetrators=(make_actor("is_core"),))
    result = card([event, gold(1, killed=(3, 3), perpetrator=("is_core",))], [right, wrong])

    killed = next(field for field in result.fields if field.field == "killed")
    assert result.record.value == 0.5
    assert (killed.right.value, killed.stated.value, killed.stated.n) == (0.5, 0.5, 2)


def test_absent_tolls_count_as_right_but_not_as_stated() -> None:
    result = card([gold(0, killed=(3, 3)), gold(1)], [told(0), told(1)])

    killed = next(field for field in result.fields if field.field == "killed")
    assert (killed.right.value, killed.stated.value, killed.stated.n) == (0.5, 0.0, 1)


def test_confidence_is_held_against_found_and_invented() -> None:
    result = card([gold(0)], [told(0, confidence=0.9), told(5, confidence=0.3)])

    assert [(b.confidence, b.right) for b in result.reliability.bins] == [(0.3, 0.0), (0.9, 1.0)]


def test_mentions_of_documents_without_annotation_are_named_and_left_out() -> None:
    result = card([gold(0)], [told(0), make_mention("elsewhere")])

    assert counts(result) == (1, 0, 0, 0)
    assert result.unmatched_docs == ("elsewhere",)


def test_scores_of_one_type_add_up_to_all() -> None:
    clash = gold(
        1,
        event_type=EventType.BATTLE,
        sub_event_type=SubEventType.ARMED_CLASH,
        date=(date(2031, 5, 1), date(2031, 5, 3)),
    )
    result = card([gold(0), clash], [told(0), told(7)])

    by_type = dict(result.by_type)
    assert (by_type["explosion"].found, by_type["explosion"].invented) == (1, 1)
    assert by_type["battle"].missed == 1

"""Mentions of one incident become one event; each field of it follows the published rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from tests.builders import (
    DAY,
    make_actor,
    make_count,
    make_day,
    make_document,
    make_evidence,
    make_mention,
    make_place,
    make_reuse,
)

from rasd.merge import merge_mentions
from rasd.model import (
    Claim,
    Conflict,
    Constraints,
    Event,
    Harm,
    Mention,
    Outcome,
    PlacePrecision,
    Reuse,
    Status,
    SubEventType,
)

K = SubEventType


def merged(*mentions: Mention, reuse: Mapping[str, tuple[Reuse, ...]] | None = None) -> Event:
    """The one event of mentions in documents published a day apart, in the order of their ids."""
    names = sorted({m.doc_id for m in mentions})
    documents = [
        make_document(name, published=DAY + timedelta(days=n)) for n, name in enumerate(names)
    ]
    (event,) = merge_mentions(documents, mentions, reuse or {})
    return event


def test_no_mentions_make_no_events() -> None:
    assert merge_mentions([], [], {}) == ()


def test_a_single_mention_keeps_its_values() -> None:
    mention = make_mention("a", killed=make_count(2, None), weapons=("vehicle_bomb",))
    event = merged(mention)
    assert (event.doc_ids, event.mention_ids) == (("a",), (mention.id,))
    assert event.killed == mention.killed
    assert event.confidence == mention.confidence
    assert event.independent_sources == 1
    assert event.conflicts == ()
    assert [e.doc_id for e in event.evidence] == ["a"]


def test_two_attacks_in_one_town_on_one_day_stay_two() -> None:
    documents = [make_document("a"), make_document("b")]
    first, second = (make_mention("a", n, killed=make_count(3 + 20 * n)) for n in (0, 1))
    single = make_mention("b", killed=make_count(23))
    events = merge_mentions(documents, [first, second, single], {})
    assert sorted(e.mention_ids for e in events) == sorted([(first.id,), (second.id, single.id)])


def test_a_vague_mention_does_not_chain_two_towns() -> None:
    documents = [make_document(name) for name in "abc"]
    province = make_place(lat=None, lon=None, precision=PlacePrecision.ADMIN1)
    rest: dict[str, Any] = {"killed": make_count(9), "perpetrators": (make_actor("x"),)}
    mentions = [
        make_mention("a", place=make_place("Tall", lat=35.0), **rest),
        make_mention("b", place=province, **rest),
        make_mention("c", place=make_place("Qasr", lat=36.0), **rest),
    ]
    events = merge_mentions(documents, mentions, {})
    assert sorted(len(e.mention_ids) for e in events) == [1, 2]


def test_the_id_comes_from_the_first_report_and_stays() -> None:
    a, b, c = (make_mention(name) for name in "abc")
    assert merged(a).id == merged(a, b).id == merged(a, b, c).id
    assert merged(b).id != merged(a, b).id


def test_tolls_that_differ_stay_side_by_side() -> None:
    a = make_mention("a", killed=make_count(2))
    b = make_mention("b", killed=make_count(3, 6))
    c = make_mention("c", killed=make_count(2, None))
    event = merged(a, b, c)
    assert event.conflicts == (
        Conflict(field="killed", values=("2", "3-6", "≥2"), doc_ids=("a", "b", "c")),
    )


def test_the_toll_of_most_sources_is_shown() -> None:
    tolls = {"a": 2, "b": 2, "c": 3}
    event = merged(*(make_mention(name, killed=make_count(n)) for name, n in tolls.items()))
    assert event.killed == make_count(2)


def test_of_equally_many_sources_the_latest_toll_is_shown() -> None:
    event = merged(make_mention("a", killed=make_count(4)), make_mention("b", killed=make_count(6)))
    assert event.killed == make_count(6)


def test_copies_do_not_outvote_an_own_report() -> None:
    tolls = {"a": 2, "b": 2, "c": 3}
    event = merged(
        *(make_mention(name, killed=make_count(n)) for name, n in tolls.items()),
        reuse={"b": (make_reuse("a", share=0.9),)},
    )
    assert event.killed == make_count(3)
    assert event.independent_sources == 2


def test_equal_tolls_are_no_conflict() -> None:
    event = merged(*(make_mention(name, killed=make_count(2)) for name in "ab"))
    assert event.conflicts == ()


def test_the_most_precise_date_that_the_others_contain_is_shown() -> None:
    a = make_mention("a", date=make_day(DAY - timedelta(days=2), DAY + timedelta(days=1)))
    event = merged(a, make_mention("b"))
    assert event.date == make_day()
    assert event.conflicts == ()


def test_a_narrow_date_against_the_others_is_not_shown() -> None:
    rest: dict[str, Any] = {"killed": make_count(9), "perpetrators": (make_actor("x"),)}
    wide = make_day(DAY, DAY + timedelta(days=1))
    narrow = make_mention("c", date=make_day(DAY + timedelta(days=2)), **rest)
    told = [make_mention(d, date=wide, **rest) for d in "ab"]
    assert merged(*told, narrow).date == wide


def test_dates_that_exclude_each_other_are_a_conflict() -> None:
    rest: dict[str, Any] = {"killed": make_count(9), "perpetrators": (make_actor("x"),)}
    late = make_mention("c", date=make_day(DAY + timedelta(days=1)), **rest)
    event = merged(make_mention("a", **rest), make_mention("b", **rest), late)
    assert event.date == make_day()
    assert event.conflicts == (
        Conflict(
            field="date",
            values=("2031-05-06", "2031-05-06", "2031-05-07"),
            doc_ids=("a", "b", "c"),
        ),
    )


def test_the_finest_place_that_the_others_contain_is_shown() -> None:
    province = make_place("Al-Warda", lat=None, lon=None, precision=PlacePrecision.ADMIN1)
    rest: dict[str, Any] = {"killed": make_count(9)}
    event = merged(make_mention("a", place=province, **rest), make_mention("b", **rest))
    assert event.place == make_place()
    assert event.conflicts == ()


def test_of_one_name_the_place_with_coordinates_is_shown() -> None:
    bare = make_place(lat=None, lon=None, admin1=None, precision=PlacePrecision.UNKNOWN)
    assert merged(make_mention("a", place=bare), make_mention("b")).place == make_place()


def test_two_names_of_close_places_are_a_conflict() -> None:
    rest = {"killed": make_count(12)}
    qasr = make_place("Qasr", lat=35.02)
    event = merged(make_mention("a", **rest), make_mention("b", place=qasr, **rest))
    assert [c.field for c in event.conflicts] == ["place"]


@pytest.mark.parametrize(
    ("expected", "statuses"),
    [
        (Status.REPORTED, (Status.CLAIMED, Status.REPORTED)),
        (Status.REPORTED, (Status.REPORTED, Status.DENIED)),
        (Status.CLAIMED, (Status.CLAIMED, Status.CLAIMED)),
        (Status.CLAIMED, (Status.CLAIMED, Status.DENIED)),
        (Status.DENIED, (Status.DENIED, Status.DENIED)),
        (Status.BACKGROUND, (Status.BACKGROUND, Status.BACKGROUND)),
        (Status.CLAIMED, (Status.BACKGROUND, Status.CLAIMED)),
    ],
)
def test_status_comes_from_the_mentions(expected: Status, statuses: tuple[Status, ...]) -> None:
    event = merged(*(make_mention(f"d{n}", status=s) for n, s in enumerate(statuses)))
    assert event.status is expected


def test_a_denial_beside_a_report_is_a_conflict() -> None:
    event = merged(make_mention("a"), make_mention("b", status=Status.DENIED))
    assert event.conflicts == (
        Conflict(field="status", values=("reported", "denied"), doc_ids=("a", "b")),
    )


def test_the_more_specific_kind_is_shown_between_equals() -> None:
    event = merged(
        make_mention("a", sub_event_type=K.SUICIDE_BOMBING),
        make_mention("b", sub_event_type=K.REMOTE_EXPLOSIVE),
    )
    assert event.sub_event_type is K.SUICIDE_BOMBING
    assert event.conflicts == ()


def test_kinds_that_exclude_each_other_are_a_conflict() -> None:
    event = merged(
        make_mention("a", sub_event_type=K.SUICIDE_BOMBING),
        make_mention("b", sub_event_type=K.REMOTE_EXPLOSIVE, weapons=("landmine",)),
    )
    assert [c.field for c in event.conflicts] == ["sub_event_type"]


def test_parties_weapons_and_claims_are_united_by_id() -> None:
    claim = Claim(id="x", channel="Telegram", text="claim")
    event = merged(
        make_mention("a", perpetrators=(make_actor("x"),), weapons=("ied",), claimed_by=(claim,)),
        make_mention(
            "b",
            perpetrators=(make_actor("x"), make_actor("y")),
            weapons=("ied", "rifle"),
            claimed_by=(claim,),
        ),
    )
    assert [actor.id for actor in event.perpetrators] == ["x", "y"]
    assert event.weapons == ("ied", "rifle")
    assert event.claimed_by == (claim,)
    assert event.conflicts == ()


def test_a_named_perpetrator_replaces_the_unidentified() -> None:
    event = merged(
        make_mention("a", perpetrators=(make_actor("gen_unidentified_armed"),)),
        make_mention("b", perpetrators=(make_actor("x"),)),
    )
    assert [actor.id for actor in event.perpetrators] == ["x"]
    assert event.conflicts == ()


def test_harm_to_a_group_is_voted_like_a_toll() -> None:
    def harm(n: int) -> tuple[Harm, ...]:
        return (Harm(outcome=Outcome.KILLED, group="police", min=n, max=n),)

    event = merged(*(make_mention(d, harm=harm(n)) for d, n in {"a": 8, "b": 8, "c": 9}.items()))
    assert event.harm == harm(8)


def test_confidence_grows_with_independent_sources_only() -> None:
    a, b = make_mention("a"), make_mention("b")
    assert merged(a, b).confidence == pytest.approx(0.84)
    assert merged(a, b, reuse={"b": (make_reuse("a", share=0.8),)}).confidence == 0.6
    many = [make_mention(f"d{n}") for n in range(30)]
    assert merged(*many).confidence == 0.99


def test_reprints_of_a_third_document_are_one_source() -> None:
    agency = (make_reuse("agency", share=0.7),)
    event = merged(make_mention("a"), make_mention("b"), reuse={"a": agency, "b": agency})
    assert event.independent_sources == 1


def test_a_small_copied_passage_counts_where_it_tells_the_incident() -> None:
    def sources(start: int) -> int:
        quote = "انفجار عبوة قرب السوق"
        a, b = (make_mention(d, evidence=(make_evidence(quote, start=start),)) for d in "ab")
        reuse = {"b": (make_reuse("a", share=0.1, start=0, end=100),)}
        return merged(a, b, reuse=reuse).independent_sources

    assert sources(10) == 1
    assert sources(300) == 2


def test_evidence_of_every_document_is_kept() -> None:
    a, b = make_mention("a"), make_mention("b")
    event = merged(a, b)
    quotes = {(e.doc_id, e.quote) for e in event.evidence}
    assert quotes == {("a", a.evidence[0].quote), ("b", b.evidence[0].quote)}


def test_reports_that_a_person_bound_are_one_event_with_their_disagreement() -> None:
    documents = [make_document("a"), make_document("b")]
    far = make_mention("b", place=make_place("Qasr", lat=36.0))
    near = make_mention("a")
    assert len(merge_mentions(documents, [near, far], {})) == 2
    bound = Constraints(together=(frozenset({near.id, far.id}),))
    (event,) = merge_mentions(documents, [near, far], {}, constraints=bound)
    assert "place" in {conflict.field for conflict in event.conflicts}


def test_two_reports_of_one_document_are_one_event_where_a_person_bound_them() -> None:
    first, second = make_mention("a", 0), make_mention("a", 1)
    bound = Constraints(together=(frozenset({first.id, second.id}),))
    (event,) = merge_mentions([make_document("a")], [first, second], {}, constraints=bound)
    assert event.doc_ids == ("a",)
    assert event.independent_sources == 1


def test_reports_that_a_person_parted_are_two_events() -> None:
    documents = [make_document("a"), make_document("b")]
    a, b = make_mention("a"), make_mention("b")
    parted = Constraints(apart=((frozenset({a.id}), frozenset({b.id})),))
    assert len(merge_mentions(documents, [a, b], {})) == 1
    assert len(merge_mentions(documents, [a, b], {}, constraints=parted)) == 2


def test_an_event_says_why_its_mentions_were_joined() -> None:
    event = merged(make_mention("a"), make_mention("b"), make_mention("c"))
    assert len(event.links) == 2
    joined = {name for link in event.links for name in (link.mention_a, link.mention_b)}
    assert joined == set(event.mention_ids)
    assert all("place.same" in " ".join(link.reasons) for link in event.links)
    assert merged(make_mention("a")).links == ()

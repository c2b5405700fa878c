"""What holds of every event, whatever its mentions say."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import (
    DAY,
    make_actor,
    make_count,
    make_day,
    make_document,
    make_mention,
    make_place,
)

from rasd.merge import Lore, merge_mentions
from rasd.merge.fuse import fuse
from rasd.merge.told import FIELDS, written_values
from rasd.model import TOLLS, Event, Mention, PlacePrecision, Record, Status, SubEventType, replace

LORE = Lore(parents={"x_branch": "x"})
OUTLETS = (None, "one", "two")
ACTORS = ("x", "x_branch", "y", "gen_unidentified_armed", "gen_civilians")
KINDS = (
    SubEventType.REMOTE_EXPLOSIVE,
    SubEventType.SUICIDE_BOMBING,
    SubEventType.ARMED_CLASH,
    SubEventType.SHELLING,
)
PLACES = (
    None,
    make_place(),
    make_place("Qasr", lat=35.1),
    make_place("Qasr", lat=35.1, precision=PlacePrecision.NEAR),
    make_place(lat=None, lon=None, precision=PlacePrecision.ADMIN1),
    make_place("Bir", lat=None, lon=None, admin1=None, precision=PlacePrecision.UNKNOWN),
)
DATES = (None, make_day(), make_day(DAY, DAY + timedelta(days=1)), make_day(DAY - timedelta(2)))
COUNTS = (None, make_count(2), make_count(5), make_count(2, None), make_count(1, None))
COUNTS += (make_count(2, 6), make_count(20, 99))


@st.composite
def reports(draw: st.DrawFn, most: int = 6) -> list[Mention]:
    """Mentions of one incident, each of a document of its own."""
    actors = st.lists(st.sampled_from(ACTORS), max_size=2, unique=True).map(
        lambda ids: tuple(make_actor(each) for each in ids)
    )
    return [
        make_mention(
            f"d{n}",
            sub_event_type=draw(st.sampled_from(KINDS)),
            status=draw(st.sampled_from(list(Status))),
            place=draw(st.sampled_from(PLACES)),
            date=draw(st.sampled_from(DATES)),
            perpetrators=draw(actors),
            targets=draw(actors),
            weapons=tuple(draw(st.sets(st.sampled_from(["vehicle_bomb", "landmine", "ied"])))),
            killed=draw(st.sampled_from(COUNTS)),
            wounded=draw(st.sampled_from(COUNTS)),
        )
        for n in range(draw(st.integers(1, most)))
    ]


def fused(mentions: list[Mention], days: list[int], outlets: list[str | None]) -> Event:
    documents = {
        m.doc_id: replace(
            make_document(m.doc_id, published=DAY + timedelta(days=days[n])), outlet=outlets[n]
        )
        for n, m in enumerate(mentions)
    }
    ordered = sorted(mentions, key=lambda m: (documents[m.doc_id].published or DAY, m.doc_id))
    return fuse(
        ordered,
        sources=[frozenset({m.doc_id}) for m in mentions],
        press=documents,
        unidentified=frozenset({"gen_unidentified_armed"}),
        unspecific=frozenset({"gen_civilians"}),
        lore=LORE,
    )


@st.composite
def events(draw: st.DrawFn) -> tuple[list[Mention], Event]:
    mentions = draw(reports())
    size = len(mentions)
    days = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    outlets = draw(st.lists(st.sampled_from(OUTLETS), min_size=size, max_size=size))
    return mentions, fused(mentions, days, outlets)


@settings(max_examples=200, deadline=None)
@given(events())
def test_every_shown_value_is_among_the_values_told(made: tuple[list[Mention], Event]) -> None:
    _, event = made
    values = {each.field: each for each in event.values}
    for field in FIELDS:
        shown = set(written_values(event, field))
        listed = values[field].values if field in values else ()
        assert {each.value for each in listed if each.shown} == shown


@settings(max_examples=200, deadline=None)
@given(events())
def test_every_value_of_every_mention_is_listed_with_it(made: tuple[list[Mention], Event]) -> None:
    mentions, event = made
    for mention in mentions:
        for field in ("sub_event_type", "status", "date", "place", "killed", "wounded", "weapons"):
            told = set(written_values(mention, field))
            listed = next((each.values for each in event.values if each.field == field), ())
            assert told == {each.value for each in listed if mention.id in each.said_by}


@settings(max_examples=200, deadline=None)
@given(events())
def test_low_best_and_high_are_in_order_and_best_is_shown(
    made: tuple[list[Mention], Event],
) -> None:
    _, event = made
    assert [t.field for t in event.tolls] == [f for f in TOLLS if getattr(event, f) is not None]
    for toll in event.tolls:
        assert toll.low <= toll.best <= toll.high
        assert toll.best == getattr(event, toll.field).min
        days = [step.published or DAY for step in toll.timeline]
        assert days == sorted(days)


@settings(max_examples=200, deadline=None)
@given(events())
def test_a_conflict_names_values_that_differ_and_who_gives_them(
    made: tuple[list[Mention], Event],
) -> None:
    mentions, event = made
    assert len({c.field for c in event.conflicts}) == len(event.conflicts)
    for conflict in event.conflicts:
        assert len(set(conflict.values)) > 1
        assert len(conflict.values) == len(conflict.doc_ids)
        assert set(conflict.doc_ids) <= {m.doc_id for m in mentions}


@settings(max_examples=100, deadline=None)
@given(reports(most=1))
def test_a_mention_alone_fuses_to_itself(mentions: list[Mention]) -> None:
    event = fused(mentions, [0], [None])
    for name in Record.__struct_fields__:
        if name not in ("id", "evidence"):
            assert getattr(event, name) == getattr(mentions[0], name)
    assert {each.rule for each in event.values} == {"sole_value"}
    assert all(told.shown for each in event.values for told in each.values)


@settings(max_examples=100, deadline=None)
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_value_rule_or_grade(
    mentions: list[Mention], random: Random
) -> None:
    documents = [replace(make_document(m.doc_id), outlet="one") for m in mentions]
    expected = merge_mentions(documents, mentions, {}, lore=LORE)
    random.shuffle(documents)
    assert merge_mentions(documents, random.sample(mentions, len(mentions)), {}, lore=LORE) == (
        expected
    )

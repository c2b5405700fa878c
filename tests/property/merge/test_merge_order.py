"""The order in which documents and mentions arrive changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
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

from rasd.merge import explain_merge, find_reuse, merge_mentions
from rasd.model import (
    DatePrecision,
    DateValue,
    Mention,
    Place,
    PlacePrecision,
    Reuse,
    Status,
    SubEventType,
)

DOCUMENTS = [
    make_document(f"d{n}", published=None if n == 5 else DAY + timedelta(days=n % 3))
    for n in range(6)
]
KINDS = (SubEventType.REMOTE_EXPLOSIVE, SubEventType.ATTACK, SubEventType.SUICIDE_BOMBING)
QUOTES = (
    "انفجرت سيارة مفخخة قرب سوق الخضار في حي البساتين صباح الثلاثاء وقتل أربعة أشخاص",
    "انفجرت سيارة ملغمة قرب سوق الخضار في حي البساتين صباح الثلاثاء وقتل خمسة أشخاص",
    "هجوم في تل وردة",
)


@st.composite
def places(draw: st.DrawFn) -> Place | None:
    return draw(
        st.sampled_from(
            [
                None,
                make_place(),
                make_place("Qasr", lat=35.1),
                make_place("Bir", lat=35.9),
                make_place("Rabia", country="IQ", admin1="Ninawa", lat=36.8, geonameid=1),
                make_place("Warda", admin2="Izra", precision=PlacePrecision.ADMIN2, geonameid=2),
                make_place("Qasr", admin2="Bir", precision=PlacePrecision.ADMIN2, geonameid=3),
                make_place(lat=None, lon=None, precision=PlacePrecision.ADMIN1),
                make_place(admin1=None, lat=None, lon=None, precision=PlacePrecision.COUNTRY),
            ]
        )
    )


@st.composite
def dates(draw: st.DrawFn) -> DateValue | None:
    start = draw(st.integers(0, 3))
    days = draw(st.sampled_from([None, 0, 0, 0, 1, 3]))
    if days is None:
        return DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text="")
    first = DAY + timedelta(days=start)
    return make_day(first, first + timedelta(days=days))


@st.composite
def mention_lists(draw: st.DrawFn) -> list[Mention]:
    size = draw(st.integers(1, 12))
    return [
        make_mention(
            draw(st.sampled_from([d.id for d in DOCUMENTS])),
            number,
            sub_event_type=draw(st.sampled_from(KINDS)),
            status=draw(st.sampled_from(list(Status))),
            place=draw(places()),
            date=draw(dates()),
            killed=draw(st.sampled_from([None, make_count(2), make_count(3), make_count(40)])),
            perpetrators=draw(
                st.sampled_from([(), (make_actor("x"),), (make_actor("y"), make_actor("x"))])
            ),
            evidence=(make_evidence(draw(st.sampled_from(QUOTES))),),
        )
        for number in range(size)
    ]


REUSE: dict[str, tuple[Reuse, ...]] = {
    "d1": (make_reuse("d0", share=0.9, end=200),),
    "d4": (make_reuse("d3", share=0.2, end=90),),
}


@settings(max_examples=120, deadline=None)
@given(mention_lists(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_events(
    mentions: list[Mention], random: Random
) -> None:
    expected = merge_mentions(DOCUMENTS, mentions, REUSE)
    shuffled, documents = list(mentions), list(DOCUMENTS)
    random.shuffle(shuffled)
    random.shuffle(documents)
    reuse = dict(reversed(REUSE.items()))
    assert merge_mentions(documents, shuffled, reuse) == expected


@settings(max_examples=60, deadline=None)
@given(mention_lists())
def test_each_mention_is_in_one_event_and_repeats_add_nothing(mentions: list[Mention]) -> None:
    events = merge_mentions(DOCUMENTS, mentions, REUSE)
    assert sorted(i for e in events for i in e.mention_ids) == sorted(m.id for m in mentions)
    assert len({e.id for e in events}) == len(events)
    assert merge_mentions(DOCUMENTS, [*mentions, *mentions], REUSE) == events


@settings(max_examples=60, deadline=None)
@given(mention_lists())
def test_no_event_holds_what_contradicts(mentions: list[Mention]) -> None:
    by_id = {m.id: m for m in mentions}
    for event in merge_mentions(DOCUMENTS, mentions, REUSE):
        told = [by_id[i] for i in event.mention_ids]
        for n, one in enumerate(told):
            for other in told[n + 1 :]:
                assert explain_merge(one, other, reuse=REUSE).contradictions == ()
        assert 1 <= event.independent_sources <= len(event.doc_ids)
        assert max(m.confidence for m in told) <= event.confidence < 1


WORDS = st.sampled_from(
    ("انفجار", "سيارة", "سوق", "مدينة", "قتيل", "جريح", "شرطة", "حي", "صباح", "قصف", "قرية")
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(WORDS, max_size=60).map(" ".join), min_size=2, max_size=6),
    st.randoms(use_true_random=False),
)
def test_reuse_does_not_depend_on_order_and_cuts_whole_words(
    texts: list[str], random: Random
) -> None:
    documents = [
        make_document(f"d{n}", text, published=date(2031, 1, 1 + n % 2))
        for n, text in enumerate(texts)
    ]
    found = find_reuse(documents)
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert find_reuse(shuffled) == found
    bodies = {d.id: d.text for d in documents}
    for doc_id, copies in found.items():
        for copy in copies:
            assert 0 < copy.share <= 1
            for span in copy.spans:
                words = bodies[doc_id][span.start : span.end].split()
                assert words[0] in bodies[copy.of][span.of_start : span.of_end]


@settings(max_examples=60, deadline=None)
@given(mention_lists())
def test_the_links_of_an_event_hold_all_its_mentions_together(mentions: list[Mention]) -> None:
    for event in merge_mentions(DOCUMENTS, mentions, REUSE):
        assert len(event.links) == len(event.mention_ids) - 1
        reached, todo = {event.mention_ids[0]}, list(event.links)
        while todo:
            link = next(each for each in todo if {each.mention_a, each.mention_b} & reached)
            reached |= {link.mention_a, link.mention_b}
            todo.remove(link)
        assert reached == set(event.mention_ids)

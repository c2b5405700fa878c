"""A merge that remembers earlier ones comes to the events of one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import DAY, make_count, make_day, make_mention, make_place
from tests.property.merge.test_merge_order import DOCUMENTS, REUSE, mention_lists

from rasd.merge import merge_bonded, merge_mentions
from rasd.merge.events import corpus_of, profile_of
from rasd.merge.incremental import Report, merge_reports
from rasd.merge.packed import MergeMemory, pack_merge_memory
from rasd.merge.sketch import pack_sketch, sketch_of, unpack_sketch
from rasd.model import Bonds, Constraints, Event, Mention, by_date, replace

WEEK = timedelta(days=7)


@dataclass
class Archive:
    """Keeps events and a memory between merges, as a store does."""

    events: dict[str, Event] = field(default_factory=dict)
    left: dict[str, bytes] = field(default_factory=dict)
    bonds: tuple[Bonds, ...] = ()
    read: int = 0

    def merge(
        self,
        mentions: list[Mention],
        constraints: Constraints | None = None,
        said_of: Mapping[str, str] | None = None,
    ) -> tuple[Event, ...]:
        by_id = {mention.id: mention for mention in mentions}

        def load(ids: Mapping[str, str]) -> Mapping[str, Mention]:
            self.read += len(ids)
            return {each: by_id[each] for each in ids}

        self.read = 0
        merged = merge_reports(
            [Report(m.id, m.doc_id, repr(m)) for m in by_id.values()],
            load,
            corpus_of(DOCUMENTS, REUSE, constraints=constraints),
            said_of=said_of,
            memory=self.memory(),
        )
        kept = {each: self.events[each] for each in merged.kept}
        self.events = kept | {event.id: event for event in merged.events}
        self.left = dict(pack_merge_memory(merged.left, self.digest_of))
        self.bonds = tuple(merged.bonds)
        return tuple(sorted(self.events.values(), key=by_date))

    def memory(self) -> MergeMemory:
        memory = MergeMemory(self.digest_of)
        for key, value in self.left.items():
            memory.put(key, value)
        return memory

    def digest_of(self, event_id: str) -> str | None:
        return repr(self.events[event_id]) if event_id in self.events else None


@settings(max_examples=80, deadline=None)
@given(mention_lists(), st.data())
def test_any_batches_in_any_order_come_to_the_events_of_all_at_once(
    mentions: list[Mention], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(mentions))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=4)))
    archive = Archive()
    for cut in [*cuts, len(order)]:
        assert archive.merge(order[:cut]) == merge_mentions(DOCUMENTS, order[:cut], REUSE)


@settings(max_examples=80, deadline=None)
@given(mention_lists(), st.data())
def test_reports_that_change_go_or_are_judged_come_to_the_events_of_a_first_merge(
    mentions: list[Mention], data: st.DataObject
) -> None:
    archive = Archive()
    archive.merge(mentions)
    one = data.draw(st.sampled_from(mentions))
    other = data.draw(st.sampled_from(mentions))
    changed = [replace(m, killed=make_count(9)) if m is one else m for m in mentions]
    assert archive.merge(changed) == merge_mentions(DOCUMENTS, changed, REUSE)
    left = [m for m in changed if m.id != other.id]
    assert archive.merge(left) == merge_mentions(DOCUMENTS, left, REUSE)
    if one.id != other.id:
        ids = frozenset({one.id}), frozenset({other.id})
        for said in (Constraints(together=(ids[0] | ids[1],)), Constraints(apart=(ids,))):
            expected = merge_mentions(DOCUMENTS, changed, REUSE, constraints=said)
            assert archive.merge(changed, said) == expected
    assert archive.merge(mentions) == merge_mentions(DOCUMENTS, mentions, REUSE)


@settings(max_examples=40, deadline=None)
@given(mention_lists())
def test_a_merge_of_the_same_again_reads_no_report(mentions: list[Mention]) -> None:
    archive = Archive()
    first = archive.merge(mentions)
    assert archive.read >= len({m.id for m in mentions})
    assert archive.merge(mentions) == first
    assert archive.read == 0


@settings(max_examples=60, deadline=None)
@given(mention_lists())
def test_sketches_come_back_as_they_were_left(mentions: list[Mention]) -> None:
    corpus = corpus_of(DOCUMENTS, REUSE)
    profiles = [profile_of(m, corpus) for m in mentions]
    for each in profiles:
        assert sketch_of(each) == unpack_sketch(each.id, each.doc_id, pack_sketch(each))


@settings(max_examples=80, deadline=None)
@given(mention_lists(), st.data())
def test_a_part_alone_comes_to_the_events_that_it_has_beside_all_others(
    mentions: list[Mention], data: st.DataObject
) -> None:
    by_id = {mention.id: mention for mention in mentions}
    gone = frozenset(data.draw(st.sets(st.sampled_from(sorted(by_id)), max_size=3)))
    said = Constraints(rejected=gone)
    archive = Archive()
    events = archive.merge(mentions, said)
    assert events == merge_mentions(DOCUMENTS, mentions, REUSE, constraints=said)
    parts = sorted({each.part for each in archive.bonds})
    some = data.draw(st.sets(st.sampled_from(parts)))
    bonds = [each for each in archive.bonds if each.part in some]
    members = [by_id[each.mention_id] for each in bonds]
    alone = merge_bonded(members, bonds, corpus_of(DOCUMENTS, REUSE, constraints=said))
    ids = {mention.id for mention in members}
    assert alone == tuple(event for event in events if ids.issuperset(event.mention_ids))


@settings(max_examples=40, deadline=None)
@given(mention_lists(), st.data())
def test_what_people_say_leaves_the_bonds_of_reports_as_they_are(
    mentions: list[Mention], data: st.DataObject
) -> None:
    archive = Archive()
    archive.merge(mentions)
    before = archive.bonds
    ids = [mention.id for mention in mentions]
    gone = frozenset(data.draw(st.sets(st.sampled_from(ids))))
    bound = frozenset(data.draw(st.sets(st.sampled_from(ids), min_size=1)))
    archive.merge(mentions, Constraints(rejected=gone, together=(bound,)))
    assert archive.bonds == before


def test_an_event_that_was_lost_is_made_anew() -> None:
    archive = Archive()
    mentions = [make_mention("d1"), make_mention("d2", place=None, date=None)]
    first = archive.merge(mentions)
    assert len(first) == 2
    del archive.events[first[0].id]
    assert archive.merge(mentions) == first
    assert archive.read == 1


def test_what_is_said_of_one_report_leaves_the_others_unread() -> None:
    archive = Archive()
    mentions = [
        make_mention(
            f"d{n}", place=make_place(f"p{n}", lat=30.0 + n), date=make_day(DAY + n * WEEK)
        )
        for n in range(1, 6)
    ]
    assert len(archive.merge(mentions)) == 5
    said: list[tuple[Constraints | None, dict[str, str], int]] = [
        (Constraints(rejected=frozenset({mentions[0].id})), {}, 1),
        (None, {}, 1),
        (None, {"d2": "graded"}, 1),
        (None, {"d2": "graded", "d3": "graded"}, 1),
        (None, {"d2": "graded anew", "d3": "graded"}, 1),
        (None, {"d2": "graded anew", "d3": "graded"}, 0),
        (None, {}, 2),
    ]
    for constraints, said_of, read in said:
        archive.merge(mentions, constraints, said_of)
        assert archive.read == read, said_of

"""A merge whose work travels to others comes to what one of this process comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_document
from tests.property.merge.test_merge_order import DOCUMENTS, REUSE, mention_lists
from tests.reuse_cases import read_cases

from rasd.merge import Report, ReuseMemory, find_reuse, incremental, load_lore, pack_memory, reuse
from rasd.merge.events import corpus_of
from rasd.merge.incremental import merge_reports
from rasd.model import Constraints, InputError, Mention, RunError
from rasd.pipeline import merge_recipe
from rasd.run.cluster import ClusterHands, merging, work
from rasd.run.cluster.shares import read_events, read_prints
from rasd.run.cluster.wire import pack, unpack_answer


class Travelling(ClusterHands):
    """Hands of this process, to which all travels as it does to a worker."""

    def __init__(self) -> None:
        super().__init__(lambda: pytest.fail("there is no cluster"))
        self.asked = 0

    def _done(self, packed: Iterable[bytes]) -> Iterator[list[Any]]:
        for each in packed:
            self.asked += 1
            yield unpack_answer(work.merge_share(each))[2]


@pytest.fixture(autouse=True)
def _all_travels(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (incremental, reuse):
        monkeypatch.setattr(module, "FEW", 1)


def merged(
    mentions: list[Mention], constraints: Constraints, hands: ClusterHands | None = None
) -> list[list[object]]:
    """Its events, bonds and memory."""
    by_id = {mention.id: mention for mention in mentions}

    def load(ids: Mapping[str, str]) -> Mapping[str, Mention]:
        return {each: by_id[each] for each in ids}

    found = merge_reports(
        [Report(m.id, m.doc_id, repr(m)) for m in by_id.values()],
        load,
        corpus_of(DOCUMENTS, REUSE, lore=load_lore(), constraints=constraints),
        hands=hands,
    )
    left = found.left
    parts = (found.events, found.bonds, left.sketches, left.partners, left.events)
    return [list(each) for each in parts]


@st.composite
def judged_mentions(draw: st.DrawFn) -> tuple[list[Mention], Constraints]:
    mentions = draw(mention_lists())
    ids = sorted({mention.id for mention in mentions})
    one, other, third = (draw(st.sampled_from(ids)) for _ in range(3))
    rejected = frozenset(draw(st.lists(st.sampled_from(ids), max_size=2)))
    together = draw(st.booleans()) and one != other
    apart = third not in (one, other)
    return mentions, Constraints(
        together=(frozenset({one, other}),) if together else (),
        apart=((frozenset({one}), frozenset({third})),) if apart else (),
        rejected=rejected,
        added=frozenset({other}),
    )


@settings(max_examples=60, deadline=None)
@given(judged_mentions())
def test_events_bonds_and_memory_are_those_of_a_merge_that_stays(
    given: tuple[list[Mention], Constraints],
) -> None:
    hands = Travelling()
    with mock.patch.multiple("rasd.merge.shares", _REPORTS=3, _MET=3, _PAIRS=2):
        assert merged(*given, hands=hands) == merged(*given)
    assert hands.asked > 0


def test_copies_and_their_memory_are_those_of_a_search_that_stays() -> None:
    documents = [
        each
        for number, case in enumerate(read_cases())
        for each in (
            make_document(f"{number}-a", case.earlier.text),
            make_document(f"{number}-b", case.later.text),
        )
    ]
    hands, here, there = Travelling(), ReuseMemory(), ReuseMemory()
    found = find_reuse(documents, memory=there, hands=hands)
    assert found == find_reuse(documents, memory=here)
    assert list(pack_memory(there)) == list(pack_memory(here))
    with mock.patch.object(reuse, "_BLOCK", 7):
        assert find_reuse(documents, hands=hands) == found
    assert hands.asked >= 4


def test_a_worker_that_merges_by_other_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Travelling()
    monkeypatch.setattr(work, "merge_recipe", lambda: "rules/0.0.9/other/other")
    answer = work.merge_share(
        merging.pack_text_share(
            next(reuse.text_shares([0], lambda _: ("x",))), {"task": "fingerprints", "recipe": "r"}
        )
    )
    with pytest.raises(RunError, match=r"codes by rules/0.0.9/other/other, .*: install the same"):
        hands._outcome(mock.Mock(), answer)


@pytest.mark.parametrize("records", [[1], [["0", 5]], ["!"], [""], [{"id": 1}]], ids=repr)
def test_other_outcomes_are_refused(records: list[Any]) -> None:
    with pytest.raises(InputError):
        read_prints(records)
    with pytest.raises(InputError):
        read_events([records[0], 1])


def test_a_worker_that_fails_says_at_what() -> None:
    with pytest.raises(RunError, match=r"the worker .* failed: ValueError: 'dance' is not a valid"):
        unpack_answer(work.merge_share(pack({"task": "dance", "recipe": merge_recipe()}, ())))

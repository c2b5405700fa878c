"""Processes beside this one do the work of a merge and come to the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from tests.builders import make_document, make_event, make_mention, make_reuse

from rasd.merge import TextShare, corpus_of, load_lore, made
from rasd.merge.shares import ProfileShare, profiled_of, share_of
from rasd.model import Constraints, RunError
from rasd.run import hands as module
from rasd.run.apart import FORKS
from rasd.run.hands import OwnHands
from rasd.run.waiting import Waiting

TEXTS = [f"قتل {n} من المدنيين في قصف على بلدة تل وردة صباح اليوم" for n in range(30)]


def shares() -> Iterator[TextShare]:
    for n in range(0, 30, 5):
        yield TextShare(texts=tuple(TEXTS[n : n + 5]), pairs=((0, 1), (2, 3)))


def killed(_: TextShare) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_many_processes_come_to_what_one_comes_to_in_the_order_of_the_shares() -> None:
    one = OwnHands(1)
    with OwnHands(2) as two:
        assert list(one.fingerprints(shares())) == list(two.fingerprints(shares()))
        assert list(one.common(shares())) == list(two.common(shares()))


def test_shares_are_asked_for_a_few_ahead() -> None:
    asked = 0

    def counted() -> Iterator[TextShare]:
        nonlocal asked
        for share in shares():
            asked += 1
            yield share

    with OwnHands(2) as hands:
        next(hands.fingerprints(counted()))
        assert asked <= 5
        assert list(hands.common(shares())) == list(OwnHands(1).common(shares())), "none mixed up"


@pytest.mark.skipif(not FORKS, reason="processes are copies of this one on Linux alone")
def test_a_process_that_is_killed_again_and_again_ends_the_merge_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "fingerprints_of", killed)
    with (
        OwnHands(2) as hands,
        pytest.raises(RunError, match=r"worked on the merge ended \(SIGKILL.*--workers 1"),
    ):
        list(hands.fingerprints(shares()))


def test_events_wait_in_their_order_and_can_be_read_again_while_others_are_read() -> None:
    events = [make_event(make_mention("a", n)) for n in range(40)]
    with Waiting() as waiting:
        assert waiting.keep(map(made, events)) is waiting
        assert list(zip(waiting, waiting, strict=True)) == list(zip(events, events, strict=True))
        waiting.keep(map(made, events[:3]))
        assert list(waiting) == events[:3]


def test_reports_that_travel_come_to_the_same_events_profiles_and_bonds() -> None:
    documents = [make_document(doc_id) for doc_id in ("a", "b", "c")]
    mentions = [make_mention(each.id, n) for n in range(2) for each in documents]
    mentions[5] = make_mention("c", 1, place=None, date=None)
    reuse = {"b": (make_reuse("a", share=1.0, end=30),)}
    corpus = corpus_of(documents, reuse, lore=load_lore())
    said = Constraints(apart=((frozenset({mentions[0].id}), frozenset({mentions[1].id})),))
    told = corpus_of(documents, reuse, lore=load_lore(), constraints=said)
    parts = [tuple(range(3)), (3,), (4, 5)]
    reports = [
        share_of(mentions, each, pairs=[(0, 1), (4, 5)], parts=parts) for each in (corpus, told)
    ]
    packed = tuple(packed for _, packed in profiled_of(reports[0]))
    profiles = ProfileShare(profiles=packed, pairs=((0, 1), (0, 5)), passages=corpus.passages)
    one = OwnHands(1)
    with OwnHands(2) as two:
        for each in (one.profiled, one.sketches, one.bonds, one.events):
            assert list(each(reports)) == list(getattr(two, each.__name__)(reports))
        found = list(two.compared([profiles, profiles]))
    assert found == [(True, False), (True, False)] == list(one.compared([profiles, profiles]))

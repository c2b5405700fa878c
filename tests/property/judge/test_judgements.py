"""Events are a function of reports and judgements, whatever came when."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_count
from tests.judged import WHO, Corpus, addition, coded, corpus, read_anew

from rasd.judge import (
    Told,
    Who,
    accept,
    added,
    apply,
    constraints_of,
    edit,
    grade_outlet,
    join,
    reject,
    split,
    stand,
    withdraw,
    without_judgements,
)
from rasd.merge import merge_mentions
from rasd.model import Event, Judgement, Mention, canonical, replace
from rasd.pipeline import merge_corpus

CORPUS = corpus(
    coded("a", 0, 1, outlet="Sahel24"),
    coded("b", 0, 2, day=1, outlet="Manara", killed=make_count(2)),
    coded("c", 1, 2, day=2),
    coded("d", 0, day=2, killed=make_count(5)),
    coded("e", 2, day=3),
)
MISSED = [("a", 2), ("b", 1), ("c", 0), ("e", 1)]
"""Documents, and which of the incidents that they tell of is in no report."""
OUTLETS: dict[str | None, str] = {"Sahel24": "a", "Manara": "b"}
Say = Callable[[st.DrawFn, Corpus, list[Judgement]], Judgement | None]


def _told(said: list[Judgement], ids: Iterable[str]) -> list[Told]:
    """The reports with these ids, those that people added with them."""
    own = {m.id: (m, CORPUS.documents[m.doc_id]) for m in _added(said)}
    return [own[i] if i in own else CORPUS.told(i)[0] for i in ids]


def _added(said: list[Judgement]) -> tuple[Mention, ...]:
    return added(said, CORPUS.documents.values())


def _event(draw: st.DrawFn, where: Corpus, said: list[Judgement]) -> Event | None:
    events = where.events(said)
    return draw(st.sampled_from(events)) if events else None


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    """Up to seven judgements, each made on the events as those before it left them."""
    said: list[Judgement] = []
    for number in range(draw(st.integers(1, 7))):
        name = draw(st.sampled_from(["Salma", "Nadim"]))
        who = Who(by=name, at=f"2031-06-0{number + 1}T00Z")
        event = _event(draw, CORPUS, said)
        kinds = ["accept", "edit", "reject", "join", "split", "withdraw", "grade", "add"]
        kind = draw(st.sampled_from(kinds))
        if kind == "withdraw" and said:
            said.append(withdraw(draw(st.sampled_from(said)), who=who))
            continue
        if kind == "add":
            doc_id, missed = draw(st.sampled_from(MISSED))
            said.append(addition(CORPUS.documents[doc_id], missed, who=who))
        if event is None:
            continue
        told = _told(said, event.mention_ids)
        if kind == "grade":
            said.append(grade_outlet(draw(st.sampled_from(["Sahel24", "Manara"])), "B", who=who))
        elif kind == "accept":
            field = draw(st.sampled_from([None, "killed", "place"]))
            said.append(accept(event, told, field=field, who=who))
        elif kind == "edit":
            field, value = draw(
                st.sampled_from(
                    [
                        ("killed", {"min": 1, "max": 9}),
                        ("sub_event_type", "attack"),
                        ("date", {"start": "2031-05-01", "end": "2031-05-02"}),
                        ("weapons", []),
                    ]
                )
            )
            said.append(edit(event, told, field=field, value=value, who=who))
        elif kind == "reject":
            some = draw(st.lists(st.sampled_from(told), min_size=1, unique_by=lambda t: t[0].id))
            said.append(reject(some, who=dataclasses.replace(who, reason="no event")))
        elif kind == "join":
            other = _event(draw, CORPUS, said)
            if other is not None and other.id != event.id:
                said.append(join([told, _told(said, other.mention_ids)], who=who))
        elif kind == "split" and len(told) > 1:
            at = draw(st.integers(1, len(told) - 1))
            said.append(split([told[:at], told[at:]], who=who))
    return said


@settings(max_examples=60, deadline=None)
@given(judgements(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(said: list[Judgement], random: Random) -> None:
    shuffled = list(CORPUS.coded)
    random.shuffle(shuffled)
    assert merge_corpus(shuffled, said)[1] == CORPUS.events(said)


@settings(max_examples=60, deadline=None)
@given(judgements())
def test_judgements_survive_reports_with_other_ids(said: list[Judgement]) -> None:
    anew = read_anew(CORPUS.coded, prefix="A")  # sorts as before among what people added
    expected = sorted(_without_ids(event) for event in CORPUS.events(said))
    assert sorted(_without_ids(event) for event in anew.events(said)) == expected


def _without_ids(event: Event) -> str:
    """The event without its id, and with the ids of mentions as they were before."""
    return re.sub(r'"A(?=[a-e]\d")', '"', canonical(replace(event, id="")))


@settings(max_examples=60, deadline=None)
@given(judgements(), st.data())
def test_a_withdrawal_restores_exactly_what_was_before(
    said: list[Judgement], data: st.DataObject
) -> None:
    if not said:
        return
    last = said[-1]
    assert CORPUS.events([*said, withdraw(last, who=WHO)]) == CORPUS.events(said[:-1])
    undone = [withdraw(each, who=WHO) for each in reversed(said)]
    assert CORPUS.events([*said, *undone]) == CORPUS.events()


@settings(max_examples=60, deadline=None)
@given(judgements())
def test_each_event_says_what_the_machine_alone_would_show(said: list[Judgement]) -> None:
    documents = [item.document for item in CORPUS.coded]
    mentions = [*CORPUS.mentions.values(), *_added(said)]
    standing = stand(said, documents, mentions)
    machine = merge_mentions(documents, mentions, {}, constraints=constraints_of(standing))
    judged = apply(machine, standing)
    assert {e.id: without_judgements(e) for e in judged} == {e.id: e for e in machine}


@settings(max_examples=60, deadline=None)
@given(judgements())
def test_no_judgement_is_lost_and_every_report_is_somewhere(said: list[Judgement]) -> None:
    mentions = [*CORPUS.mentions.values(), *_added(said)]
    standing = stand(said, CORPUS.documents.values(), mentions)
    gone = {m.id for s in standing if s.judgement.action == "reject" for m in s.mentions}
    events = CORPUS.events(said)
    assert {i for e in events for i in e.mention_ids} == {m.id for m in mentions} - gone
    shown = {j.id for e in events if e.review for j in e.review.judgements}
    for each in standing:
        spoken = each.mentions or [m for m in mentions if m.doc_id == OUTLETS[each.judgement.about]]
        held = any(m.id not in gone for m in spoken)
        assert (each.judgement.id in shown) == (held and each.judgement.action != "reject")
    constraints = constraints_of(standing)
    for group in constraints.together:
        for sides in constraints.apart:
            assert sum(not group.isdisjoint(side) for side in sides) <= 1
    for event in events:
        for sides in constraints.apart:
            assert sum(not side.isdisjoint(event.mention_ids) for side in sides) <= 1

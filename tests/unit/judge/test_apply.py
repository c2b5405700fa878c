"""Judgements show on the event that holds most of their reports, and say what has changed."""

from __future__ import annotations

import pytest
from tests.builders import make_count, make_evidence
from tests.judged import SENTENCES, WHO, because, coded, corpus, read_anew

from rasd.judge import accept, edit, grade_outlet, join, reject, split, withdraw, without_judgements
from rasd.model import (
    JUDGED,
    Count,
    EventType,
    Evidence,
    Grade,
    Machine,
    ReviewState,
    SubEventType,
    replace,
)

TWO = corpus(coded("a", 0, 1), coded("b", 0, day=1))
EVENT = TWO.event_of("a0")
REPORTS = TWO.told("a0", "b0")
THREE = {"min": 3, "max": 3}


def test_the_machine_makes_one_event_of_both_reports() -> None:
    assert EVENT.mention_ids == ("a0", "b0")
    assert EVENT.review is None


def test_an_accepted_event_says_by_whom_and_when() -> None:
    event = TWO.event_of("a0", [accept(EVENT, REPORTS, who=WHO)])
    assert event.review is not None
    assert (event.review.state, event.review.by, event.review.stale) == (
        ReviewState.ACCEPTED,
        "Salma",
        False,
    )
    assert replace(event, review=None) == EVENT


def test_an_edit_shows_its_value_and_keeps_the_machines() -> None:
    said = edit(EVENT, REPORTS, field="killed", value=THREE, who=because("photographs"))
    event = TWO.event_of("a0", [said])
    assert event.killed == Count(min=3, max=3, text="")
    assert event.review is not None
    [entry] = event.review.judgements
    assert (event.review.state, entry.reason) == (ReviewState.EDITED, "photographs")
    assert entry.machine == Machine(value=None)
    assert without_judgements(event) == EVENT


def test_the_later_edit_of_a_field_shows() -> None:
    first = edit(EVENT, REPORTS, field="killed", value=THREE, who=WHO)
    second = edit(EVENT, REPORTS, field="killed", value={"min": 4, "max": None}, who=WHO)
    event = TWO.event_of("a0", [first, second])
    assert event.killed == Count(min=4, max=None, text="")
    assert event.review is not None
    assert [j.overruled_by for j in event.review.judgements] == [second.id, None]


def test_an_edit_of_the_kind_moves_the_type_with_it() -> None:
    said = edit(EVENT, REPORTS, field="sub_event_type", value="attack", who=WHO)
    event = TWO.event_of("a0", [said])
    assert event.event_type is EventType.VIOLENCE_AGAINST_CIVILIANS
    assert without_judgements(event) == EVENT


def test_an_edited_value_rests_on_the_quote_of_the_judge() -> None:
    document = TWO.documents["b"]
    quote = SENTENCES[0]
    own = replace(make_evidence(quote, start=document.text.index(quote)), doc_id="b")
    said = edit(EVENT, REPORTS, field="killed", value=THREE, evidence=[own], who=WHO)
    event = TWO.event_of("a0", [said])
    assert event.killed == Count(min=3, max=3, text=quote)
    assert event.evidence[-1] == replace(own, field="killed", rule=f"judgement/{said.id}")


def test_an_edited_value_without_a_quote_rests_on_what_tells_of_the_event() -> None:
    said = edit(EVENT, REPORTS, field="killed", value=THREE, who=WHO)
    event = TWO.event_of("a0", [said])
    assert {(e.doc_id, e.quote) for e in event.evidence if e.field == "killed"} == {
        ("a", SENTENCES[0]),
        ("b", SENTENCES[0]),
    }


def test_rejected_reports_are_in_no_event() -> None:
    said = reject(TWO.told("a1"), who=because("a drill"))
    assert [e.mention_ids for e in TWO.events([said])] == [("a0", "b0")]


def test_joined_events_are_one_and_split_reports_are_two() -> None:
    joined = join([REPORTS, TWO.told("a1")], who=WHO)
    [event] = TWO.events([joined])
    assert set(event.mention_ids) == {"a0", "a1", "b0"}
    parted = split([TWO.told("a0"), TWO.told("b0")], who=WHO)
    assert len(TWO.events([parted])) == 3


def test_the_later_of_a_join_and_a_split_wins() -> None:
    joined, parted = join([TWO.told("a0"), TWO.told("b0")], who=WHO), None
    parted = split([TWO.told("a0"), TWO.told("b0")], who=WHO)
    assert len(TWO.events([joined, parted])) == 3
    event = TWO.event_of("a0", [parted, joined])
    assert event.mention_ids == ("a0", "b0")
    assert event.review is not None
    assert [j.stale for j in event.review.judgements] == [
        "a later join keeps 2 of its reports together",
        None,
    ]


def test_a_withdrawn_judgement_holds_no_longer_and_can_be_brought_back() -> None:
    said = edit(EVENT, REPORTS, field="killed", value=THREE, who=WHO)
    undo = withdraw(said, who=WHO)
    assert TWO.events([said, undo]) == TWO.events()
    assert TWO.events([said, undo, withdraw(undo, who=WHO)]) == TWO.events([said])


def test_a_judgement_of_reports_read_anew_still_holds_and_is_fresh() -> None:
    said = edit(EVENT, REPORTS, field="killed", value=THREE, who=WHO)
    event = read_anew(TWO.coded).event_of("xa0", [said])
    assert event.killed is not None
    assert event.review is not None
    assert not event.review.stale


def test_a_new_figure_makes_a_judgement_of_the_toll_stale_and_no_other() -> None:
    of_toll = edit(EVENT, REPORTS, field="killed", value=THREE, who=WHO)
    of_place = accept(EVENT, REPORTS, field="place", who=WHO)
    figure = replace(make_evidence("قتيلين"), field="killed")
    late = coded("c", 0, day=2, killed=make_count(2))
    late = replace(
        late, mentions=tuple(replace(m, evidence=(*m.evidence, figure)) for m in late.mentions)
    )
    event = corpus(*TWO.coded, late).event_of("a0", [of_toll, of_place])
    assert event.killed == Count(min=3, max=3, text="")
    assert event.review is not None
    assert [j.stale for j in event.review.judgements] == [
        "the values and the evidence of killed have changed",
        None,
    ]
    machine = event.review.judgements[0].machine
    assert machine is not None
    assert machine.value == {"min": 2, "max": 2, "text": "2"}
    assert machine.toll is not None
    assert (machine.toll.low, machine.toll.best, machine.toll.high) == (2, 2, 2)


def test_a_judgement_whose_report_is_gone_says_so() -> None:
    said = accept(EVENT, REPORTS, who=WHO)
    event = corpus(coded("a", 0, 1)).event_of("a0", [said])
    assert event.review is not None
    assert event.review.judgements[0].stale is not None
    assert event.review.judgements[0].stale.startswith("1 of 2 reports can no longer be found")


def test_a_judgement_of_reports_that_came_apart_stays_with_most_of_them() -> None:
    three = corpus(*TWO.coded, coded("c", 0, day=2))
    event = three.event_of("a0")
    told = three.told("a0", "b0", "c0")
    said = accept(event, told, who=WHO)
    away = split([three.told("a0", "b0"), three.told("c0")], who=WHO)
    shown = [e for e in three.events([said, away]) if e.review]
    accepted = [e for e in shown if e.review and e.review.state is ReviewState.ACCEPTED]
    assert [e.mention_ids for e in accepted] == [("a0", "b0")]
    assert accepted[0].review is not None
    assert "its reports are in 2 events now" in (accepted[0].review.judgements[0].stale or "")


def test_a_quote_that_is_no_longer_said_makes_the_edit_stale() -> None:
    document = TWO.documents["b"]
    start = document.text.index("بحسب")
    own = Evidence(field="killed", start=start, end=start + 4, quote="بحسب", doc_id="b")
    said = edit(EVENT, REPORTS, field="killed", value=THREE, evidence=[own], who=WHO)
    b = TWO.coded[1]
    mended = replace(b, document=replace(b.document, text=b.document.text.replace("بحسب", "وفق")))
    event = corpus(TWO.coded[0], mended).event_of("a0", [said])
    assert event.review is not None
    assert event.review.judgements[0].stale == (
        "the quote behind it no longer stands in its document"
    )
    assert event.killed is not None


@pytest.mark.parametrize("order", [1, -1])
def test_an_event_edited_after_it_was_accepted_is_edited_and_the_other_way_round(
    order: int,
) -> None:
    both = [
        accept(EVENT, REPORTS, who=WHO),
        edit(EVENT, REPORTS, field="weapons", value=["rifle"], who=WHO),
    ][::order]
    event = TWO.event_of("a0", both)
    assert event.review is not None
    assert event.review.state is (ReviewState.EDITED, ReviewState.ACCEPTED)[order < 0]


def test_a_date_set_by_a_person_moves_the_event_in_the_order() -> None:
    other = TWO.event_of("a1")
    day = {"start": "2031-01-01", "end": "2031-01-01"}
    said = edit(other, TWO.told("a1"), field="date", value=day, who=WHO)
    assert [e.mention_ids for e in TWO.events([said])] == [("a1",), ("a0", "b0")]
    assert SubEventType.REMOTE_EXPLOSIVE is other.sub_event_type


def test_what_documents_tell_of_an_edited_toll_stays_and_its_range_takes_in_the_edit() -> None:
    counted = corpus(coded("a", 0, killed=make_count(2)), coded("b", 0, day=1))
    event = counted.event_of("a0")
    told = counted.told(*event.mention_ids)
    said = edit(event, told, field="killed", value={"min": 4, "max": 5}, who=WHO)
    shown = counted.event_of("a0", [said])
    [toll] = [each for each in shown.tolls if each.field == "killed"]
    assert (toll.low, toll.best, toll.high) == (2, 4, 5)
    [values] = [each for each in shown.values if each.field == "killed"]
    assert values.rule == JUDGED
    assert [(each.value, each.shown) for each in values.values] == [("2", False)]
    assert without_judgements(shown) == event


def test_a_toll_that_is_taken_away_has_no_range() -> None:
    counted = corpus(coded("a", 0, killed=make_count(2)))
    event = counted.event_of("a0")
    said = edit(event, counted.told("a0"), field="killed", value=None, who=WHO)
    shown = counted.event_of("a0", [said])
    assert (shown.killed, shown.tolls) == (None, ())
    assert without_judgements(shown) == event


def test_only_a_person_confirms_an_event() -> None:
    assert EVENT.credibility is not None
    assert EVENT.credibility.suggested
    said = edit(EVENT, REPORTS, field="credibility", value="1", who=WHO)
    event = TWO.event_of("a0", [said])
    assert event.credibility == Grade(value="1", suggested=False, reason=JUDGED)
    assert without_judgements(event) == EVENT


def test_an_outlet_has_the_grade_that_people_last_gave_it_in_every_event() -> None:
    named = replace(TWO.coded[0], document=replace(TWO.coded[0].document, outlet="Sahel24"))
    two = corpus(named, TWO.coded[1])
    said = [grade_outlet("Sahel24", grade, who=WHO) for grade in ("c", "A")]
    grades = {
        account.outlet: account.reliability
        for event in two.events(said)
        for account in event.accounts
    }
    assert grades["Sahel24"] == Grade(value="A", suggested=False, reason=JUDGED)
    other = grades[None]
    assert other.suggested
    assert two.events([*said, withdraw(said[1], who=WHO)]) == two.events(said[:1])
    graded = two.event_of("a0", said)
    assert graded.review is not None
    assert graded.review.state is ReviewState.NONE
    assert [j.overruled_by for j in graded.review.judgements] == [said[1].id, None]
    assert without_judgements(graded) == two.event_of("a0")

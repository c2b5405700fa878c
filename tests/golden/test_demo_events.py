"""The demonstration reports as events: who says what, which texts are one source, which toll."""

from __future__ import annotations

import pytest
from tests.golden.demo_gold import REPORTS

from rasd.model import Document, Event, Standing
from rasd.pipeline import code_document, merge_corpus
from rasd.readers import read_inputs


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    """The events of the demonstration."""
    documents = [item for item in read_inputs([REPORTS]) if isinstance(item, Document)]
    return merge_corpus([code_document(document) for document in documents])[1]


def of(events: tuple[Event, ...], doc_id: str) -> Event:
    """The event of several reports that a document tells."""
    (event,) = (e for e in events if doc_id in e.doc_ids and len(e.doc_ids) > 1)
    return event


@pytest.fixture(scope="module")
def mocha(events: tuple[Event, ...]) -> Event:
    """The bomb at Mocha, told by five articles."""
    return of(events, "sahel-0620-mokha")


def test_five_articles_tell_one_incident_and_two_copy_the_agency(mocha: Event) -> None:
    sources = {account.doc_id: account.source for account in mocha.accounts}
    agency = sources["sahel-0620-mokha"]
    assert len(sources) == 5
    assert {doc for doc, source in sources.items() if source == agency} == {
        "sahel-0620-mokha",
        "sidra-0620-03",
        "khayma-0621-mokha",
    }
    assert mocha.independent_sources == 3


def test_the_toll_is_two_to_six_and_it_shows_who_says_which(mocha: Event) -> None:
    (killed,) = (toll for toll in mocha.tolls if toll.field == "killed")
    assert (killed.low, killed.best, killed.high) == (2, 6, 6)
    outlet = {account.mention_id: account.outlet for account in mocha.accounts}
    told = [
        (str(step.published), step.value, {outlet[m] for m in step.said_by})
        for step in killed.timeline
    ]
    assert told == [
        ("2023-06-20", "≥2", {"وكالة الساحل للأنباء", "سدرة برس"}),
        ("2023-06-21", "≥2", {"الخيمة نت"}),
        ("2023-06-21", "4", {"صحيفة المدار"}),
        ("2023-06-22", "6", {"بيدر برس"}),
    ]
    assert {step.standing for step in killed.timeline} == {Standing.COUNTS}


def test_only_the_tolls_are_in_dispute(mocha: Event) -> None:
    assert {conflict.field for conflict in mocha.conflicts} == {"killed", "wounded"}
    (killed,) = (conflict for conflict in mocha.conflicts if conflict.field == "killed")
    assert sorted(killed.values) == ["4", "6", "≥2", "≥2", "≥2"]


def test_copies_do_not_make_it_more_credible_but_three_sources_do(mocha: Event) -> None:
    assert mocha.credibility is not None
    assert (mocha.credibility.value, mocha.credibility.reason) == ("2", "sources_agree")
    assert mocha.credibility.suggested


def test_the_party_that_fired_names_fighters_and_the_others_civilians(
    events: tuple[Event, ...],
) -> None:
    sarmin = of(events, "sy-mil-source")
    assert [actor.id for actor in sarmin.targets] == ["gen_civilians"]
    assert {"killed", "targets"} <= {conflict.field for conflict in sarmin.conflicts}


def test_no_event_is_confirmed_by_the_program(events: tuple[Event, ...]) -> None:
    grades = {event.credibility.value for event in events if event.credibility is not None}
    assert grades <= {"2", "3", "4", "5", "6"}
    assert len([e for e in events if e.credibility is None]) == 0

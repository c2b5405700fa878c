"""What a person adds is a report like others, and stays theirs."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from tests.builders import make_count, make_document, make_evidence
from tests.judged import (
    SENTENCES,
    WHO,
    Corpus,
    addition,
    because,
    coded,
    corpus,
    report,
    text_of,
)

from rasd.judge import ADDABLE, accept, add, added, edit, join, read_value, reject, split, withdraw
from rasd.model import (
    CodedDocument,
    Document,
    Judgement,
    Mention,
    ReviewState,
    SettingsError,
    replace,
    sha256_text,
)

TEXT = text_of("a")
DOCUMENT = replace(make_document("a", TEXT), outlet="Sahel24")
CORPUS = corpus(coded("a", 0), coded("b", 0, 2, day=1))
A = CORPUS.documents["a"]
MISSED = addition(A, 2)
KIND = {"sub_event_type": "attack"}
TELLING = make_evidence(SENTENCES[2], start=TEXT.index(SENTENCES[2]))
TOLL = {"min": 4, "max": 4}


def own(judgement: Judgement, document: Document = A) -> Mention:
    [mention] = added([judgement], [document])
    return mention


def changed(where: Corpus, old: str, new: str) -> Corpus:
    """The corpus after document `a` was changed; what it reports stands where it stood."""
    text = where.documents["a"].text
    assert old in text
    document = replace(A, text=text.replace(old, new), sha256=sha256_text(text.replace(old, new)))
    items = [replace(c, document=document) if c.document.id == "a" else c for c in where.coded]
    return corpus(*items)


def with_report(number: int, **overrides: Any) -> Corpus:
    """The corpus once rasd reads one more incident in document `a`."""
    first, second = CORPUS.coded
    found = report(first.document, number, **overrides)
    return corpus(
        CodedDocument(document=first.document, mentions=(*first.mentions, found), figures=()),
        second,
    )


@pytest.mark.parametrize(
    ("values", "evidence", "complaint"),
    [
        ({}, [TELLING], "an event needs its sub_event_type"),
        (KIND, [], "needs the words of the document"),
        (KIND, [replace(TELLING, start=3)], "does not say"),
        (KIND, [replace(TELLING, field="killed")], "needs the words"),
        (KIND, [TELLING, replace(TELLING, field="killed")], "killed, which has no value"),
        (KIND, [TELLING, replace(TELLING, field="status")], "for 'event'"),
        (KIND | {"killed": 4}, [TELLING], "killed cannot be 4"),
        (KIND | {"credibility": "2"}, [TELLING], "edit it once the event is there"),
        (KIND | {"event_type": "battle"}, [TELLING], "follows from sub_event_type"),
        (KIND | {"toll": 4}, [TELLING], "no field 'toll'"),
    ],
)
def test_what_is_no_report_is_refused(
    values: dict[str, Any], evidence: list[Any], complaint: str
) -> None:
    with pytest.raises(SettingsError, match=complaint):
        add(DOCUMENT, values, evidence, who=WHO)


def test_an_added_report_says_what_the_person_said_and_rests_on_the_words() -> None:
    toll = make_evidence("مسلحون", start=TEXT.index("مسلحون"), field="killed")
    values = KIND | {"killed": TOLL, "campaign": "x", "weapons": []}
    mention = own(add(DOCUMENT, values, [toll, TELLING], who=WHO), DOCUMENT)
    assert mention.sub_event_type.value == "attack"
    assert mention.event_type.value == "violence_against_civilians"
    assert mention.status.value == "reported"
    assert mention.killed == replace(make_count(4), text="مسلحون")
    assert mention.confidence == 1.0
    fields = [(each.field, each.quote, each.rule) for each in mention.evidence]
    assert fields == [
        ("event", SENTENCES[2], "judged"),
        ("killed", "مسلحون", "judged"),
        ("campaign", SENTENCES[2], "judged"),
    ]


@pytest.mark.parametrize("field", ADDABLE)
def test_every_value_has_evidence_or_rests_on_the_words_that_tell_of_the_event(field: str) -> None:
    values: dict[str, Any] = {
        "status": "claimed",
        "date": {"start": "2031-05-06", "end": "2031-05-06"},
        "place": {"text": "x", "country": "SY"},
        "campaign": "x",
        "weapons": ["vehicle_bomb"],
        "harm": [{"outcome": "killed", "group": "children", "min": 2, "max": 2}],
        "materiel": [{"object": "vehicle", "effect": "destroyed", "count": 1}],
        "claimed_by": [{"id": "is_core", "channel": "Telegram"}],
        "attribution": [{"name": "police", "role": "says"}],
        "perpetrators": [{"id": "is_core", "category": "rebel"}],
        "targets": [{"id": "is_core", "category": "rebel"}],
    }
    value = KIND["sub_event_type"] if field == "sub_event_type" else values.get(field, TOLL)
    mention = own(add(DOCUMENT, KIND | {field: value}, [TELLING], who=WHO), DOCUMENT)
    assert getattr(mention, field)
    rests = field in ("sub_event_type", "status", "harm")
    assert rests or {each.field for each in mention.evidence} == {"event", field}
    assert read_value(field, value) is not None


def test_the_same_words_and_values_have_the_same_id_whoever_says_so_and_when() -> None:
    again = addition(A, 2, who=dataclasses.replace(WHO, by="Nadim", at="2031-06-02T00:00:00Z"))
    assert again.id != MISSED.id
    assert own(again).id == own(MISSED).id
    assert CORPUS.event_of(own(again).id, [MISSED, again]).mention_ids.count(own(again).id) == 1
    both = [MISSED, again, withdraw(MISSED, who=WHO)]
    assert CORPUS.event_of(own(again).id, both)


def test_an_added_report_is_one_event_with_what_others_report() -> None:
    event = CORPUS.event_of(own(MISSED).id, [MISSED])
    assert set(event.mention_ids) == {own(MISSED).id, "b2"}
    assert event.review is not None
    assert [(each.action, each.by) for each in event.review.judgements] == [("add", "Salma")]
    assert event.review.state is ReviewState.NONE


def test_an_event_that_people_alone_report_is_added_until_it_is_accepted() -> None:
    alone = addition(A, 1)
    event = CORPUS.event_of(own(alone).id, [alone])
    assert event.review is not None
    assert event.review.state is ReviewState.ADDED
    assert not event.review.stale
    seen = accept(event, [(own(alone), A)], who=WHO)
    event = CORPUS.event_of(own(alone).id, [alone, seen])
    assert event.review is not None
    assert event.review.state is ReviewState.ACCEPTED
    assert not event.review.stale


def test_without_the_judgement_all_is_as_before() -> None:
    assert CORPUS.events([MISSED, withdraw(MISSED, who=WHO)]) == CORPUS.events()


def test_an_added_report_can_be_edited_joined_split_and_rejected() -> None:
    mention = own(MISSED)
    event = CORPUS.event_of(mention.id, [MISSED])
    told = [(mention, A)]
    toll = edit(event, told, field="killed", value=TOLL, who=WHO)
    found = CORPUS.event_of(mention.id, [MISSED, toll])
    assert found.killed is not None
    assert found.killed.min == 4
    apart = split([told, CORPUS.told("b2")], who=WHO)
    assert CORPUS.event_of(mention.id, [MISSED, apart]).mention_ids == (mention.id,)
    one = join([told, CORPUS.told("a0")], who=WHO)
    assert "a0" in CORPUS.event_of(mention.id, [MISSED, one]).mention_ids
    gone = reject(told, who=because("a drill"))
    assert all(mention.id not in e.mention_ids for e in CORPUS.events([MISSED, gone]))


def test_a_document_that_is_read_anew_keeps_what_was_added() -> None:
    moved = changed(CORPUS, "خبر a.", "خبر عاجل a من المراسل.")
    [mention] = added([MISSED], [moved.documents["a"]])
    assert mention.id == own(MISSED).id
    assert all(
        moved.documents["a"].text[each.start : each.end] == each.quote for each in mention.evidence
    )
    review = moved.event_of(mention.id, [MISSED]).review
    assert review is not None
    assert not review.stale


def test_words_that_were_mended_are_found_and_make_the_judgement_stale() -> None:
    mended = changed(CORPUS, "مسلحون حاجزا", "مجهولون حاجزا")
    [mention] = added([MISSED], [mended.documents["a"]])
    assert mention.evidence[0].quote == SENTENCES[2].replace("مسلحون", "مجهولون")
    review = mended.event_of(mention.id, [MISSED]).review
    assert review is not None
    assert review.stale
    assert "evidence of the reports has changed" in str(review.judgements[0].stale)


def test_words_that_stand_nowhere_any_more_tell_of_nothing() -> None:
    empty = changed(CORPUS, SENTENCES[2], "وكان الطقس جميلا")
    assert added([MISSED], [empty.documents["a"]]) == ()
    assert empty.events([MISSED]) == empty.events()


def test_what_rasd_later_reads_in_the_same_words_gives_way_to_the_person() -> None:
    later = with_report(2, killed=make_count(9))
    mention = own(MISSED)
    event = later.event_of(mention.id, [MISSED])
    assert set(event.mention_ids) == {mention.id, "b2"}
    assert event.killed is None
    assert event.review is not None
    assert "rasd finds the incident itself now, as a2" in str(event.review.judgements[0].stale)
    assert set(later.event_of("a2").mention_ids) == {"a2", "b2"}
    undone = [MISSED, withdraw(MISSED, who=WHO)]
    assert later.events(undone) == later.events()


def test_it_does_not_come_back_when_the_person_report_is_rejected() -> None:
    later = with_report(2)
    gone = reject([(own(MISSED), A)], who=because("a drill"))
    assert all("a2" not in event.mention_ids for event in later.events([MISSED, gone]))


def test_what_is_said_of_an_added_report_passes_to_the_one_that_rasd_reads() -> None:
    later = with_report(2)
    seen = accept(later.event_of(own(MISSED).id, [MISSED]), [(own(MISSED), A)], who=WHO)
    event = later.event_of("a2", [MISSED, seen, withdraw(MISSED, who=WHO)])
    assert event.review is not None
    assert event.review.state is ReviewState.ACCEPTED


@pytest.mark.parametrize(
    "other",
    [
        {"place": None, "sub_event_type": "air_strike"},
        {"killed": TOLL},
        {"date": {"start": "2031-05-05", "end": "2031-05-05"}},
        {"place": {"text": "Elsewhere", "country": "SY"}},
    ],
)
def test_another_incident_in_the_same_words_stays_beside_it(other: dict[str, Any]) -> None:
    later = with_report(2, killed=make_count(9))
    said = addition(A, 2, **other)
    ids = {i for event in later.events([said]) for i in event.mention_ids}
    assert {"a2", own(said).id} <= ids


def test_what_a_document_is_known_to_report_is_not_added_again() -> None:
    with pytest.raises(SettingsError, match="is known to report this: a0"):
        addition_of_known = report(A, 0)
        add(
            A,
            {"sub_event_type": "remote_explosive"},
            [make_evidence(SENTENCES[0], start=A.text.index(SENTENCES[0]))],
            who=WHO,
            known=[addition_of_known],
        )
    with pytest.raises(SettingsError, match="is known to report this"):
        add(DOCUMENT, KIND, [TELLING], who=WHO, known=added([_attack()], [DOCUMENT]))


def _attack() -> Judgement:
    return add(DOCUMENT, KIND, [TELLING], who=WHO)

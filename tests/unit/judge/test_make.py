"""What cannot stand is refused when it is said, with what to say instead."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders import make_evidence
from tests.judged import SENTENCES, WHO, because, coded, corpus

from rasd.judge import (
    EDITABLE,
    Who,
    accept,
    check_received,
    edit,
    grade_outlet,
    join,
    read_value,
    reject,
    split,
)
from rasd.model import (
    Event,
    InputError,
    Judgement,
    SettingsError,
    canonical,
    from_json,
    replace,
    to_json,
)

CORPUS = corpus(coded("a", 0, 1))
EVENT = CORPUS.event_of("a0")
TOLD = CORPUS.told("a0")
OPTIONAL = [f for f in EDITABLE if f not in ("sub_event_type", "status", "credibility")]


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("deaths", 2, "no field 'deaths' to judge; there are: sub_event_type"),
        ("event_type", "battle", "event_type follows from sub_event_type"),
        ("killed", 2, "killed cannot be 2: expected a Count object"),
        ("killed", {"min": "\udc00", "max": 2}, r"killed.min: expected int, found '\udc00'"),
        ("weapons", ["rifle", 7], "weapons[1]: expected str, found 7"),
        ("killed", {"min": 3, "max": 2}, "3 to 2 is no range of people"),
        ("killed", {"min": -1, "max": 2}, "-1 to 2 is no range"),
        ("killed", {"max": 2}, "Count lacks 'min'"),
        ("killed", {"min": "2", "max": 2}, "min: expected int"),
        ("status", "confirmed", "'confirmed' is not a valid Status"),
        ("status", None, "every event has one"),
        ("sub_event_type", "bombing", "not a valid SubEventType"),
        ("date", {"start": "2031-05-07", "end": "2031-05-06"}, "before it starts"),
        ("date", {"start": "2031-05-07", "end": None}, "both its ends"),
        ("date", {"start": "7 May", "end": "2031-05-07"}, "expected a day as YYYY-MM-DD"),
        (
            "date",
            {"start": "2031-05-06", "end": "2031-05-08", "precision": "day"},
            "does not fit these days",
        ),
        ("place", {"lat": 35.0}, "both lat and lon"),
        ("place", {"lat": 95.0, "lon": 1.0}, "no point in degrees"),
        ("place", {"country": "Syria"}, "two capital letters"),
        ("credibility", "7", "credibility cannot be '7': it goes from 1 to 6"),
        ("credibility", None, "goes from 1 to 6"),
        ("weapons", "rifle", "expected a list"),
        ("weapons", [" "], "a word is empty"),
        ("perpetrators", [{"id": "x"}], "Actor lacks 'category'"),
        ("harm", [{"outcome": "hurt", "group": "children", "min": 1, "max": 1}], "Outcome"),
        (
            "materiel",
            [{"object": "vehicle", "effect": "destroyed", "count": 0}],
            "no number of objects",
        ),
    ],
)
def test_a_value_that_no_event_can_have_is_refused(field: str, value: Any, complaint: str) -> None:
    with pytest.raises(SettingsError, match=r"^[^\n]+$") as caught:
        read_value(field, value)
    assert complaint in str(caught.value)


@pytest.mark.parametrize("field", [f for f in EDITABLE if f != "credibility"])
def test_each_field_can_be_written_as_its_refusal_says(field: str) -> None:
    import json

    with pytest.raises(SettingsError) as caught:
        read_value(field, [[]])
    example = json.loads(str(caught.value).partition("Write it like ")[2])
    value = read_value(field, example)
    assert read_value(field, value) == value
    said = edit(EVENT, TOLD, field=field, value=example, who=WHO)
    assert said.value == value
    shown = CORPUS.event_of("a0", [said])
    assert to_json(getattr(shown, field)) == value
    if field in Event.__struct_fields__ and field not in ("sub_event_type", "status", "harm"):
        assert any(each.field == field for each in shown.evidence)


@pytest.mark.parametrize("field", OPTIONAL)
def test_a_value_can_be_taken_away(field: str) -> None:
    empty: Any = [] if isinstance(getattr(EVENT, field), tuple) else None
    said = edit(EVENT, TOLD, field=field, value=empty, who=WHO)
    assert not getattr(CORPUS.event_of("a0", [said]), field)


def test_a_judgement_survives_being_written_down() -> None:
    own = replace(
        make_evidence(SENTENCES[0], start=CORPUS.documents["a"].text.index(SENTENCES[0])),
        doc_id="a",
    )
    said = edit(EVENT, TOLD, field="killed", value={"min": 1, "max": 2}, evidence=[own], who=WHO)
    assert from_json(Judgement, to_json(said)) == said
    assert canonical(from_json(Judgement, to_json(said))) == canonical(said)


def test_the_id_of_a_judgement_comes_from_all_it_says() -> None:
    one = accept(EVENT, TOLD, who=WHO)
    assert accept(EVENT, TOLD, who=WHO).id == one.id
    assert accept(EVENT, TOLD, who=because("seen on film")).id != one.id
    assert accept(EVENT, TOLD, who=Who(by="Nadim", at=WHO.at)).id != one.id


def test_an_outlet_is_graded_from_a_to_f() -> None:
    assert grade_outlet(" Sahel24 ", "b", who=WHO).about == "Sahel24"
    with pytest.raises(SettingsError, match="reliability cannot be '1': it goes from A to F"):
        grade_outlet("Sahel24", "1", who=WHO)
    with pytest.raises(SettingsError, match="name of an outlet"):
        grade_outlet(" ", "B", who=WHO)


def test_a_rejection_needs_a_reason() -> None:
    with pytest.raises(SettingsError, match="needs its reason"):
        reject(TOLD, who=because(" "))


def test_a_join_needs_two_events_and_a_split_two_sides() -> None:
    with pytest.raises(SettingsError, match="two events"):
        join([TOLD], who=WHO)
    with pytest.raises(SettingsError, match="named twice"):
        join([TOLD, TOLD], who=WHO)
    with pytest.raises(SettingsError, match="two sides"):
        split([TOLD, []], who=WHO)
    with pytest.raises(SettingsError, match="on two sides"):
        split([TOLD, TOLD], who=WHO)


@pytest.mark.parametrize("at", ["yesterday", "2031-06-01T08:00:00", "2031-06-01T08:00:00+02:00"])
def test_the_time_of_a_judgement_is_one_in_utc(at: str) -> None:
    with pytest.raises(SettingsError, match="no time in UTC"):
        accept(EVENT, TOLD, who=Who(by="Salma", at=at))


def test_a_judgement_without_a_name_is_refused() -> None:
    with pytest.raises(SettingsError, match="name of who"):
        accept(EVENT, TOLD, who=Who(by="  ", at=WHO.at))


def test_a_quote_that_the_document_does_not_hold_is_refused() -> None:
    for quote, doc_id, complaint in (
        ("غير موجود", "a", "does not say"),
        (SENTENCES[0], "zz", "no report of the event stands in document 'zz'"),
    ):
        own = replace(make_evidence(quote), doc_id=doc_id)
        with pytest.raises(SettingsError, match=complaint):
            edit(EVENT, TOLD, field="weapons", value=["rifle"], evidence=[own], who=WHO)


def test_half_a_surrogate_pair_is_refused_before_a_store_meets_it() -> None:
    with pytest.raises(InputError, match=r"half a surrogate pair \('\\ud800'\)"):
        edit(EVENT, TOLD, field="campaign", value="a\ud800", who=WHO)
    said = edit(EVENT, TOLD, field="campaign", value="a", who=WHO)
    with pytest.raises(InputError, match=r"half a surrogate pair \('\\ud800'\)"):
        check_received(replace(said, value="a\ud800"))

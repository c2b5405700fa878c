"""Which events need a person, and why."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from tests.builders import make_day, make_event, make_mention, make_place
from tests.listing_cases import make_judged, make_link, make_review

from rasd.model import (
    Action,
    Attention,
    Conflict,
    DatePrecision,
    DateValue,
    PlacePrecision,
    ReviewState,
    attention_of,
    replace,
)
from rasd.model.attention import NEAR_THRESHOLD

CLEAN: dict[str, Any] = {"confidence": 0.95}
TOLL = Conflict(field="killed", values=("3", "5"), doc_ids=("a", "b"))
UNKNOWN_DAY = DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text="")


@pytest.mark.parametrize(
    ("expected", "changed"),
    [
        pytest.param((), {}, id="nothing"),
        pytest.param((Attention.CONFLICT,), {"conflicts": (TOLL,)}, id="an open conflict"),
        pytest.param((Attention.MERGE,), {"links": (make_link(0.6),)}, id="a weak link"),
        pytest.param((), {"links": (make_link(2.5),)}, id="a strong link"),
        pytest.param((), {"links": (make_link(None),)}, id="a link made by a person"),
        pytest.param((Attention.LOW_CONFIDENCE,), {"confidence": 0.89}, id="low confidence"),
        pytest.param((), {"confidence": 0.9}, id="confidence at the border"),
        pytest.param((Attention.UNPLACED,), {"place": None}, id="no place"),
        pytest.param(
            (Attention.UNPLACED,),
            {"place": make_place(precision=PlacePrecision.COUNTRY)},
            id="a country with a point in its middle",
        ),
        pytest.param((), {"place": make_place(precision=PlacePrecision.ADMIN1)}, id="a province"),
        pytest.param((Attention.UNDATED,), {"date": None}, id="no date"),
        pytest.param((Attention.UNDATED,), {"date": UNKNOWN_DAY}, id="an unknown day"),
        pytest.param((), {"date": make_day()}, id="a day"),
        pytest.param(
            (Attention.CONFLICT, Attention.LOW_CONFIDENCE, Attention.UNDATED),
            {"date": None, "conflicts": (TOLL,), "confidence": 0.5},
            id="several, the most urgent first",
        ),
    ],
)
def test_what_is_doubtful_in_an_event_calls_for_a_person(
    expected: tuple[Attention, ...], changed: dict[str, object]
) -> None:
    assert expected == attention_of(make_event(make_mention(), **(CLEAN | changed)))


DOUBTFUL = make_event(make_mention(), date=None, place=None, conflicts=(TOLL,), confidence=0.5)


def test_an_event_that_was_accepted_as_a_whole_needs_nobody() -> None:
    review = make_review(make_judged(Action.ACCEPT), state=ReviewState.ACCEPTED)
    assert attention_of(replace(DOUBTFUL, review=review)) == ()


def test_an_accepted_event_that_is_edited_afterwards_needs_nobody() -> None:
    entries = make_judged(Action.ACCEPT), make_judged(Action.EDIT, "killed")
    review = make_review(*entries, state=ReviewState.EDITED)
    assert attention_of(replace(DOUBTFUL, review=review)) == ()


def test_a_stale_judgement_calls_for_a_person_before_all_else() -> None:
    accepted = make_judged(Action.ACCEPT, stale="date has changed")
    review = make_review(accepted, state=ReviewState.ACCEPTED)
    expected = [why for why in Attention if why is not Attention.MERGE]
    assert expected == [*attention_of(replace(DOUBTFUL, review=review))]


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.EDIT])
@pytest.mark.parametrize(
    ("field", "settled"),
    [
        ("killed", Attention.CONFLICT),
        ("place", Attention.UNPLACED),
        ("date", Attention.UNDATED),
    ],
)
def test_what_a_person_said_of_a_field_settles_it(
    action: Action, field: str, settled: Attention
) -> None:
    review = make_review(make_judged(action, field))
    before, after = attention_of(DOUBTFUL), attention_of(replace(DOUBTFUL, review=review))
    assert {settled} == set(before) - set(after)


def test_a_judgement_on_one_field_leaves_the_conflict_of_another_open() -> None:
    review = make_review(make_judged(Action.EDIT, "wounded"))
    assert Attention.CONFLICT in attention_of(replace(DOUBTFUL, review=review))


def test_links_near_the_threshold_of_merging_are_those_little_above_it() -> None:
    weights = tomllib.loads(files("rasd.data").joinpath("merge/weights.toml").read_text("utf-8"))
    assert weights["threshold"] < NEAR_THRESHOLD <= weights["threshold"] + 1.5

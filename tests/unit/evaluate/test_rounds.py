"""How the answers of a round of coding are compared."""

from __future__ import annotations

from typing import Any

import pytest

from rasd.evaluate import agreement_by_field, differences
from rasd.evaluate.rounds import Metric, metric_of
from rasd.model import Answer

CODERS = ("Salma", "Karim")


def said(position: int, coder: str, *, incident: bool = True, **values: Any) -> Answer:
    at = "2031-06-02T08:00:00Z"
    return Answer(position=position, coder=coder, at=at, incident=incident, values=values)


def figures(field: str, *pairs: tuple[Any, Any]) -> Any:
    """What comes out for a field that the two coders give these values."""
    answers = [
        said(n, coder, **{field: value})
        for n, pair in enumerate(pairs, 1)
        for coder, value in zip(CODERS, pair, strict=True)
    ]
    return {each.field: each for each in agreement_by_field(answers, [field], CODERS)}[field]


def toll(least: int, most: int | None = -1) -> dict[str, Any]:
    return {"min": least, "max": least if most == -1 else most}


def test_a_type_is_compared_with_and_without_its_sub_type() -> None:
    answers = [
        said(1, "Salma", sub_event_type="air_strike"),
        said(1, "Karim", sub_event_type="shelling"),
        said(2, "Salma", sub_event_type="attack"),
        said(2, "Karim", sub_event_type="attack"),
    ]
    found = {each.field: each for each in agreement_by_field(answers, ["sub_event_type"], CODERS)}
    assert found["event_type"].equal.value == 1
    assert found["sub_event_type"].equal.value == 0.5


def test_near_tolls_agree_more_than_far_ones() -> None:
    others = ((toll(0), toll(0)), (toll(30), toll(30)), (toll(5), toll(5)))
    near = figures("killed", (toll(8), toll(9)), *others)
    far = figures("killed", (toll(8), toll(60)), *others)
    assert near.equal.value == far.equal.value == 0.75
    assert 0 < far.alpha.value < near.alpha.value < 1


def test_near_days_agree_more_than_far_ones() -> None:
    def day(n: int) -> dict[str, Any]:
        return {"start": f"2031-06-{n:02}", "end": f"2031-06-{n:02}", "precision": "day"}

    others = ((day(1), day(1)), (day(28), day(28)))
    near = figures("date", (day(10), day(11)), *others)
    far = figures("date", (day(2), day(27)), *others)
    assert far.alpha.value < near.alpha.value < 1


def test_places_agree_by_kilometres() -> None:
    def at(lat: float) -> dict[str, Any]:
        return {"text": "تل", "country": "SY", "lat": lat, "lon": 38.0}

    others = ((at(36.0), at(36.0)), (at(33.0), at(33.0)))
    near = figures("place", (at(35.0), at(35.1)), *others)
    far = figures("place", (at(35.0), at(33.0)), *others)
    unplaced = figures("place", (at(35.0), {"text": "تل", "country": "SY"}), *others)
    assert unplaced.alpha.value < 1
    assert far.alpha.value < near.alpha.value < 1


def test_parties_that_share_some_agree_in_part_whatever_words_name_them() -> None:
    def parties(*ids: str) -> list[dict[str, Any]]:
        return [{"id": each, "text": f"words of {each}", "category": "rebel"} for each in ids]

    same = figures("targets", (parties("a", "b"), parties("b", "a")), (parties("c"), parties("c")))
    part = figures("targets", (parties("a", "b"), parties("b")), (parties("c"), parties("c")))
    none = figures("targets", (parties("a", "b"), parties("d")), (parties("c"), parties("c")))
    assert same.equal.value == same.alpha.value == 1
    assert none.alpha.value < part.alpha.value < 1


def test_fields_are_compared_only_where_all_say_that_there_is_an_incident() -> None:
    answers = [
        said(1, "Salma", status="reported"),
        said(1, "Karim", incident=False),
        said(2, "Salma", status="claimed"),
        said(2, "Karim", status="claimed"),
    ]
    found = {each.field: each for each in agreement_by_field(answers, ["status"], CODERS)}
    assert found["incident"].equal.value == 0.5
    assert found["status"].equal.items == 1


def test_what_a_coder_left_open_or_means_to_come_back_to_is_compared_with_nothing() -> None:
    answers = [
        said(1, "Salma", status="reported"),
        said(1, "Karim"),
        said(2, "Salma", status="reported"),
        Answer(
            position=2,
            coder="Karim",
            at="2031-06-02T08:00:00Z",
            incident=True,
            values={"status": "claimed"},
            done=False,
        ),
    ]
    found = {each.field: each for each in agreement_by_field(answers, ["status"], CODERS)}
    assert found["status"].equal.items == 0
    assert found["status"].alpha.value is None


def test_kappa_is_left_out_for_three_coders() -> None:
    answers = [said(1, coder, status="reported") for coder in ("Huda", *CODERS)]
    found = {
        each.field: each for each in agreement_by_field(answers, ["status"], ("Huda", *CODERS))
    }
    assert found["status"].kappa is None
    assert found["status"].equal.items == 1


def test_differences_name_the_item_the_field_and_who_said_what() -> None:
    answers = [
        said(1, "Salma", killed=toll(2), status="reported"),
        said(1, "Karim", killed=toll(3), status="reported"),
        said(2, "Salma", killed=toll(2)),
        said(2, "Karim", incident=False),
        said(3, "Salma", killed=toll(2)),
        said(3, "Karim"),
        said(4, "Salma", incident=False),
        said(4, "Karim", incident=False),
    ]
    found = differences(answers, ["killed", "status"])
    assert [(each.position, each.field) for each in found] == [
        (1, "killed"),
        (2, "incident"),
        (3, "killed"),
    ]
    assert found[0].said == {"Salma": toll(2), "Karim": toll(3)}


@pytest.mark.parametrize(
    ("field", "metric"),
    [
        ("status", Metric.NOMINAL),
        ("weapons", Metric.SETS),
        ("wounded", Metric.RATIO),
        ("date", Metric.DAYS),
        ("place", Metric.KILOMETRES),
    ],
)
def test_each_field_has_the_distance_that_fits_it(field: str, metric: Metric) -> None:
    assert metric_of(field) is metric

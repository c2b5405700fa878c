"""When a field counts as right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import make_count, make_mention, make_place

from rasd.evaluate.fields import judge, judge_field, plain_admin1, same_date
from rasd.evaluate.gold import GoldEvent
from rasd.model import (
    Claim,
    Count,
    DatePrecision,
    DateValue,
    EventType,
    Status,
    SubEventType,
    distance_km,
)


def gold(**overrides: Any) -> GoldEvent:
    given: dict[str, Any] = {
        "id": "1",
        "event_type": EventType.EXPLOSION,
        "sub_event_type": SubEventType.REMOTE_EXPLOSIVE,
        "status": Status.REPORTED,
        "evidence": "انفجار",
        "spans": ((0, 6),),
    }
    return GoldEvent(**(given | overrides))


def days(first: int, last: int | None = None) -> DateValue:
    return DateValue(
        start=date(2031, 5, first),
        end=date(2031, 5, last or first),
        precision=DatePrecision.DAY,
        text="",
    )


@pytest.mark.parametrize(
    ("wanted", "predicted", "right"),
    [
        pytest.param((6, 6), days(6), True, id="the day"),
        pytest.param((6, 6), days(7), False, id="the next day"),
        pytest.param((4, 8), days(4, 8), True, id="the range"),
        pytest.param((4, 8), days(5, 6), True, id="inside the range"),
        pytest.param((4, 8), days(3, 8), False, id="wider than the range"),
        pytest.param((6, 6), days(5, 7), True, id="a day within three"),
        pytest.param((6, 6), days(4, 7), False, id="a day within four"),
        pytest.param((6, 6), None, False, id="none found"),
        pytest.param(None, None, True, id="none wanted, none found"),
        pytest.param(None, days(6), False, id="none wanted, one found"),
    ],
)
def test_dates(wanted: tuple[int, int] | None, predicted: DateValue | None, right: bool) -> None:
    interval = (date(2031, 5, wanted[0]), date(2031, 5, wanted[1])) if wanted else None

    assert same_date(interval, predicted) is right


def test_an_unresolved_date_is_none() -> None:
    unresolved = DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text="أمس")

    assert same_date(None, unresolved)
    assert not same_date((date(2031, 5, 6), date(2031, 5, 6)), unresolved)


@pytest.mark.parametrize(
    ("wanted", "predicted", "right"),
    [
        pytest.param((2, 2), make_count(2), True, id="equal"),
        pytest.param((2, None), make_count(2, None), True, id="open above"),
        pytest.param((2, None), make_count(2), False, id="closed where open was wanted"),
        pytest.param(None, None, True, id="absent is absent"),
        pytest.param(None, make_count(1), False, id="a number from nowhere"),
        pytest.param((0, 0), None, False, id="a stated zero is not absent"),
    ],
)
def test_counts(
    wanted: tuple[int, int | None] | None, predicted: Count | None, right: bool
) -> None:
    judgement = judge_field("killed", gold(killed=wanted), make_mention(killed=predicted))

    assert judgement is not None
    assert judgement.right is right
    assert judgement.stated is (wanted is not None)


def test_a_place_is_right_within_the_tolerance_of_the_gold() -> None:
    mention = make_mention(place=make_place(lat=35.2, lon=38.0))

    near = judge_field("place", gold(lat=35.0, lon=38.0), mention)
    far = judge_field("place", gold(lat=35.0, lon=38.0, km=15), mention)

    assert near is not None and near.right
    assert far is not None and not far.right
    assert "22 km" in far.got


def test_a_place_without_coordinates_in_the_gold_is_not_judged() -> None:
    assert judge_field("place", gold(), make_mention()) is None


def test_a_prediction_without_a_place_is_wrong() -> None:
    judgement = judge_field("place", gold(lat=35.0, lon=38.0), make_mention(place=None))

    assert judgement is not None and not judgement.right


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert distance_km(0.0, 10.0, 1.0, 10.0) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ar-Raqqah", "Raqqa"),
        ("Al-Hasakah", "Al Hasaka"),
        ("Sa'dah", "Saada"),
        ("Deir ez-Zor", "Deir ez-Zor Governorate"),
        ("Diyālá", "Diyala"),
    ],
)
def test_romanisations_of_one_unit_are_the_same(one: str, other: str) -> None:
    assert plain_admin1(one) == plain_admin1(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Idlib", "Aleppo"), ("Homs", "Hama"), ("Basra", "Busra")]
)
def test_different_units_stay_different(one: str, other: str) -> None:
    assert plain_admin1(one) != plain_admin1(other)


def test_a_claim_is_right_where_the_claimant_is() -> None:
    claim = Claim(id="is_core", channel=None, text="x")
    claimed = make_mention(claimed_by=(claim,))

    right = judge_field("claimed_by", gold(claimed_by="is_core"), claimed)
    unclaimed = judge_field("claimed_by", gold(), claimed)

    assert right is not None and right.right
    assert unclaimed is not None and not unclaimed.right


def test_every_judgement_says_what_was_expected_and_what_was_got() -> None:
    event = gold(killed=(2, None), country="IQ", perpetrator=("is_core",))
    wrong = {j.field: (j.expected, j.got) for j in judge(event, make_mention()) if not j.right}

    assert wrong["killed"] == ("2-", "nothing")
    assert wrong["country"] == ("IQ", "SY")
    assert wrong["perpetrator"] == ("is_core", "nothing")

"""Only what cannot both be true is a disagreement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import DAY, make_count, make_place

from rasd.merge.agree import (
    Days,
    Kind,
    counts_agree,
    dates_agree,
    kinds_agree,
    places_agree,
    weapons_agree,
)
from rasd.merge.lore import Lore
from rasd.merge.parties import Parties, Side, parties_agree
from rasd.model import Count, PlacePrecision, SubEventType

K = SubEventType
P = PlacePrecision


def day(start: int, end: int | None = None) -> Days:
    return DAY + timedelta(days=start), DAY + timedelta(days=start if end is None else end)


@pytest.mark.parametrize(
    ("expected", "counts"),
    [
        pytest.param(True, [make_count(2), make_count(2)], id="equal"),
        pytest.param(True, [make_count(2, None), make_count(5)], id="at least two and five"),
        pytest.param(True, [make_count(20, 99), make_count(40)], id="dozens and forty"),
        pytest.param(True, [make_count(2), make_count(2, 6), make_count(2, None)], id="two fits"),
        pytest.param(False, [make_count(2), make_count(6)], id="two numbers"),
        pytest.param(False, [make_count(5, None), make_count(2)], id="at least five and two"),
        pytest.param(False, [make_count(2, None), make_count(3), make_count(4)], id="3 against 4"),
        pytest.param(True, [make_count(2, None), make_count(7, None)], id="two open bounds"),
    ],
)
def test_figures_agree_where_one_number_fits_all(expected: bool, counts: list[Count]) -> None:
    assert counts_agree(counts) is expected


@pytest.mark.parametrize(
    ("expected", "dates"),
    [
        pytest.param(True, [day(0), day(-1, 1)], id="a day in a range"),
        pytest.param(True, [day(0, 2), day(2, 4)], id="ranges that share a day"),
        pytest.param(True, [day(0), None], id="unresolved"),
        pytest.param(False, [day(0), day(1)], id="two days"),
        pytest.param(False, [day(0, 2), day(1, 3), day(3)], id="no day in all three"),
    ],
)
def test_dates_agree_where_one_day_lies_in_all(expected: bool, dates: list[Days]) -> None:
    assert dates_agree(dates) is expected


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        pytest.param(True, {}, {"name": "Al-Warda", "precision": P.ADMIN1}, id="its province"),
        pytest.param(False, {}, {"precision": P.ADMIN1, "admin1": "Other"}, id="another province"),
        pytest.param(True, {}, {"precision": P.COUNTRY, "admin1": None}, id="its country"),
        pytest.param(True, {}, {"name": "Qasr", "lat": 35.1, "precision": P.NEAR}, id="near it"),
        pytest.param(False, {}, {"name": "Qasr", "lat": 36.0, "precision": P.NEAR}, id="too far"),
        pytest.param(False, {}, {"name": "Qasr", "lat": 35.02}, id="two towns, however close"),
        pytest.param(True, {}, {"name": "Qasr", "lat": 35.02, "geonameid": 7}, id="a quarter"),
        pytest.param(True, {}, {"lat": None, "precision": P.UNKNOWN, "admin1": None}, id="a name"),
        pytest.param(False, {}, {"admin1": "Other"}, id="namesakes in two provinces"),
    ],
)
def test_places_agree_where_one_holds_the_other(
    expected: bool, a: dict[str, Any], b: dict[str, Any]
) -> None:
    lore = Lore(quarters=frozenset({7}))
    one, other = make_place(**a), make_place(**b)
    assert places_agree(one, other, lore) is expected
    assert places_agree(other, one, lore) is expected


@pytest.mark.parametrize(
    ("expected", "kinds"),
    [
        pytest.param(
            True, [(K.REMOTE_EXPLOSIVE, False), (K.SUICIDE_BOMBING, True)], id="blast, no means"
        ),
        pytest.param(
            False, [(K.REMOTE_EXPLOSIVE, True), (K.SUICIDE_BOMBING, True)], id="a bomb by name"
        ),
        pytest.param(
            True, [(K.ARMED_CLASH, True), (K.TERRITORY_TAKEN_BY_ARMED_GROUP, False)], id="clash"
        ),
        pytest.param(False, [(K.SHELLING, True), (K.AIR_STRIKE, True)], id="shells or aircraft"),
        pytest.param(True, [(K.ATTACK, False), (K.AIR_STRIKE, True)], id="attack, no means"),
        pytest.param(False, [(K.ATTACK, True), (K.AIR_STRIKE, True)], id="attack with a weapon"),
        pytest.param(
            False,
            [(K.ATTACK, False), (K.EXECUTION, False), (K.ABDUCTION, False)],
            id="one of three differs",
        ),
    ],
)
def test_kinds_agree_where_one_only_says_less(expected: bool, kinds: list[Kind]) -> None:
    assert kinds_agree(kinds) is expected


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        pytest.param(False, ["vehicle_bomb"], ["landmine"], id="two carriers"),
        pytest.param(True, ["vehicle_bomb"], ["ied"], id="a bomb may be any"),
        pytest.param(True, ["mortar", "air_bomb"], ["air_bomb"], id="one in common"),
        pytest.param(True, ["mortar"], ["firearms"], id="of two sets"),
        pytest.param(True, ["mortar"], ["rocket"], id="a rocket may be any"),
        pytest.param(True, [], ["landmine"], id="none named"),
    ],
)
def test_weapons_agree_unless_only_one_can_have_done_it(
    expected: bool, a: list[str], b: list[str]
) -> None:
    assert weapons_agree(a, b) is expected


def side(named: str = "", loose: str = "", *, partisan: bool = False) -> Side:
    def parties(names: str) -> Parties:
        return frozenset(names.split())

    return Side(named=parties(named), loose=parties(loose), partisan=partisan)


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        pytest.param(True, side("x"), side("x y"), id="one in common"),
        pytest.param(False, side("x"), side("y"), id="none in common"),
        pytest.param(True, side("x"), side("x_branch"), id="a part and its whole"),
        pytest.param(False, side("x_branch"), side("x_other"), id="two parts of one whole"),
        pytest.param(True, side("x"), side(), id="unidentified"),
        pytest.param(True, side("police"), side(loose="civilians"), id="police and civilians"),
        pytest.param(
            False,
            side("fighters", partisan=True),
            side(loose="civilians"),
            id="fighters says the army, civilians say others",
        ),
        pytest.param(
            True,
            side("fighters", "civilians", partisan=True),
            side(loose="civilians"),
            id="the army grants civilians",
        ),
    ],
)
def test_parties_agree_where_they_share_one(expected: bool, a: Side, b: Side) -> None:
    lore = Lore(parents={"x_branch": "x", "x_other": "x"})
    assert parties_agree(a, b, lore) is expected
    assert parties_agree(b, a, lore) is expected

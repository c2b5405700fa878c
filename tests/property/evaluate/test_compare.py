"""Whatever two sides hold, a comparison counts each incident once."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rasd.evaluate.compare import Codebook, Incident, Kind, People, Theirs, compare
from rasd.evaluate.compare.fit import Window, point_of
from rasd.evaluate.compare.matching import match
from rasd.evaluate.compare.near import Near

KINDS = [
    (),
    (Kind("Battles", "Armed clash"),),
    (Kind("Explosions/Remote violence", "Grenade"),),
    (Kind("Protests", "Peaceful protest"),),
]


@st.composite
def incidents(draw: st.DrawFn, name: str) -> Incident:
    first = date(2031, 5, 1) + timedelta(days=draw(st.integers(0, 12)))
    dated, placed = draw(st.integers(0, 9)) > 0, draw(st.integers(0, 9)) > 0
    dead = draw(st.none() | st.integers(0, 5))
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 6])))
    return Incident(
        id=name,
        first=first if dated else None,
        last=last if dated else None,
        spans=draw(st.booleans()),
        country=draw(st.sampled_from(["SY", "SY", "IQ", None])),
        lat=draw(st.sampled_from([35.0, 35.1, 35.6, 36.0])) if placed else None,
        lon=draw(st.sampled_from([38.0, 38.2, 179.99, -179.99])) if placed else None,
        radius=draw(st.sampled_from([2.0, 15.0, 90.0, 1000.0])),
        kinds=draw(st.sampled_from(KINDS)),
        killed=None if dead is None else People(dead, dead, dead),
        reason="" if dated else "undated",
    )


SIDES = st.lists(incidents("x"), max_size=9)


@given(SIDES, SIDES)
def test_each_incident_is_paired_or_explained_exactly_once(
    ours: list[Incident], theirs: list[Incident]
) -> None:
    found = compare(ours, Theirs(codebook=Codebook.ACLED, incidents=tuple(theirs), faults=()))
    assert (found.ours, found.theirs) == (len(ours), len(theirs))
    assert len({id(row.ours) for row in found.pairs}) == len(found.pairs)
    assert len({id(row.theirs) for row in found.pairs}) == len(found.pairs)


@given(SIDES, SIDES)
def test_as_many_pairs_are_found_from_either_side(
    ours: list[Incident], theirs: list[Incident]
) -> None:
    dated = [each for each in ours if not each.reason]
    others = [each for each in theirs if not each.reason]
    window = Window(codebook=Codebook.ACLED)
    one, two = match(dated, others, window).pairs, match(others, dated, window).pairs
    assert len(one) == len(two)
    assert round(sum(pair.points for pair in one), 1) == round(sum(pair.points for pair in two), 1)


@given(SIDES)
def test_a_side_beside_itself_has_everything(ours: list[Incident]) -> None:
    dated = [each for each in ours if not each.reason and each.placed and each.kinds]
    pairs = match(dated, dated, Window(codebook=Codebook.ACLED)).pairs
    vague = sum(each.radius > 2 or each.first != each.last for each in dated)
    assert len(pairs) >= len(dated) - vague


@given(SIDES, SIDES, st.integers(0, 4), st.sampled_from([0.0, 30.0, 100.0]))
def test_whatever_a_window_allows_is_looked_at(
    ours: list[Incident], theirs: list[Incident], days: int, km: float
) -> None:
    from rasd.evaluate.compare.fit import days_apart, km_apart

    near = Near(theirs, km=km)
    for event in ours:
        here = point_of(0, event)
        if here is None or not here.placed:
            continue
        found = {point.at for point in near.around(event, here, days=days)}
        for at, other in enumerate(theirs):
            there = point_of(at, other)
            if there is None or not there.placed or days_apart(here, there) > days:
                continue
            if km_apart(here, there) <= here.radius + there.radius + km:
                assert at in found

"""The dead stand by side, and add up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import make_actor, make_event, make_mention

from rasd.export.ged.deaths import deaths_of, estimates_of
from rasd.export.ged.sides import Dyad, dyad_of
from rasd.model import Count, Event, Harm, Outcome, SubEventType, Toll

IS = make_actor("is_core")
ARMY = make_actor("irq_army", category="state_force")
CIVILIANS = make_actor("gen_civilians", category="generic")
UNKNOWN = make_actor(None, category="unknown")


def event(**overrides: Any) -> Event:
    kind = overrides.pop("kind", SubEventType.SUICIDE_BOMBING)
    given = {"perpetrators": (IS,), "targets": (ARMY,)}
    return make_event(make_mention(sub_event_type=kind), **(given | overrides))


def killed(low: int, high: int | None) -> Count:
    return Count(min=low, max=high, text="n")


def harm(*groups: tuple[str, int]) -> tuple[Harm, ...]:
    return tuple(Harm(outcome=Outcome.KILLED, group=group, min=n, max=n) for group, n in groups)


def deaths(
    best: int, *groups: tuple[str, int], country: str = "IQ", **overrides: Any
) -> tuple[int, ...]:
    found = event(killed=killed(best, best), harm=harm(*groups), **overrides)
    dyad = dyad_of(found, country=country, on=date(2022, 5, 14))
    assert isinstance(dyad, Dyad)
    split = deaths_of(found, dyad)
    assert split.best == best
    return split.a, split.b, split.civilians, split.unknown


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, (0, 0, 0)),
        ({"killed": killed(4, 4)}, (4, 4, 4)),
        ({"killed": killed(4, 6)}, (4, 4, 6)),
        ({"killed": killed(4, None)}, (4, 4, 4)),
        (
            {
                "killed": killed(4, 4),
                "tolls": (Toll(field="killed", low=2, best=4, high=6, timeline=()),),
            },
            (2, 4, 6),
        ),
    ],
)
def test_estimates_are_those_of_the_toll(
    overrides: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    assert estimates_of(event(**overrides)) == expected


def test_soldiers_count_to_the_government_and_fighters_to_the_group() -> None:
    assert deaths(9, ("soldiers", 5), ("fighters", 3)) == (5, 3, 0, 1)


def test_whom_nobody_assigns_is_of_unknown_status() -> None:
    assert deaths(4) == (0, 0, 0, 4)
    assert deaths(4, ("members", 3)) == (0, 0, 0, 4)


def test_overlapping_groups_of_civilians_count_once() -> None:
    assert deaths(12, ("civilians", 10), ("children", 3), ("women", 2)) == (0, 0, 10, 2)
    assert deaths(12, ("children", 3), ("women", 2)) == (0, 0, 5, 7)


def test_no_side_has_more_dead_than_there_are() -> None:
    assert deaths(4, ("soldiers", 3), ("civilians", 9)) == (3, 0, 1, 0)


def test_in_one_sided_violence_the_rest_are_civilians() -> None:
    assert deaths(7, ("children", 2), targets=(CIVILIANS,)) == (0, 0, 7, 0)


def test_people_of_whom_no_more_is_said_stay_unknown() -> None:
    assert deaths(7, ("children", 2), targets=(UNKNOWN,)) == (0, 0, 2, 5)


def test_a_dead_attacker_of_civilians_counts_to_his_side() -> None:
    assert deaths(7, ("fighters", 1), targets=(CIVILIANS,)) == (1, 0, 6, 0)


def test_where_both_sides_are_armies_nobody_can_tell_whose_soldiers_died() -> None:
    turkey = make_actor("ext_turkey", category="state_force")
    assert deaths(3, ("soldiers", 3), perpetrators=(turkey,)) == (0, 0, 0, 3)


def test_in_yemen_soldiers_are_those_of_the_recognised_government() -> None:
    houthi = make_actor("yem_houthi")
    recognised = make_actor("yem_irg", category="state_force")
    split = deaths(
        8,
        ("fighters", 7),
        ("soldiers", 1),
        perpetrators=(houthi,),
        targets=(recognised,),
        country="YE",
    )
    assert split == (7, 1, 0, 0)

"""GTD counts violence by parties that are no state's; the others are left out with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import make_actor, make_day, make_event, make_mention, make_place

from rasd.export.gtd.counted import attack_of, reason
from rasd.export.left_out import reasons
from rasd.model import Actor, Claim, DatePrecision, DateValue, Event, Status, SubEventType

K = SubEventType
ARMY = make_actor("irq_army", category="state_force")
GROUP = make_actor("is_core")
NOBODY = make_actor("gen_unidentified_armed", category="generic")
AIRCRAFT = make_actor("gen_unidentified_military", category="generic")
COALITION = make_actor("ext_us_coalition", category="external")
MERCENARIES = make_actor("ext_wagner", category="external")
UNDATED = DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text="يوما")


def event(kind: SubEventType = K.REMOTE_EXPLOSIVE, **values: Any) -> Event:
    return make_event(make_mention("a", sub_event_type=kind, **values))


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        pytest.param(None, {}, id="a bomb of nobody known"),
        pytest.param(None, {"perpetrators": (GROUP,)}, id="a group's"),
        pytest.param(None, {"perpetrators": (NOBODY,)}, id="unknown gunmen"),
        pytest.param(None, {"perpetrators": (MERCENARIES,)}, id="a private company's"),
        pytest.param(None, {"perpetrators": (ARMY, GROUP)}, id="a fight's"),
        pytest.param(None, {"status": Status.CLAIMED}, id="claimed"),
        pytest.param("state_perpetrator", {"perpetrators": (ARMY,)}, id="an army's"),
        pytest.param("state_perpetrator", {"perpetrators": (COALITION,)}, id="a coalition's"),
        pytest.param("state_perpetrator", {"perpetrators": (AIRCRAFT,)}, id="unknown aircraft"),
        pytest.param(
            "state_perpetrator",
            {"claimed_by": (Claim(id="irq_army", channel=None, text="الجيش"),)},
            id="claimed by an army",
        ),
        pytest.param("no_group", {"kind": K.AIR_STRIKE}, id="an air strike of nobody known"),
        pytest.param(
            "no_group", {"kind": K.DRONE_STRIKE, "perpetrators": (NOBODY,)}, id="an unknown's drone"
        ),
        pytest.param(None, {"kind": K.DRONE_STRIKE, "perpetrators": (GROUP,)}, id="its drone"),
        pytest.param("not_an_attack", {"kind": K.PEACEFUL_PROTEST}, id="a protest"),
        pytest.param("statement", {"kind": K.THREAT}, id="a threat"),
        pytest.param("no_date", {"date": None}, id="without a date"),
        pytest.param("no_date", {"date": UNDATED}, id="of an unknown date"),
        pytest.param("no_country", {"place": None}, id="without a place"),
        pytest.param("no_country", {"place": make_place(country=None)}, id="of no country"),
        pytest.param("denied", {"status": Status.DENIED}, id="denied"),
        pytest.param("background", {"status": Status.BACKGROUND}, id="background"),
    ],
)
def test_an_event_is_counted_or_left_out_with_its_reason(
    expected: str | None, values: dict[str, Any]
) -> None:
    assert reason(event(**values)) == expected


@pytest.mark.parametrize("kind", list(SubEventType))
def test_every_reason_has_words(kind: SubEventType) -> None:
    found = reason(event(kind))
    assert found is None or found in reasons("gtd")


@pytest.mark.parametrize(
    ("actor", "day", "expected"),
    [
        ("afg_taliban", date(2021, 8, 14), None),
        ("afg_taliban", date(2021, 8, 15), "state_perpetrator"),
        ("sdn_rsf", date(2023, 4, 14), "state_perpetrator"),
        ("sdn_rsf", date(2023, 4, 15), None),
    ],
)
def test_a_group_that_came_to_power_is_a_state_since_then(
    actor: str, day: date, expected: str | None
) -> None:
    found = event(perpetrators=(make_actor(actor),), date=make_day(day))
    assert reason(found) == expected


def ids(actors: tuple[Actor, ...]) -> list[str | None]:
    return [actor.id for actor in actors]


def test_of_a_fight_the_group_is_the_attacker_and_the_army_the_target() -> None:
    attack = attack_of(event(K.ARMED_CLASH, perpetrators=(ARMY, GROUP)))
    assert ids(attack.groups) == ["is_core"]
    assert ids(attack.targets) == ["irq_army"]


def test_a_force_that_stood_by_an_attack_on_others_is_no_target() -> None:
    civilians = make_actor("gen_civilians", category="generic")
    attack = attack_of(event(K.ATTACK, perpetrators=(GROUP, ARMY), targets=(civilians,)))
    assert ids(attack.targets) == ["gen_civilians"]


def test_of_a_foiled_attack_the_party_that_was_foiled_is_the_attacker() -> None:
    attack = attack_of(event(K.DISRUPTED_ATTACK, perpetrators=(ARMY,), targets=(GROUP,)))
    assert ids(attack.groups) == ["is_core"]
    assert attack.targets == ()


def test_an_unknown_attacker_is_no_group() -> None:
    assert attack_of(event(perpetrators=(NOBODY,))).groups == ()

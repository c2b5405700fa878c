"""UCDP codes known sides against each other, or one side against civilians."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import make_actor, make_event, make_mention

from rasd.export.ged.sides import Dyad, dyad_of
from rasd.model import Actor, SubEventType

DAY = date(2022, 5, 14)


def actor(actor_id: str | None) -> Actor:
    if actor_id in ("irq_army", "irq_fed_police", "yem_irg", "syr_army_pre2024", "ext_turkey"):
        return make_actor(actor_id, category="state_force")
    if actor_id is None:
        return make_actor(None, category="building")
    category = "generic" if actor_id.startswith("gen_") else "rebel"
    return make_actor(actor_id, category="external" if actor_id.startswith("ext_") else category)


def sides(
    acting: str,
    facing: str = "",
    kind: SubEventType = SubEventType.AIR_STRIKE,
    country: str = "IQ",
    on: date = DAY,
) -> tuple[Any, ...] | str:
    found = dyad_of(
        make_event(
            make_mention(sub_event_type=kind),
            perpetrators=tuple(map(actor, acting.split())),
            targets=tuple(map(actor, facing.split())),
        ),
        country=country,
        on=on,
    )
    if isinstance(found, Dyad):
        return found.violence.value, found.name, found.id
    return found


def test_a_government_is_side_a_whoever_attacked() -> None:
    expected = (1, "Government of Iraq - IS", 524)
    assert sides("irq_army", "is_core") == expected
    assert sides("is_core", "irq_army") == expected


def test_groups_stand_as_ucdp_lists_their_dyad() -> None:
    expected = (2, "IS - SDF", 14637)
    assert sides("is_core", "syr_sdf", country="SY") == expected
    assert sides("syr_sdf", "is_core", country="SY") == expected


def test_groups_without_a_listed_dyad_stand_by_their_numbers_and_have_no_id() -> None:
    assert sides("syr_jaysh_islam", "syr_ahrar_sham", country="SY") == (
        2,
        "Ahrar al-Sham - Jaysh al-Islam",
        None,
    )


def test_of_several_parties_the_pair_is_taken_whose_dyad_is_listed() -> None:
    assert sides("irq_army", "irq_ybs is_core") == (1, "Government of Iraq - IS", 524)


def test_civilians_alone_make_violence_one_sided() -> None:
    assert sides("is_core", "gen_civilians") == (3, "IS - Civilians", 234)


def test_civilians_beside_an_armed_target_do_not() -> None:
    assert sides("is_core", "gen_civilians irq_army") == (1, "Government of Iraq - IS", 524)


def test_executed_soldiers_are_one_sided_violence() -> None:
    found = sides("is_core", "irq_army", SubEventType.EXECUTION)
    assert found == (3, "IS - Civilians", 234)


def test_an_attack_on_people_is_one_sided_though_nobody_is_named() -> None:
    assert sides("is_core", "", SubEventType.ATTACK) == (3, "IS - Civilians", 234)


def test_in_yemen_the_houthis_are_the_government_since_2015() -> None:
    name = "Government of Yemen (North Yemen) - Forces of the Presidential Leadership Council"
    assert sides("yem_irg", "yem_houthi", country="YE") == (1, name, 14595)
    earlier = sides("yem_irg", "yem_houthi", country="YE", on=date(2014, 7, 1))
    assert earlier == (1, "Government of Yemen (North Yemen) - Ansarallah", None)


def test_a_coalition_fights_under_the_name_of_the_government_that_it_supports() -> None:
    assert sides("ext_us_coalition", "is_core") == (1, "Government of Iraq - IS", 524)
    assert sides("ext_saudi_coalition", "yem_houthi", country="YE")[2] == 14595


def test_a_coalition_answers_for_civilians_under_its_own_name() -> None:
    violence, name, number = sides("ext_us_coalition", "gen_civilians", country="SY")
    assert (violence, number) == (3, None)
    assert name == "ext_us_coalition - Civilians"


def test_two_parties_that_both_act_are_the_sides_of_a_battle() -> None:
    found = sides("is_core irq_army", "", SubEventType.ARMED_CLASH)
    assert found == (1, "Government of Iraq - IS", 524)


@pytest.mark.parametrize(
    ("acting", "facing", "kind", "reason"),
    [
        ("", "irq_army", SubEventType.REMOTE_EXPLOSIVE, "no_organised_party"),
        ("gen_unidentified_armed", "irq_army", SubEventType.ATTACK, "no_organised_party"),
        ("gen_rioters", "gen_civilians", SubEventType.MOB_VIOLENCE, "no_organised_party"),
        ("is_core", "", SubEventType.AIR_STRIKE, "one_side"),
        ("is_core", "", SubEventType.ARMED_CLASH, "one_side"),
        ("irq_army", "irq_fed_police", SubEventType.ARMED_CLASH, "same_party"),
    ],
)
def test_what_lacks_known_sides_is_not_coded(
    acting: str, facing: str, kind: SubEventType, reason: str
) -> None:
    assert sides(acting, facing, kind) == reason

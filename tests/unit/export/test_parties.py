"""A party is called what ACLED and UCDP call it, where and when it acts."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from rasd.export.parties import Side, party_of, ucdp_actors, ucdp_dyads
from rasd.model import Actor

DAY = date(2022, 5, 14)


def actor(actor_id: str | None, category: str = "rebel", name: str | None = None) -> Actor:
    return Actor(id=actor_id, name_en=name, text="text", category=category)


def rows_of_actors() -> list[dict[str, str]]:
    text = files("rasd.data").joinpath("actors", "actors.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("who", "country", "on", "acled", "inter", "ucdp"),
    [
        ("is_core", "IQ", DAY, "Islamic State (Iraq)", 2, 234),
        ("is_core", "SY", None, "Islamic State (Syria)", 2, 234),
        ("is_sinai", "EG", DAY, "Islamic State (Egypt)", 2, 234),
        ("syr_army_pre2024", "SY", DAY, "Military Forces of Syria (2000-2024)", 1, 118),
        ("syr_army_pre2024", "SY", None, "Military Forces of Syria", 1, 118),
        ("isr_military", "PS", DAY, "Military Forces of Israel (2021-2022)", 8, 121),
        ("afg_taliban", "AF", date(2021, 8, 14), "Taliban", 2, 303),
        ("afg_taliban", "AF", date(2021, 8, 15), "Military Forces of Afghanistan (2021-)", 1, 130),
        ("sdn_rsf", "SD", date(2023, 4, 15), "RSF: Rapid Support Forces", 2, None),
        ("sdn_rsf", "SD", None, "Military Forces of Sudan Rapid Support Forces", 1, 112),
        ("gen_civilians", "YE", DAY, "Civilians (Yemen)", 7, None),
        ("gen_protesters", "LB", DAY, "Protesters (Lebanon)", 6, None),
        ("gen_police_local", "IQ", DAY, "Police Forces of Iraq", 1, 116),
        ("gen_unidentified_armed", "LY", DAY, "Unidentified Armed Group (Libya)", 3, None),
    ],
)  # fmt: skip
def test_name_and_kind_follow_country_and_day(
    who: str, country: str, on: date | None, acled: str, inter: int, ucdp: int | None
) -> None:
    party = party_of(actor(who), country=country, on=on)
    assert party is not None
    assert (party.acled, party.inter, party.ucdp_id) == (acled, inter, ucdp)


def test_since_2015_ucdp_has_the_houthis_as_the_government_and_the_recognised_one_as_a_group() -> (
    None
):
    houthi = party_of(actor("yem_houthi"), country="YE", on=DAY)
    recognised = party_of(actor("yem_irg", "state_force"), country="YE", on=DAY)
    assert houthi is not None
    assert recognised is not None
    assert (houthi.side, houthi.ucdp) == (Side.GOVERNMENT, "Government of Yemen (North Yemen)")
    assert recognised.side is Side.GROUP
    assert f"{houthi.ucdp} - {recognised.ucdp}" in ucdp_dyads()


def test_before_2015_it_was_the_other_way_round() -> None:
    on = date(2014, 1, 10)
    houthi = party_of(actor("yem_houthi"), country="YE", on=on)
    recognised = party_of(actor("yem_irg", "state_force"), country="YE", on=on)
    assert houthi is not None
    assert recognised is not None
    assert (houthi.side, houthi.ucdp) == (Side.GROUP, "Ansarallah")
    assert recognised.side is Side.GOVERNMENT


def test_a_group_that_the_table_lacks_keeps_its_name() -> None:
    party = party_of(actor(None, "rebel", "Ansar al-Wadi"), country="SY", on=DAY)
    assert party is not None
    assert (party.acled, party.inter, party.ucdp, party.is_named) == (
        "Ansar al-Wadi",
        2,
        "Ansar al-Wadi",
        True,
    )


def test_rebels_without_a_name_are_an_unidentified_group() -> None:
    party = party_of(actor(None, "rebel"), country="SY", on=DAY)
    assert party is not None
    assert (party.acled, party.inter, party.is_named) == (
        "Unidentified Armed Group (Syria)",
        3,
        False,
    )


def test_a_force_of_an_unlisted_name_belongs_to_the_government_of_the_country() -> None:
    party = party_of(actor(None, "state_force"), country="LY", on=DAY)
    assert party is not None
    assert (party.acled, party.inter, party.ucdp) == (
        "Military Forces of Libya",
        1,
        "Government of Libya",
    )


def test_a_building_is_no_party() -> None:
    assert party_of(actor(None, "building", "house"), country="SY", on=DAY) is None


def test_people_of_whom_no_more_is_said_are_of_unknown_status() -> None:
    party = party_of(actor(None, "unknown"), country="SY", on=DAY)
    assert party is not None
    assert (party.acled, party.side) == ("Civilians (Syria)", Side.UNKNOWN)


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=row["id"]) for row in rows_of_actors() if row["category"] != "not_actor"],
)
def test_every_actor_of_the_table_is_a_party_whatever_the_place_and_day(
    row: dict[str, str],
) -> None:
    for country in ("SY", "YE", None):
        for on in (None, date(1999, 1, 1), DAY):
            party = party_of(
                actor(row["id"], row["category"], row["name_en"]), country=country, on=on
            )
            assert party is not None
            assert party.acled
            assert not set("[]{}<>") & set(party.acled)
            assert 1 <= party.inter <= 8
            assert party.ucdp_id is None or ucdp_actors()[party.ucdp_id].name == party.ucdp

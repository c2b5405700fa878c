"""Each party belongs to a country, or what stands in its place, and to a sector."""

from __future__ import annotations

from importlib.resources import files

import pytest
from tests.builders import make_actor

from rasd.export.sectors import NO_COUNTRY, UNKNOWN, belonging, belonging_of_group, sector_of
from rasd.model import replace


def actors() -> list[tuple[str, str]]:
    """The id and category of every party of the actor table."""
    text = files("rasd.data").joinpath("actors", "actors.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:] if line[:1] not in ("", "#"))
    return [(row[0], row[4]) for row in rows if row[4] != "not_actor"]


@pytest.mark.parametrize(("ident", "category"), actors())
def test_every_party_of_the_table_has_a_sector_of_its_own(ident: str, category: str) -> None:
    assert sector_of(ident) != UNKNOWN
    code = belonging(make_actor(ident, category=category), "SY").code
    assert code is None or len(code) == 3


@pytest.mark.parametrize(
    ("ident", "code", "sector"),
    [
        ("is_core", "IMG", "REB"),
        ("ext_us_coalition", "IGO", "MIL"),
        ("ext_unifil", "UNO", "MIL"),
        ("egy_police", "EGY", "COP"),
        ("syr_ndf", "SYR", "PRM"),
        ("ext_wagner", "RUS", "PRM"),
        ("gen_civilians", "LBY", "CVL"),
        ("gen_unidentified_armed", None, "UAF"),
    ],
)
def test_a_party_belongs_to_a_country_and_a_sector(
    ident: str, code: str | None, sector: str
) -> None:
    found = belonging(make_actor(ident, category="generic"), "LY")
    assert (found.code, found.sector) == (code, sector)
    assert code != "IMG" or code in NO_COUNTRY


def test_a_party_that_the_table_lacks_goes_by_its_category() -> None:
    found = belonging(make_actor(None, category="rebel", text="فصيل"), "SY")
    assert (found.code, found.sector) == (None, "REB")


def test_a_building_goes_by_its_name() -> None:
    school = replace(make_actor(None, category="building"), name_en="school")
    assert belonging(school, "SY").sector == "EDU"


def test_who_is_not_known_is_unknown() -> None:
    assert belonging(make_actor(None, category="unknown"), None).sector == UNKNOWN


def test_civilians_without_a_country_have_no_code() -> None:
    assert belonging_of_group("civilians", None).code is None
    assert belonging_of_group("journalists", "YE").code == "YEM"

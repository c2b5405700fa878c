"""A country is named and numbered as each codebook has it."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from rasd.export.countries import countries
from rasd.export.parties import government_of


def test_every_country_of_the_gazetteer_is_listed() -> None:
    text = files("rasd.data").joinpath("places", "countries.tsv").read_text(encoding="utf-8")
    known = {row["iso2"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    assert known <= set(countries())


def test_numbers_of_iso_are_told_apart() -> None:
    numbers = [c.iso_numeric for c in countries().values() if c.iso_numeric is not None]
    assert sorted(set(numbers)) == sorted(numbers)
    assert sorted({c.iso3 for c in countries().values()}) == sorted(
        c.iso3 for c in countries().values()
    )


@pytest.mark.parametrize(
    ("iso2", "expected"),
    [
        ("SY", ("SYR", 760, "Syria", "Middle East", 652, "Syria")),
        ("YE", ("YEM", 887, "Yemen", "Middle East", 678, "Yemen (North Yemen)")),
        ("SD", ("SDN", 729, "Sudan", "Northern Africa", 625, "Sudan")),
        ("TR", ("TUR", 792, "Turkey", "Middle East", 640, "Turkey")),
        ("PS", ("PSE", 275, "Palestine", "Middle East", 666, "Israel")),
        (
            "CD",
            ("COD", 180, "Democratic Republic of Congo", "Middle Africa", 490, "DR Congo (Zaire)"),
        ),
    ],
)
def test_codebooks_spell_a_country_in_their_own_way(
    iso2: str, expected: tuple[object, ...]
) -> None:
    c = countries()[iso2]
    found = (c.iso3, c.iso_numeric, c.acled_name, c.acled_region, c.gw_number, c.gw_name)
    assert found == expected


def test_a_government_is_found_by_its_country() -> None:
    government = government_of("IQ")
    assert government is not None
    assert (government.id, government.name) == (116, "Government of Iraq")


def test_palestine_has_no_government_of_the_list_though_ged_places_it_in_israel() -> None:
    assert government_of("PS") is None

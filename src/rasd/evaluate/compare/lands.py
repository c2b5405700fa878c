"""Decides which country a foreign table means; it is kept as ISO 3166-1 alpha-2.

A number of the table's own list decides (ISO in ACLED, Gleditsch and Ward in GED), else the name in
any spelling known. GED counts what happens in Palestine to Israel; so are events of ours counted
beside it.
"""

from __future__ import annotations

from functools import cache

from rasd.evaluate.compare.incident import Codebook
from rasd.evaluate.compare.kinds import spellings
from rasd.evaluate.compare.names import folded
from rasd.export.countries import countries


def country_of(codebook: Codebook, name: str, number: str = "") -> str | None:
    """The country of a row as the dataset names and numbers it; `None` for one on no list."""
    numbered = _numbered(codebook).get(number.strip().removesuffix(".0"))
    if numbered is not None:
        return numbered
    key = folded(name)
    return spellings(codebook, "country").get(key) or _named().get(key)


def in_their_terms(codebook: Codebook, country: str | None) -> str | None:
    """The country that their codebook counts a country of ours to."""
    return "IL" if codebook is Codebook.GED and country == "PS" else country


@cache
def _numbered(codebook: Codebook) -> dict[str, str]:
    known = countries().values()
    if codebook is Codebook.ACLED:
        return {str(each.iso_numeric): each.iso2 for each in known if each.iso_numeric}
    if codebook is Codebook.GED:
        return {str(each.gw_number): each.iso2 for each in known if each.gw_number}
    return {}


@cache
def _named() -> dict[str, str]:
    found: dict[str, str] = {}
    for each in countries().values():
        for name in (each.name_en, each.acled_name, each.gw_name, each.iso2, each.iso3):
            if key := folded(name):
                found.setdefault(key, each.iso2)
    return found

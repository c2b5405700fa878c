"""Decides how other codebooks name and number a country; `data/export/countries.tsv` has them all.

Palestine is no state of the Gleditsch-Ward list, so GED places what happens there in Israel; Yemen
keeps the number of the Yemen Arab Republic. Where a list lacks a country its cells are empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rasd.export.mapping import rows
from rasd.model import DataError

_HEADER = (
    "iso2",
    "iso3",
    "iso_numeric",
    "name_en",
    "acled_name",
    "acled_region",
    "gw_number",
    "gw_name",
    "ged_region",
    "source",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as ISO, ACLED and UCDP know it; `gw_name` and `gw_number` are those of GED."""

    iso2: str
    iso3: str
    iso_numeric: int | None
    name_en: str
    acled_name: str
    acled_region: str
    gw_number: int | None
    gw_name: str
    ged_region: str


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its two letters. Raises `DataError` for a number that is none."""
    return {country.iso2: country for country in (_read(*row) for row in _rows())}


def _rows() -> list[tuple[str, list[str]]]:
    return list(rows("countries.tsv", _HEADER))


def _read(where: str, cells: list[str]) -> Country:
    iso2, iso3, iso_numeric, name_en, acled_name, acled_region, gw_number, gw_name, region, *_ = (
        cells
    )
    return Country(
        iso2=iso2,
        iso3=iso3,
        iso_numeric=_number(iso_numeric, where),
        name_en=name_en,
        acled_name=acled_name,
        acled_region=acled_region,
        gw_number=_number(gw_number, where),
        gw_name=gw_name,
        ged_region=region,
    )


def _number(cell: str, where: str) -> int | None:
    if not cell:
        return None
    if not cell.isdigit():
        raise DataError([f"{where}: {cell!r} is no number of a country"])
    return int(cell)

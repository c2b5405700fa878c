"""Decides which outlet of the outlet table a report comes from, by its name or its site.

A name counts as it is written in the table, in either language, capitals aside; a site by its
domain. Who is not in the table keeps the name that the report gives.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from rasd.export.plain import one_line
from rasd.model import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet of the table. `type` is one of its closed list, such as `state_agency`."""

    id: str
    name: str
    country: str
    type: str


def outlet_of(citation: Citation) -> Outlet | None:
    """The outlet that published a report, if the table has it."""
    return _known(citation.outlet or "", citation.url or "")


def name_of(citation: Citation) -> str:
    """The English name where the table has one, else the name or the site that is given.

    Empty where the report names neither.
    """
    outlet = outlet_of(citation)
    if outlet is not None:
        return outlet.name
    return one_line(citation.outlet) or _site(citation.url or "")


@lru_cache(maxsize=4096)
def _known(name: str, url: str) -> Outlet | None:
    found = _names().get(name.strip().casefold())
    if found is None and url:
        site = _site(url)
        while found is None and "." in site:
            found = _names().get(site)
            site = site.partition(".")[2]
    return found


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # an address that is none
        return ""


@cache
def _names() -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    text = files("rasd.data").joinpath("actors", "outlets.tsv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        outlet = Outlet(id=row["id"], name=row["name_en"], country=row["country"], type=row["type"])
        names = (row["id"], row["name_en"], row["name_ar"], *row["aliases"].split("|"))
        for name in (*names, row["domain"]):
            if name:
                found.setdefault(name.strip().casefold(), outlet)
    return found

"""Decides which country and sector a party belongs to in PLOVER, and in codebooks after it.

`data/export/sectors.tsv` knows a party by its id, else by its category, a group of victims or the
name of a building. The code is a country's three letters, or `IMG` for an armed group of several
countries, `IGO` for a coalition or organisation of states, `UNO` for the United Nations; `here`
stands for the country of the event, to which its civilians, police and crowds are counted. Who is
not known has the sector `UNK` and no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rasd.export.countries import countries
from rasd.export.mapping import rows
from rasd.model import Actor

UNKNOWN = "UNK"
NO_COUNTRY = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Codes that stand in a country's place."""
_HERE = "here"
_HEADER = ("of", "value", "code", "sector", "identifier_id", "identifier_text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A code, which may be missing, a sector, and Wikidata's id and name where they are known."""

    code: str | None
    sector: str
    identifier_id: str | None = None
    identifier_text: str | None = None


def belonging(actor: Actor, country: str | None) -> Belonging:
    """What a party belongs to in an event of a country (two letters)."""
    return _belonging(actor.id, actor.category, actor.name_en, country)


def belonging_of_group(group: str, country: str | None) -> Belonging:
    """What victims told as a group, such as `police`, belong to."""
    return _placed(_known().get(("group", group), _NOBODY), country)


def sector_of(ident: str | None) -> str:
    """The sector of a party by its id alone."""
    return _known().get(("actor", ident or ""), _NOBODY).sector


@lru_cache(maxsize=4096)
def _belonging(
    ident: str | None, category: str, name: str | None, country: str | None
) -> Belonging:
    known = _known()
    for key in (("actor", ident or ""), ("name", name or ""), ("category", category)):
        if key in known:
            return _placed(known[key], country)
    return _NOBODY


_NOBODY = Belonging(code=None, sector=UNKNOWN)


def _placed(found: Belonging, country: str | None) -> Belonging:
    if found.code != _HERE:
        return found
    here = countries().get(country or "")
    return Belonging(code=here.iso3 if here else None, sector=found.sector)


@cache
def _known() -> Mapping[tuple[str, str], Belonging]:
    return {
        (of, value): Belonging(
            code=code or None,
            sector=sector,
            identifier_id=ident or None,
            identifier_text=text or None,
        )
        for _, (of, value, code, sector, ident, text) in rows("sectors.tsv", _HEADER)
    }

"""Decides what a governorate or district is called in Arabic: records hold its English name."""

from __future__ import annotations

from functools import cache

from rasd.knowledge import load_knowledge


def unit_in_arabic(country: str | None, admin1: str, admin2: str | None = None) -> str | None:
    """The Arabic name of a governorate or of its district; `None` where the gazetteer has none."""
    return _units().get((country or "", admin1, admin2 or ""))


@cache
def _units() -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for row in load_knowledge().gazetteer.entries:
        if row.admin1 and row.admin1_ar:
            found.setdefault((row.country, row.admin1, ""), row.admin1_ar)
        if row.kind == "admin2":
            found.setdefault((row.country, row.admin1, row.name_en), row.name_ar)
    return found

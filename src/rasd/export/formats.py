"""Decides what people are told of each format: what it is for, and what becomes of a record in it.

The words stand in `data/export/formats.tsv`, in both languages, in the order of the choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rasd.export.mapping import rows


class Group(StrEnum):
    """What a format is chosen for."""

    TABLE = "table"
    MAP = "map"
    CODEBOOK = "codebook"
    LINKED = "linked"
    TASKS = "tasks"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format in words: `use` and `keeps` by language (`en`, `ar`)."""

    key: str
    group: Group
    name: dict[str, str]
    use: dict[str, str]
    keeps: dict[str, str]


_HEADER = ("format", "group", "name_en", "name_ar", "for_en", "for_ar", "keeps_en", "keeps_ar")


@cache
def formats() -> dict[str, Format]:
    """Every format by its key, in the order in which they are offered."""
    return {
        key: Format(
            key=key,
            group=Group(group),
            name={"en": name_en, "ar": name_ar},
            use={"en": for_en, "ar": for_ar},
            keeps={"en": keeps_en, "ar": keeps_ar},
        )
        for _, (key, group, name_en, name_ar, for_en, for_ar, keeps_en, keeps_ar) in rows(
            "formats.tsv", _HEADER
        )
    }

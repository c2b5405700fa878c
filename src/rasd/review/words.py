"""Decides in which words the application speaks: the catalogue, labels, numbers and dates.

A key is the name of a file in `data/review/strings` and a key in it: `t("queue.title")`. Numbers
are written with western digits in both languages, as the records are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from rasd.export.report.labels import label as labelled

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")
_FILLED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: Language

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        """Which way the language is written."""
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def other(self) -> Language:
        """The language that the reader can switch to."""
        return "en" if self.language == "ar" else "ar"

    def t(self, key: str, **given: object) -> str:
        """The catalogue's words for a key, with `{name}` filled in; raises `KeyError` for none."""
        text = strings()[key][self._side]
        return _FILLED.sub(lambda m: str(given.get(m[1], m[0])), text)

    def plural(self, key: str, n: int) -> str:
        """The words for `n` things: forms apart by `|`, one two few many other, or one other."""
        forms = strings()[key][self._side].split("|")
        return forms[self._form(n, len(forms))].replace("{n}", self.number(n))

    def label(self, group: str, code: object) -> str:
        """What a code is called; the code in plain words where nobody named it."""
        return labelled(group, str(code))[self._side]

    def number(self, n: float) -> str:
        """A number with its thousands apart."""
        return f"{n:,}"

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as whole per cent."""
        return f"{share * 100:.0f}%" if self.language == "en" else f"{share * 100:.0f}٪"

    def day(self, day: date | str) -> str:
        """A day, as 6 May 2031."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return f"{day.day} {self.month(day.month)} {day.year}"

    def days(self, start: date | None, end: date | None) -> str:
        """An interval of days; what both ends share is written once."""
        if start is None or end is None:
            return self.t("base.no_date")
        if start == end:
            return self.day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.day(end)}"
        if start.year == end.year:
            return f"{start.day} {self.month(start.month)} – {self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def month(self, month: int) -> str:
        """The name of a month, 1 to 12."""
        return self.t(f"base.month_{month}")

    @property
    def _side(self) -> int:
        return LANGUAGES.index(self.language)

    def _form(self, n: int, forms: int) -> int:
        if forms == 2:
            return 0 if n == 1 else 1
        if n in (1, 2):
            return n - 1
        hundreds = n % 100
        if 3 <= hundreds <= 10:
            return 2
        return 3 if hundreds >= 11 else 4


@cache
def strings() -> Mapping[str, tuple[str, str]]:
    """The whole catalogue: key to its Arabic and English words."""
    found: dict[str, tuple[str, str]] = {}
    folder = files("rasd.data").joinpath("review/strings")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".tsv"):
            continue
        _, *lines = file.read_text("utf-8").splitlines()
        for line in lines:
            if line:
                key, arabic, english = line.split("\t")
                found[f"{file.name.removesuffix('.tsv')}.{key}"] = (arabic, english)
    return found


def language_of(*wanted: str | None) -> Language:
    """The first of the wanted languages that there is, else Arabic."""
    return "en" if next((each for each in wanted if each in LANGUAGES), None) == "en" else "ar"

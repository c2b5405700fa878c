"""The words of time of `ar/times.toml`, `months.tsv` and `weekdays.tsv`, compiled for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rasd.knowledge.tables import read_rows, read_toml
from rasd.model.frozen import Frozen
from rasd.text import fold_plain, tokenize


class TimePhrase(Frozen, frozen=True):
    """A folded phrase and what it stands for: a table's key, and one or two numbers."""

    words: tuple[str, ...]
    key: str
    first: int
    second: int | None


class Feast(Frozen, frozen=True):
    """A day with a name, and the last day of it where it is a night."""

    words: tuple[str, ...]
    calendar: str
    month: int
    day: int
    until: tuple[int, int] | None


class UnitForm(Frozen, frozen=True):
    """A form of a unit of time: `number` is one, two or many."""

    unit: str
    number: str
    definite: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """All words of time, folded; phrases by their first word, longest first."""

    offsets: Mapping[str, tuple[TimePhrase, ...]]
    """`first`: days from publication; `second`: the last day, where it is a night."""
    anchored: Mapping[str, tuple[TimePhrase, ...]]
    feasts: Mapping[str, tuple[Feast, ...]]
    months: Mapping[str, tuple[TimePhrase, ...]]
    """`key`: the calendar; `first`: the month; `second`: 1 where the name may stand alone."""
    parts: Mapping[str, tuple[TimePhrase, ...]]
    weekdays: Mapping[str, int]
    units: Mapping[str, UnitForm]
    which: Mapping[str, str]
    edges: Mapping[str, str]
    seasons: Mapping[str, str]
    decades: Mapping[str, str]
    """The year in which a decade begins."""
    seasons_named: frozenset[str]
    """The seasons under the article."""
    ordinals: Mapping[tuple[str, ...], int]
    sets: Mapping[str, frozenset[str]]


@cache
def time_words() -> TimeWords:
    """The compiled files; cached."""
    grammar = read_toml("ar/times.toml")
    article = fold_plain(grammar["words"]["article"])
    words = grammar["words"]
    return TimeWords(
        offsets=_phrases(
            (p, "offset", o["days"], o.get("until"))
            for o in grammar["offset"]
            for p in o["phrases"]
        ),
        anchored=_phrases(
            (p, "anchored", o["days"], None) for o in grammar["anchored"] for p in o["phrases"]
        ),
        feasts=_feasts(grammar["feast"]),
        months=_phrases(
            (row["name"], row["calendar"], int(row["month"]), int(row["alone"] == "y"))
            for row in read_rows("ar/months.tsv")
        ),
        parts=_phrases(
            (form, part, 0, None) for part, forms in grammar["part"].items() for form in forms
        ),
        weekdays={
            fold_plain(row["name"]): int(row["weekday"]) for row in read_rows("ar/weekdays.tsv")
        },
        units={
            fold_plain(form): UnitForm(unit, number, fold_plain(form).startswith(article))
            for unit, numbers in grammar["unit"].items()
            for number, forms in numbers.items()
            for form in forms
        },
        which=_keyed(grammar["which"]),
        edges=_keyed(grammar["edge"]),
        seasons=_keyed(grammar["season"]),
        decades=_keyed(grammar["decade"]),
        seasons_named=frozenset(article + name for name in _keyed(grammar["season"])),
        ordinals=_ordinals(words),
        sets={
            key: frozenset(fold_plain(w) for w in ([value] if isinstance(value, str) else value))
            for key, value in words.items()
        },
    )


def _phrases(
    rows: Iterable[tuple[str, str, int, int | None]],
) -> dict[str, tuple[TimePhrase, ...]]:
    found: dict[str, list[TimePhrase]] = {}
    for text, key, first, second in rows:
        phrase = TimePhrase(tuple(t.text for t in tokenize(fold_plain(text))), key, first, second)
        found.setdefault(phrase.words[0], []).append(phrase)
    return {word: tuple(sorted(many, key=lambda p: -len(p.words))) for word, many in found.items()}


def _feasts(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Feast, ...]]:
    found: dict[str, list[Feast]] = {}
    for row in rows:
        until = (row["until"][0], row["until"][1]) if "until" in row else None
        calendar = row.get("calendar", "gregorian")
        for text in row["phrases"]:
            words = tuple(fold_plain(text).split(" "))
            feast = Feast(words, calendar, row["month"], row["day"], until)
            found.setdefault(words[0], []).append(feast)
    return {word: tuple(sorted(many, key=lambda f: -len(f.words))) for word, many in found.items()}


def _keyed(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold_plain(form): key for key, forms in table.items() for form in forms}


def _ordinals(words: Mapping[str, list[str]]) -> dict[tuple[str, ...], int]:
    """``الخامس والعشرين`` and its like, as folded words, with the day of the month."""
    units = [fold_plain(w) for w in words["units"]]
    found: dict[tuple[str, ...], int] = {(unit,): n for n, unit in enumerate(units, 1)}
    ones = [(n, unit) for n, unit in enumerate(units[:9], 1)]
    ones += [(1, fold_plain(w)) for w in words["first_of_teens"]]
    for n, unit in ones:
        for key, base in (("ten", 10), ("twenty", 20), ("thirty", 30)):
            for tail in words[key]:
                if base + n <= 31:
                    found[unit, fold_plain(tail)] = base + n
    for key, value in (("twentieth", 20), ("thirtieth", 30), ("first", 1)):
        for word in words[key]:
            found[(fold_plain(word),)] = value
    return found

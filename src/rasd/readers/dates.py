"""The publication date that a row, feed or page states.

Reads ISO 8601, RFC 2822 and Arabic bylines: `الخميس 18 كانون الثاني 2024` is 2024-01-18. Month
names come from `data/ar/months.tsv`. `03/04/2024` has two readings and is refused.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources

_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
)
_COMPACT = re.compile(r"^(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T\d{4,6}.*)?$")
_DAY_FIRST = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
)
_FOLD = {0x0622: 0x0627, 0x0623: 0x0627, 0x0625: 0x0627, 0x0649: 0x064A, 0x06CC: 0x064A,
         0x0629: 0x0647, 0x00A0: 0x0020}  # fmt: skip


def read_date(text: str) -> date | None:
    """The one day that `text` states, as written there (no shift between time zones)."""
    plain = read_plain(text)
    if compact := _COMPACT.match(plain):
        return _day(compact["y"], compact["m"], compact["d"])
    if iso := _ISO.search(plain):
        return _day(iso["y"], iso["m"], iso["d"])
    if written := _written(plain):
        return written
    if numeric := _DAY_FIRST.search(plain):
        return _unambiguous(numeric["y"], numeric["a"], numeric["b"])
    try:
        return parsedate_to_datetime(plain).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_plain(text: str) -> str:
    """A text with Latin digits and without the spellings that dates vary in."""
    return _MARKS.sub("", text).translate(_DIGITS).translate(_FOLD).strip()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _unambiguous(year: str, first: str, second: str) -> date | None:
    if first == second or int(first) > 12:
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    return None


def _written(plain: str) -> date | None:
    """A day with a month's name; a Hijri date counts where no Gregorian one stands."""
    months = _months()
    found = _pattern("gregorian").search(plain) or _month_first().search(plain)
    if found:
        month = months["gregorian", " ".join(found["month"].split())]
        return _day(found["y"], str(month), found["d"])
    if found := _pattern("hijri").search(plain):
        month = months["hijri", " ".join(found["month"].split())]
        return _from_hijri(int(found["y"]), month, int(found["d"]))
    return None


def _from_hijri(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri  # noqa: PLC0415 - few inputs are dated so

    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


@cache
def _months() -> dict[tuple[str, str], int]:
    """Numbers of months by calendar and folded name."""
    table = resources.files("rasd.data").joinpath("ar", "months.tsv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        (row["calendar"], " ".join(_MARKS.sub("", row["name"]).translate(_FOLD).split())): int(
            row["month"]
        )
        for row in rows
    }


@cache
def _pattern(calendar: str) -> re.Pattern[str]:
    """`18 <month> [(second name)] 2024`, longer names first."""
    names = [name for kind, name in _months() if kind == calendar]
    names.sort(key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    year = r"(?:19|20)\d\d" if calendar == "gregorian" else r"1[34]\d\d"
    return re.compile(
        rf"""
        (?<!\d) (?P<d>\d{{1,2}}) \s* [-,\u060c/]? \s* (?:\u0645\u0646\s+)?    # 18, "of"
        (?P<month>{either}) (?:\s*[/(]\s*(?:{either})\s*\)?)?               # two names
        \s* [-,\u060c/]? \s* (?:\u0639\u0627\u0645\s+|\u0633\u0646\u0647\s+)?  # "year"
        (?P<y>{year}) (?!\d)
        """,
        re.VERBOSE,
    )


@cache
def _month_first() -> re.Pattern[str]:
    """`<month> 18, 2024`, as foreign software puts it."""
    names = sorted((name for kind, name in _months() if kind == "gregorian"), key=len)
    either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in reversed(names))
    return re.compile(
        rf"(?<!\w)(?P<month>{either})\s+(?P<d>\d{{1,2}})\s*[,\u060c]\s*(?P<y>(?:19|20)\d\d)(?!\d)"
    )

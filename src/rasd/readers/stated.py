"""The publication date of a document whose input names none, from strong evidence in itself.

Three things count, in this order: a whole date in the address (``/2023/09/19/``), a line that
says so (``نشر في: 19-09-2023``, ``آخر تحديث: 26.10.2023``), and a line beside the headline that
holds a date and little else. The day in the header of a saved page is the day of saving, so a
date line that stands with neither headline nor clock time counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from urllib.parse import unquote

from rasd.readers.dates import read_date, read_plain

_PATH = re.compile(
    r"""
    (?<![0-9]) (?P<y>(?:19|20)[0-9]{2}) (?P<sep>[/-]) (?P<m>[0-9]{1,2}) (?P=sep) (?P<d>[0-9]{1,2})
    (?![0-9])
    """,
    re.VERBOSE,
)
_SLUG = re.compile(
    r"""
    (?<![0-9]) (?P<d>[0-9]{1,2}) - (?P<m>[0-9]{1,2}) - (?P<y>(?:19|20)[0-9]{2}) (?![0-9])
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9])")
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 3
_HEAD = 12
_LONGEST = 60
_MOST_WORDS = 6
_SHORTEST_TITLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDay:
    """A publication date with the words that state it."""

    day: date
    words: str
    where: str

    @property
    def warning(self) -> str:
        """What to tell whoever relies on the date."""
        return f"the publication date {self.day} is taken from {self.where} {self.words!r}"


def stated_day(text: str, title: str | None = None, url: str | None = None) -> StatedDay | None:
    """The one publication date that a document itself states, `None` where nothing does.

    >>> stated_day("", url="https://example.org/2023/09/19/report").day
    datetime.date(2023, 9, 19)
    """
    return _of_url(url) or _of_lines(text, title)


def _of_url(url: str | None) -> StatedDay | None:
    path = unquote(url or "").partition("?")[0]
    found = {
        day: match.group()
        for pattern in (_PATH, _SLUG)
        for match in pattern.finditer(path)
        if (day := _valid(match)) is not None
    }
    if len(found) != 1:
        return None
    ((day, words),) = found.items()
    return StatedDay(day=day, words=words, where="the address")


def _valid(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _of_lines(text: str, title: str | None) -> StatedDay | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    labelled = [found for line in lines if (found := _labelled(line)) is not None]
    if labelled:
        return min(labelled, key=lambda found: found.day)
    beside = [found for n in range(min(len(lines), _HEAD)) if (found := _beside(lines, n, title))]
    days = {found.day for found in beside}
    return beside[0] if len(days) == 1 else None


def _labelled(line: str) -> StatedDay | None:
    """The date that a line introduces as that of publication."""
    if len(line) > _LONGEST + max(map(len, _labels())):
        return None
    plain = read_plain(line)
    label = next((label for label in _labels() if plain.startswith(label)), None)
    if label is None or len(line) > _LONGEST + len(label):
        return None
    day = read_date(line)
    return None if day is None else StatedDay(day=day, words=line, where="the line")


def _beside(lines: Sequence[str], n: int, title: str | None) -> StatedDay | None:
    """The date of a line that holds little else and stands by the headline or names the hour."""
    line = lines[n]
    if len(line) > _LONGEST or len(_WORD.findall(line)) > _MOST_WORDS:
        return None
    day = read_date(line)
    if day is None:
        return None
    near = [*lines[max(0, n - _NEAR) : n], *lines[n + 1 : n + 2]]
    headed = any(_is_title(other, title) for other in near)
    if not headed and not _CLOCK.search(read_plain(line)):
        return None
    return StatedDay(day=day, words=line, where="the line")


def _is_title(line: str, title: str | None) -> bool:
    if title is None or len(line) < _SHORTEST_TITLE:
        return False
    # quotation marks and spaces differ between a page's title and its headline
    return " ".join(_WORD.findall(line)) in " ".join(_WORD.findall(title))


@cache
def _labels() -> tuple[str, ...]:
    """Words that introduce a publication date, as `read_plain` leaves them."""
    table = resources.files("rasd.data").joinpath("ar", "publication_labels.tsv")
    rows = table.read_text("utf-8").splitlines()[1:]
    return tuple(read_plain(row.split("\t")[0]) for row in rows)

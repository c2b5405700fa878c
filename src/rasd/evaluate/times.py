"""Texts with marked time expressions (TIMEX3): which are found, and do they mean the marked days?

Counted are expressions of type DATE and TIME; durations and habits say how long or how often,
and finding one is neither right nor wrong. A prediction finds an expression that it overlaps.
Values are judged where the markup gives a day, a month or a year: both ends of the predicted
interval must be its first and last day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rasd.evaluate.tally import RESAMPLES, Measure, share
from rasd.model import InputError

_TAG = re.compile(r"<TIMEX3\b(?P<attributes>[^>]*)>(?P<words>.*?)</TIMEX3>|<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(?P<name>\w+)="(?P<value>[^"]*)"')
_VALUE = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?(?:T.*)?")
_JUDGED = frozenset({"DATE", "TIME"})

FoundTime = tuple[int, int, date | None, date | None]
"""Start and end of a predicted expression, first and last day of its value."""

TimeFinder = Callable[[str], Sequence[FoundTime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTime:
    """One marked expression; `days` is `None` where the value is no day, month or year."""

    kind: str
    start: int
    end: int
    words: str
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text without its markup, and the expressions that were marked in it."""

    id: str
    text: str
    times: tuple[MarkedTime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCard:
    """Shares over all texts, and what was wrong, as `(text, words, what)`."""

    recall: Measure
    precision: Measure
    value: Measure
    wrong: tuple[tuple[str, str, str], ...]


def read_marked(folder: Path) -> tuple[MarkedText, ...]:
    """The TimeML files of a folder, by name."""
    paths = sorted(folder.glob("*.tml"))
    if not paths:
        raise InputError(f"{folder}: holds no *.tml file")
    return tuple(marked_text(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def marked_text(name: str, content: str) -> MarkedText:
    """A text with TIMEX3 tags, taken apart."""
    parts: list[str] = []
    times: list[MarkedTime] = []
    at = length = 0
    for match in _TAG.finditer(content):
        before, words = content[at : match.start()], match["words"] or ""
        parts += [before, words]
        start = length + len(before)
        length = start + len(words)
        at = match.end()
        if match["attributes"] is not None:
            found = {a["name"]: a["value"] for a in _ATTRIBUTE.finditer(match["attributes"])}
            days = _days(found.get("value", ""))
            kind = found.get("type", "")
            times.append(MarkedTime(kind=kind, start=start, end=length, words=words, days=days))
    return MarkedText(id=name, text="".join([*parts, content[at:]]), times=tuple(times))


def _days(value: str) -> tuple[date, date] | None:
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match["y"]), int(match["m"] or 0), int(match["d"] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = day or calendar.monthrange(year, last_month)[1]
        return first, date(year, last_month, last)
    except ValueError:
        return None


def score_times(
    texts: Iterable[MarkedText], find: TimeFinder, *, resamples: int = RESAMPLES
) -> TimeCard:
    """Compare what a finder predicts with the markup."""
    recall: list[tuple[int, int]] = []
    precision: list[tuple[int, int]] = []
    values: list[tuple[int, int]] = []
    wrong: list[tuple[str, str, str]] = []
    for text in texts:
        found = find(text.text)
        judged = [t for t in text.times if t.kind in _JUDGED]
        pairs = [(t, [f for f in found if f[0] < t.end and t.start < f[1]]) for t in judged]
        wrong += [(text.id, t.words, "missed") for t, hits in pairs if not hits]
        recall.append((sum(bool(hits) for _, hits in pairs), len(judged)))
        stray = [f for f in found if not any(f[0] < t.end and t.start < f[1] for t in text.times)]
        wrong += [(text.id, text.text[f[0] : f[1]], "invented") for f in stray]
        precision.append((len(found) - len(stray), len(found)))
        dated = [(t, hits) for t, hits in pairs if hits and t.days is not None]
        right = [any(h[2:] == t.days for h in hits) for t, hits in dated]
        values.append((sum(right), len(right)))
        wrong += [
            (text.id, t.words, f"means {t.days}, got {[h[2:] for h in hits]}")
            for (t, hits), ok in zip(dated, right, strict=True)
            if not ok
        ]
    return TimeCard(
        recall=share(recall, resamples=resamples),
        precision=share(precision, resamples=resamples),
        value=share(values, resamples=resamples),
        wrong=tuple(wrong),
    )

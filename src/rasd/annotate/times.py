"""Decides which words of a sentence say when.

``فجر اليوم الخميس``, ``12 شباط/فبراير 2022``, ``ليل الجمعة السبت`` each give one
`TimeSpan` with an unresolved `TimeExpression`; `rasd.resolve.dates` puts it on the calendar.
"The second day", ``قناة روسيا اليوم`` and ``سوق الأحد`` are no times; a clock time is none either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from rasd.annotate import numbers
from rasd.annotate.dates import (
    Read,
    may_stand_alone,
    phrase_at,
    read_date,
    read_feast,
    read_month,
    read_year,
    text_at,
)
from rasd.annotate.durations import (
    read_ago,
    read_decade,
    read_edge,
    read_season,
    read_span,
    read_which,
)
from rasd.annotate.number_values import head_word
from rasd.annotate.time_expression import TimeExpression, TimeKind
from rasd.knowledge.times import time_words
from rasd.model.frozen import Frozen
from rasd.text import Sentence, Token, proclitic_readings

_NIGHT = "night"


class TimeSpan(Frozen, frozen=True, kw_only=True):
    """A time at tokens `start` up to `end`.

    `part_of_day` is dawn, morning, noon, afternoon, evening, night or `None`; `future` says that
    the words point ahead of publication.
    """

    start: int
    end: int
    expression: TimeExpression
    part_of_day: str | None
    rule: str

    @property
    def future(self) -> bool:
        """Whether the words themselves point ahead of publication."""
        return self.expression.future


def find_times(sentence: Sentence, begins: Sequence[int] | None = None) -> tuple[TimeSpan, ...]:
    """All times of a sentence in order, none inside another.

    `begins` saves asking of each token whether one may begin there.
    """
    tokens = sentence.tokens
    if begins is None:
        begins = [i for i, token in enumerate(tokens) if may_begin(token.text)]
    found: list[TimeSpan] = []
    done = 0
    for i in begins:
        span = _time_at(tokens, i) if i >= done else None
        if span is not None:
            found.append(span)
            done = span.end
    return tuple(found)


class Opening(Frozen, frozen=True):
    """A reading of a word that a time may begin with, and of which sort."""

    stem: str
    day: bool
    longer: bool


@cache
def beginnings() -> frozenset[str]:
    """The readings that a word may have with which a time begins, digits aside."""
    return numbers.beginnings().union(*_openers(), time_words().sets["range_open"])


@lru_cache(maxsize=50_000)
def may_begin(word: str) -> bool:
    """Whether a time can begin with a word: most words are skipped by this."""
    return bool(openings(word)) or word in time_words().sets["range_open"]


@lru_cache(maxsize=50_000)
def openings(word: str) -> tuple[Opening, ...]:
    """The readings of a word that a time may begin with; of a number all of them."""
    stems = [stem for _, stem in proclitic_readings(word)]
    if word[0].isdigit() or head_word(word) is not None:
        return tuple(Opening(stem, day=True, longer=True) for stem in stems)
    near, days, longer = _openers()
    found = (Opening(stem, stem in days, stem in longer) for stem in stems)
    return tuple(each for each in found if each.day or each.longer or each.stem in near)


@cache
def _openers() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Every word that a time can begin with, beside numbers: of `reading_at` itself, of `_day`
    and of `_longer`."""
    words = time_words()
    sets = words.sets
    near = frozenset().union(words.feasts, sets["ago"], sets["after"], sets["morrow"])
    days = frozenset().union(
        *(words.offsets, words.anchored, words.parts, words.weekdays),
        *(sets["day"], (ordinal[0] for ordinal in words.ordinals)),
    )
    longer = frozenset().union(
        *(words.months, words.units, words.edges, words.seasons, words.seasons_named),
        *(words.decades, sets["month"], sets["year"], sets["this"], sets["latest"]),
    )
    return near, days, longer


def _time_at(tokens: Sequence[Token], i: int) -> TimeSpan | None:
    text = tokens[i].text
    if text in time_words().sets["range_open"]:
        ranged = _range(tokens, i)
        if ranged is not None:
            return ranged
    for opening in openings(text):
        span = reading_at(tokens, i, opening)
        if span is not None:
            return span
    return None


def reading_at(tokens: Sequence[Token], i: int, opening: Opening) -> TimeSpan | None:
    """The time at token `i` when its word is read as an opening."""
    words = time_words()
    stem = opening.stem
    if stem in words.sets["ago"] or stem in words.sets["after"]:
        found = read_ago(tokens, i)
        if found is not None:
            return _made(i, found, None, "times/ago")
        if stem in words.sets["since"] and stem in words.sets["ago"]:
            inner = _time_at(tokens, i + 1) if i + 1 < len(tokens) else None
            if inner is not None and inner.start == i + 1:
                since = replace(inner.expression, since=True)
                return replace(inner, start=i, expression=since)
    if stem in words.sets["morrow"]:
        morrow = TimeExpression(kind=TimeKind.AFTER, unit="day", count=1, of_what=True)
        return _made(i, Read(i + 1, morrow), None, "times/ago")
    feast = read_feast(tokens, i, stem)
    if feast is not None:
        return _made(i, feast, None, "times/feast")
    day = _day(tokens, i, stem) if opening.day else None
    return day or (_longer(tokens, i, stem) if opening.longer else None)


def _made(start: int, found: Read, part: str | None, rule: str) -> TimeSpan:
    return TimeSpan(
        start=start, end=found.end, expression=found.expression, part_of_day=part, rule=rule
    )


def _longer(tokens: Sequence[Token], i: int, stem: str) -> TimeSpan | None:
    words = time_words()
    edge = read_edge(tokens, i, stem)
    if edge is not None:
        return _made(i, edge, None, "times/edge")
    at = i
    if stem in words.sets["month"]:
        at, stem = i + 1, text_at(tokens, i + 1)
    month = read_month(tokens, at, stem)
    if month is not None and may_stand_alone(tokens, at, month.end, stem, month.expression):
        return _made(i, month, None, "times/month")
    season = read_season(tokens, i, stem)
    if season is not None:
        return _made(i, season, None, "times/season")
    span = read_span(tokens, i, stem)
    if span is not None:
        return _made(i, span, None, "times/span")
    year = read_year(tokens, i, stem) or read_decade(tokens, i, stem)
    return _made(i, year, None, "times/year") if year is not None else None


def _day(tokens: Sequence[Token], i: int, stem: str) -> TimeSpan | None:
    """A day, with the part of the day before it: ``مساء يوم الاثنين 25 يوليو``."""
    words = time_words()
    at, part = i, None
    whole = phrase_at(tokens, i, words.offsets, stem)
    phrase = (
        None
        if whole is not None and len(whole.words) > 1
        else phrase_at(tokens, i, words.parts, stem)
    )
    if phrase is not None:
        at, part = i + len(phrase.words), phrase.key
        at += text_at(tokens, at) in words.sets["of"]
    first = stem if at == i else text_at(tokens, at)
    plural_day = first in words.sets["day"]
    anchored = phrase_at(tokens, at, words.anchored, first)
    if anchored is not None:
        expression = TimeExpression(kind=TimeKind.ANCHORED, days=anchored.first)
        found = Read(at + len(anchored.words), expression)
        return _made(i, found, part, "times/anchored")
    offset = phrase_at(tokens, at, words.offsets, first)
    if offset is not None and _is_day_of_publication(tokens, at, len(offset.words), first):
        expression = TimeExpression(
            kind=TimeKind.OFFSET, days=offset.first, until_days=offset.second
        )
        found = _named_after(tokens, Read(at + len(offset.words), expression))
        return _made(i, found, part, "times/offset")
    if plural_day:
        at += 1
        first = text_at(tokens, at)
    weekday = words.weekdays.get(first)
    if weekday is not None:
        named = _weekday(tokens, at, weekday, part, several=plural_day)
        return _made(i, named, part, "times/weekday") if named is not None else None
    if at == i and stem != text_at(tokens, i) and not tokens[i].text.isdigit():
        date = _read_date_as(tokens, at, stem)
    else:
        date = read_date(tokens, at)
    if date is None or (at == i and _is_name(tokens, i, date.expression)):
        return None
    return _made(i, date, part, "times/date")


def _is_name(tokens: Sequence[Token], i: int, date: TimeExpression) -> bool:
    """Whether a date without a year names what stands before it: ``ثورة 25 يناير``."""
    if date.year is not None or date.which is not None or date.year_which is not None:
        return False
    named = time_words().sets["date_not_after"]
    return any(stem in named for _, stem in proclitic_readings(text_at(tokens, i - 1) or "-"))


def _read_date_as(tokens: Sequence[Token], at: int, stem: str) -> Read | None:
    token = tokens[at]
    read_as = replace(token, text=stem)
    return read_date([*tokens[:at], read_as, *tokens[at + 1 : at + 16]], at)


def _is_day_of_publication(tokens: Sequence[Token], at: int, width: int, first: str) -> bool:
    """Tells "today" from "the day": only the bare ``اليوم`` needs it."""
    words = time_words()
    if first not in words.offsets or width > 1 or words.offsets[first][-1].first != 0:
        return True
    before, after = text_at(tokens, at - 1), text_at(tokens, at + 1)
    if after in words.weekdays:
        return True
    if before == after == '"':
        return False
    if after in words.sets["today_not_before"] or (after,) in words.ordinals:
        return False
    return before not in words.sets["today_not_after"]


def _named_after(tokens: Sequence[Token], found: Read) -> Read:
    """Adds the weekday and the date that name an offset: ``اليوم السبت 12 شباط``."""
    words = time_words()
    at = found.end
    opened = text_at(tokens, at) == "("
    at += opened or text_at(tokens, at) == "،"
    at += text_at(tokens, at) in words.sets["day"]
    weekday = words.weekdays.get(text_at(tokens, at))
    if weekday is None:
        return _dated(tokens, found)
    at += 1
    if opened and text_at(tokens, at) in words.sets["closing"]:
        at += 1
    return _dated(tokens, Read(at, replace(found.expression, weekday=weekday)))


def _dated(tokens: Sequence[Token], found: Read) -> Read:
    """Adds a date in apposition: ``الثلاثاء، 4 أكتوبر 2022``, ``الجمعة الموافق 12/6/2015``."""
    words = time_words()
    at = found.end
    opened = False
    for _ in range(2):
        if text_at(tokens, at) in words.sets["aligned"]:
            opened = opened or text_at(tokens, at) == "("
            at += 1
    date = read_date(tokens, at)
    if date is None or date.expression.until is not None:
        return found
    end = date.end
    if opened and text_at(tokens, end) in words.sets["closing"]:
        end += 1
    named = found.expression
    days = named.days if named.until_days is None else None
    return Read(end, replace(date.expression, weekday=named.weekday, days=days))


def _weekday(
    tokens: Sequence[Token], at: int, weekday: int, part: str | None, *, several: bool
) -> Read | None:
    words = time_words()
    before = {stem for _, stem in proclitic_readings(text_at(tokens, at - 1))} if at else set()
    if not several and before & words.sets["weekday_not_after"]:
        return None
    end = at + 1
    if text_at(tokens, end) in words.sets["weekday_not_before"]:
        return None
    expression = TimeExpression(kind=TimeKind.WEEKDAY, weekday=weekday)
    which, after = read_which(tokens, end)
    if which is not None:
        return _dated(tokens, Read(after, replace(expression, which=which)))
    week = read_span(tokens, end + (text_at(tokens, end) in words.sets["of"]))
    if week is not None and week.expression.unit == "week" and week.expression.count == 1:
        return Read(week.end, replace(expression, which=week.expression.which, unit="week"))
    second = end + (text_at(tokens, end) in ("-", "/"))
    (wa,) = words.sets["wa"]
    text = text_at(tokens, second)
    joined = text.startswith(wa)
    other = words.weekdays.get(text[1:] if joined else text)
    if other is not None and other != weekday:
        gap = (other - weekday) % 7
        if (joined and (gap == 1 or (several and gap == 2))) or (gap == 1 and part == _NIGHT):
            until = replace(expression, weekday=other)
            return Read(second + 1, replace(expression, until=until))
    return _dated(tokens, Read(end, expression))


def _range(tokens: Sequence[Token], i: int) -> TimeSpan | None:
    """``من 3 إلى 5 مارس``, ``بين الأحد والثلاثاء``, ``من 28 فبراير حتى 3 مارس``."""
    words = time_words()
    first = _time_at(tokens, i + 1) if i + 1 < len(tokens) else None
    if first is None or first.start != i + 1 or first.expression.since:
        return None
    if first.expression.until is not None:
        return replace(first, start=i)
    at = first.end
    (wa,) = words.sets["wa"]
    if text_at(tokens, at) in words.sets["range_join"]:
        at += 1
    elif not text_at(tokens, at).startswith(wa):
        return None
    second = _time_at(tokens, at) if at < len(tokens) else None
    if second is None or second.expression.until is not None:
        return None
    if first.expression.kind is not second.expression.kind:
        return None
    expression = replace(first.expression, until=second.expression)
    return replace(first, start=i, end=second.end, expression=expression, rule="times/range")

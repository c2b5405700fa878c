"""Reads days of a month, months and years: ``12 شباط/فبراير 2022``, ``12/02/2022``, ``عام 2013``.

Every reader takes tokens and a place and gives the end and the expression, or `None`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from rasd.annotate.time_expression import TimeExpression, TimeKind, Which
from rasd.knowledge.times import TimePhrase, time_words
from rasd.model.frozen import Frozen
from rasd.text import Token, TokenKind, proclitic_readings

_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_YEARS = range(1900, 2101)
_RECENT_YEARS = range(1961, 2101)
_HIJRI_YEARS = range(1300, 1501)
_SEPARATORS = ("/", "-", ".")


class Read(Frozen, frozen=True):
    """An expression and the token after it."""

    end: int
    expression: TimeExpression


def text_at(tokens: Sequence[Token], i: int) -> str:
    """The folded text of a token, empty past the end."""
    return tokens[i].text if 0 <= i < len(tokens) else ""


def phrase_at(
    tokens: Sequence[Token], i: int, table: Mapping[str, tuple[TimePhrase, ...]], stem: str = ""
) -> TimePhrase | None:
    """The longest phrase of a table at token `i`, whose first word may be read as `stem`."""
    for phrase in table.get(stem or text_at(tokens, i), ()):
        width = len(phrase.words)
        if width == 1 or tuple([t.text for t in tokens[i + 1 : i + width]]) == phrase.words[1:]:
            return phrase
    return None


def read_date(tokens: Sequence[Token], i: int) -> Read | None:
    """A day of a month, in figures or words, or a range of days of one month."""
    if i >= len(tokens):
        return None
    if tokens[i].kind is TokenKind.NUMBER:
        return _figures(tokens, i) or _numbered_day(tokens, i)
    day = _ordinal(tokens, i)
    return _day_of(tokens, day[0], day[1]) if day else None


def _figures(tokens: Sequence[Token], i: int) -> Read | None:
    """``12/02/2022``, ``2022-02-12``: the day comes first unless the year does."""
    text, end = tokens[i].text, i + 1
    if text.isdigit() and text_at(tokens, end) in _SEPARATORS[:2]:
        mark = tokens[end].text
        if text_at(tokens, i + 3) == mark and text_at(tokens, i + 4).isdigit():
            text = "/".join(text_at(tokens, i + n) for n in (0, 2, 4))
            end = i + 5
    parts = text.replace(".", "/").split("/")
    if len(parts) == 2 and end < len(tokens) and text_at(tokens, i - 1) in _day_words():
        parts.append("")
    if len(parts) != 3 or not all(part.isdigit() for part in parts[:2]):
        return None
    first, month = int(parts[0]), int(parts[1])
    last = int(parts[2]) if parts[2].isdigit() else None
    day, year = (last, first) if first > 31 and last is not None else (first, last)
    if year is not None and year < 100 and parts[2] and len(parts[2]) == 2:
        year += 2000
    calendar = "hijri" if year is not None and year in _HIJRI_YEARS else "gregorian"
    if day not in _DAYS or month not in _MONTHS:
        if day in _MONTHS and month in _DAYS and year is not None:
            day, month = month, day
        else:
            return None
    if year is not None and year not in _YEARS and calendar == "gregorian":
        return None
    end, calendar = _era(tokens, end, calendar)
    return Read(
        end,
        TimeExpression(kind=TimeKind.DATE, day=day, month=month, year=year, calendar=calendar),
    )


def _day_words() -> frozenset[str]:
    return time_words().sets["day"]


def _numbered_day(tokens: Sequence[Token], i: int) -> Read | None:
    if not tokens[i].text.isdigit() or int(tokens[i].text) not in _DAYS:
        return None
    day = int(tokens[i].text)
    words = time_words()
    joined = text_at(tokens, i + 1)
    if joined in words.sets["range_join"] or joined in words.sets["wa"]:
        second = text_at(tokens, i + 2)
        if second.isdigit() and day < int(second) <= 31:
            last = _day_of(tokens, i + 3, int(second))
            if last is not None and last.expression.month is not None:
                first = replace(last.expression, day=day)
                return Read(last.end, replace(first, until=last.expression))
    return _day_of(tokens, i + 1, day)


def _ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    ordinals = time_words().ordinals
    pair = (text_at(tokens, i), text_at(tokens, i + 1))
    if pair in ordinals:
        return i + 2, ordinals[pair]
    single = ordinals.get(pair[:1])
    return (i + 1, single) if single else None


def _day_of(tokens: Sequence[Token], at: int, day: int) -> Read | None:
    """The month and year that make a number a day; `at` is the token after the number."""
    words = time_words()
    of = text_at(tokens, at) in words.sets["of"]
    at += of
    separated = text_at(tokens, at) in ("/", "-")
    at += separated
    if text_at(tokens, at) in words.sets["month"]:
        at += 1
    month = read_month(tokens, at)
    if month is not None:
        return Read(month.end, replace(month.expression, kind=TimeKind.DATE, day=day))
    unit = words.units.get(text_at(tokens, at))
    if of and unit is not None and unit.unit == "month" and unit.number == "one":
        which = words.which.get(text_at(tokens, at + 1))
        if unit.definite and which:
            expression = TimeExpression(kind=TimeKind.DATE, day=day, which=Which(which))
            return Read(at + 2, expression)
    current = words.which.get(text_at(tokens, at))
    if not of and current == Which.THIS and text_at(tokens, at) not in words.sets["this"]:
        return Read(at + 1, TimeExpression(kind=TimeKind.DATE, day=day, which=Which.THIS))
    if of and text_at(tokens, at) in words.sets["this"]:
        unit = words.units.get(text_at(tokens, at + 1))
        if unit is not None and unit.unit == "month":
            return Read(at + 2, TimeExpression(kind=TimeKind.DATE, day=day, which=Which.THIS))
    return None


def read_feast(tokens: Sequence[Token], i: int, stem: str) -> Read | None:
    """A day that goes by a name, such as New Year's Eve."""
    for feast in time_words().feasts.get(stem, ()):
        end = i + len(feast.words)
        if any(text_at(tokens, i + n) != feast.words[n] for n in range(1, len(feast.words))):
            continue
        expression = TimeExpression(
            kind=TimeKind.DATE, day=feast.day, month=feast.month, calendar=feast.calendar
        )
        if feast.until is None:
            return _with_year(tokens, end, expression)
        month, day = feast.until
        return Read(end, replace(expression, until=replace(expression, month=month, day=day)))
    return None


def read_month(tokens: Sequence[Token], i: int, stem: str = "") -> Read | None:
    """A month with the year and "last" or "this" after it; whether it may stand alone is not asked.

    The second name of ``شباط/فبراير`` is read with it.
    """
    words = time_words()
    phrase = phrase_at(tokens, i, words.months, stem)
    if phrase is None:
        return None
    end = _second_name(tokens, i + len(phrase.words), phrase.first)
    which = words.which.get(text_at(tokens, end))
    if which and text_at(tokens, end) not in words.sets["this"]:
        end += 1
    else:
        which = None
    expression = TimeExpression(
        kind=TimeKind.MONTH,
        month=phrase.first,
        calendar=phrase.key,
        which=Which(which) if which else None,
    )
    return _day_after_month(tokens, end, expression) or _with_year(tokens, end, expression)


def _day_after_month(tokens: Sequence[Token], end: int, month: TimeExpression) -> Read | None:
    """``فبراير 8, 2022``, the order of dates put in by foreign software; needs the year."""
    day = text_at(tokens, end)
    if not (day.isdigit() and int(day) in _DAYS and text_at(tokens, end + 1) in (",", "،")):
        return None
    year = _year_number(tokens, end + 2)
    if year is None:
        return None
    return Read(end + 3, replace(month, kind=TimeKind.DATE, day=int(day), year=year))


def _second_name(tokens: Sequence[Token], end: int, month: int) -> int:
    opener = text_at(tokens, end)
    beside = phrase_at(tokens, end, time_words().months)
    if beside is not None and beside.first == month:
        return end + len(beside.words)
    if opener not in ("/", "(", "-", "|", "،", ","):
        return end
    other = phrase_at(tokens, end + 1, time_words().months)
    if other is None or other.first != month:
        return end
    end += 1 + len(other.words)
    return end + 1 if opener == "(" and text_at(tokens, end) == ")" else end


def _with_year(tokens: Sequence[Token], end: int, expression: TimeExpression) -> Read:
    words = time_words()
    at = end
    if text_at(tokens, at) in ("/", "-", "،", ","):
        at += 1
    if text_at(tokens, at) in words.sets["of"]:
        at += 1
    named = text_at(tokens, at) in words.sets["year"]
    if named:
        which = words.which.get(text_at(tokens, at + 1))
        if which:
            return Read(at + 2, replace(expression, year_which=Which(which)))
        at += 1
    year = _year_number(tokens, at)
    if year is None:
        return Read(end, expression)
    end, calendar = _era(tokens, at + 1, expression.calendar)
    return Read(end, replace(expression, year=year, calendar=calendar))


def _year_number(tokens: Sequence[Token], at: int) -> int | None:
    text = text_at(tokens, at)
    if len(text) != 4 or not text.isdigit():
        return None
    year = int(text)
    return year if year in _YEARS or year in _HIJRI_YEARS else None


def _era(tokens: Sequence[Token], end: int, calendar: str) -> tuple[int, str]:
    """Reads on over ``م`` or ``هـ`` and gives the calendar that it settles."""
    words = time_words()
    if text_at(tokens, end) in words.sets["hijri"]:
        return end + 1, "hijri"
    if text_at(tokens, end) in words.sets["gregorian"]:
        return end + 1, "gregorian"
    return end, calendar


def read_year(tokens: Sequence[Token], i: int, stem: str = "") -> Read | None:
    """``عام 2013``, or a bare year after a preposition that makes it one."""
    words = time_words()
    named = (stem or text_at(tokens, i)) in words.sets["year"]
    at = i + named
    year = _year_number(tokens, at)
    if year is None:
        return None
    if not named:
        follower = tokens[at + 1] if at + 1 < len(tokens) else None
        era = (
            follower is not None and follower.text in words.sets["gregorian"] | words.sets["hijri"]
        )
        plain = follower is None or follower.kind is TokenKind.PUNCTUATION
        before = text_at(tokens, i - 1) in words.sets["before_year"]
        if text_at(tokens, i - 1) in words.sets["before_year_open"]:
            plain = plain or (year in _RECENT_YEARS and not _is_counted(follower))
        if not era and not (plain and before and year in _YEARS):
            return None
    calendar = "hijri" if year in _HIJRI_YEARS else "gregorian"
    end, calendar = _era(tokens, at + 1, calendar)
    expression = TimeExpression(kind=TimeKind.YEAR, year=year, calendar=calendar)
    if named and text_at(tokens, end) in words.sets["wa"]:
        second = _year_number(tokens, end + 1)
        if second is not None and year < second < year + 20:
            return Read(end + 2, replace(expression, until=replace(expression, year=second)))
    return Read(end, expression)


def _is_counted(follower: Token | None) -> bool:
    """Whether the word after a figure may be what it counts: any bare noun without the article."""
    if follower is None or follower.kind is not TokenKind.WORD:
        return False
    words = time_words()
    return not any(
        stem in words.sets["year_follow"] or stem.startswith(tuple(words.sets["article"]))
        for _, stem in proclitic_readings(follower.text)
    )


def may_stand_alone(
    tokens: Sequence[Token], i: int, end: int, stem: str, expression: TimeExpression
) -> bool:
    """Whether a month name at token `i` is a month: ``مارس`` is a verb and ``آب`` a father too."""
    if expression.year or expression.which or expression.year_which:
        return True
    words = time_words()
    phrase = phrase_at(tokens, i, words.months, stem)
    if phrase is None:
        return False
    if end > i + len(phrase.words):
        return True
    before = text_at(tokens, i - 1)
    if before in words.sets["month"]:
        return True
    if phrase.key == "gregorian" and before in words.sets["before_month_sure"]:
        return True  # no verb follows "in"
    return bool(phrase.second) and before in words.sets["before_month"]

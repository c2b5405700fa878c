"""Reads times told by units: ``قبل ثلاثة أيام``, ``الأسبوع الماضي``, ``أواخر الشهر``."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rasd.annotate.dates import Read, phrase_at, read_month, read_year, text_at
from rasd.annotate.number_values import read_value
from rasd.annotate.time_expression import TimeExpression, TimeKind, Which
from rasd.knowledge.times import time_words
from rasd.model.frozen import Frozen
from rasd.text import Token

_MINUTE = "minute"


class _Length(Frozen, frozen=True):
    end: int
    unit: str
    amount: int | None
    approx: bool


def read_ago(tokens: Sequence[Token], i: int) -> Read | None:
    """``قبل يومين``, ``منذ نحو أسبوعين``, ``بعد شهر``; never "two days before the vote"."""
    words = time_words()
    stem = text_at(tokens, i)
    after = stem in words.sets["after"]
    length = _length(tokens, i + 1)
    if length is None:
        return None
    from_now = text_at(tokens, length.end + 1) in words.sets["now"]
    if not after and text_at(tokens, length.end) in words.sets["of"] and not from_now:
        return None
    if length.amount == 1 and _is_named(tokens, length.end):
        return None
    end, of_what = length.end + (2 if from_now else 0), False
    if after:
        at = end + (text_at(tokens, end) in words.sets["roughly"])
        if text_at(tokens, at) in words.sets["after_what"]:
            end, of_what = at + 1, True
    return Read(
        end,
        TimeExpression(
            kind=TimeKind.AFTER if after else TimeKind.AGO,
            since=stem in words.sets["since"],
            of_what=of_what,
            unit=length.unit,
            count=length.amount,
            approx=length.approx,
        ),
    )


def _is_named(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows names the year, month or night: ``منذ عام 2011``, ``منذ ليلة أمس``."""
    words = time_words()
    text = text_at(tokens, at)
    if text.isdigit() or text in words.weekdays:
        return True
    return any(phrase_at(tokens, at, table) for table in (words.months, words.offsets))


def _length(tokens: Sequence[Token], at: int) -> _Length | None:
    words = time_words()
    approx = False
    for phrase_length in (1, 2):
        phrase = " ".join(text_at(tokens, at + n) for n in range(phrase_length))
        if phrase in words.sets["about"]:
            at += phrase_length
            approx = True
            break
    few = text_at(tokens, at) in words.sets["few"]
    if few:
        at += 1
        at += text_at(tokens, at) in words.sets["of"]
    unit = words.units.get(text_at(tokens, at))
    if unit is not None and not unit.definite:
        count = {"one": 1, "two": 2}.get(unit.number)
        end = at + 1
        if text_at(tokens, end) in words.sets["few"]:
            end += 1
        return _Length(end, unit.unit, None if few else count, approx)
    if at >= len(tokens) or few:
        return None
    at += text_at(tokens, at) in words.sets["article"]
    value = read_value(tokens, at)
    if value is None or value.vague:
        return None
    unit = words.units.get(text_at(tokens, value.end))
    if unit is None or unit.number == "two":
        return None
    return _Length(value.end + 1, unit.unit, int(value.low), approx)


def read_span(tokens: Sequence[Token], i: int, stem: str = "") -> Read | None:
    """``الأسبوع الماضي``, ``الأيام الثلاثة الأخيرة``, ``هذا الشهر``, ``آخر 24 ساعة``."""
    words = time_words()
    first = stem or text_at(tokens, i)
    if first in words.sets["this"]:
        unit = words.units.get(text_at(tokens, i + 1))
        if unit is None or unit.number != "one" or not unit.definite or unit.unit == "hour":
            return None
        return Read(i + 2, _span(unit.unit, 1, Which.THIS))
    if first in words.sets["latest"]:
        length = _length(tokens, i + 1)
        if length is None or length.unit == _MINUTE:
            return None
        return Read(length.end, _span(length.unit, length.amount, Which.LAST))
    unit = words.units.get(first)
    if unit is None:
        return _counted_span(tokens, i)
    if not unit.definite or unit.unit == _MINUTE:
        return None
    count = {"one": 1, "two": 2}.get(unit.number)
    at = i + 1
    if unit.number == "many":
        if text_at(tokens, at) in words.sets["few"]:
            at += 1
        else:
            articled = text_at(tokens, at) in words.sets["article"]
            value = read_value(tokens, at + articled) if at + articled < len(tokens) else None
            if value is not None and (articled or value.definite):
                count, at = int(value.low), value.end
    which, end = read_which(tokens, at)
    return None if which is None else Read(end, _span(unit.unit, count, which))


def read_which(tokens: Sequence[Token], at: int) -> tuple[Which | None, int]:
    """Which of the recurring ones is meant: ``الماضي``, ``قبل الماضي``, ``التي مضت``."""
    words = time_words()
    text, following = text_at(tokens, at), text_at(tokens, at + 1)
    if text in words.sets["before_last"]:
        last = words.which.get(following) == Which.LAST
        return (Which.BEFORE_LAST, at + 2) if last else (None, at)
    if text in words.sets["that"]:
        return (Which.LAST, at + 2) if following in words.sets["gone"] else (None, at)
    which = words.which.get(text)
    if which is None or text in words.sets["this"]:
        return None, at
    return Which(which), at + 1


def _counted_span(tokens: Sequence[Token], i: int) -> Read | None:
    """``الـ24 ساعة الماضية``, ``الأربع والعشرين ساعة الماضية``."""
    words = time_words()
    value = read_value(tokens, i)
    if value is None or value.vague:
        return None
    unit = words.units.get(text_at(tokens, value.end))
    following = text_at(tokens, value.end + 1)
    which = Which.LAST if following in words.sets["gone"] else words.which.get(following)
    if unit is None or unit.definite or unit.unit == _MINUTE:
        return None
    if which is None:
        within = text_at(tokens, i - 1) in words.sets["within"] and unit.unit == "hour"
        if not within:
            return None
        recent = replace(_span(unit.unit, int(value.low), Which.LAST), approx=True)
        return Read(value.end + 1, recent)
    return Read(value.end + 2, _span(unit.unit, int(value.low), Which(which)))


def _span(unit: str, count: int | None, which: Which) -> TimeExpression:
    return TimeExpression(kind=TimeKind.SPAN, unit=unit, count=count, which=which)


def read_edge(tokens: Sequence[Token], i: int, stem: str) -> Read | None:
    """``أواخر نوفمبر الماضي``, ``مطلع الشهر الجاري``, ``بداية عام 2014``."""
    words = time_words()
    edge = words.edges.get(stem)
    if edge is None:
        return None
    at = i + 1
    at += text_at(tokens, at) in words.sets["month"]
    found = read_month(tokens, at) or read_year(tokens, at) or read_span(tokens, at)
    unit = words.units.get(text_at(tokens, at))
    if found is None and unit is not None and unit.definite and unit.number == "one":
        found = Read(at + 1, _span(unit.unit, 1, Which.THIS))
    if found is None:
        return None
    expression = found.expression
    if expression.kind is TimeKind.SPAN and (
        expression.unit not in ("week", "month", "year") or expression.count != 1
    ):
        return None
    return Read(found.end, replace(expression, edge=edge))


def read_season(tokens: Sequence[Token], i: int, stem: str) -> Read | None:
    """``صيف 2014``, ``خريف العام الماضي``."""
    words = time_words()
    (article,) = words.sets["article"]
    season = words.seasons.get(stem.removeprefix(article))
    if season is None:
        return None
    if stem.startswith(article):
        which = words.which.get(text_at(tokens, i + 1))
        if which is None:
            return None
        return Read(i + 2, TimeExpression(kind=TimeKind.SEASON, season=season, which=Which(which)))
    found = read_year(tokens, i + 1) or read_span(tokens, i + 1)
    if found is None:
        year = text_at(tokens, i + 1)
        if not (year.isdigit() and 1900 < int(year) < 2100):
            return None
        expression = TimeExpression(kind=TimeKind.SEASON, season=season, year=int(year))
        return Read(i + 2, expression)
    inner = found.expression
    if inner.kind is TimeKind.SPAN and inner.unit != "year":
        return None
    return Read(
        found.end,
        TimeExpression(
            kind=TimeKind.SEASON, season=season, year=inner.year, year_which=inner.which
        ),
    )


def read_decade(tokens: Sequence[Token], i: int, stem: str) -> Read | None:
    """``في الثمانينيات``, ``ثمانينات القرن الماضي``; never "in his forties"."""
    words = time_words()
    first = words.decades.get(stem)
    if first is None:
        return None
    named = text_at(tokens, i + 1) in words.sets["decade_of"]
    which = words.which.get(text_at(tokens, i + 2)) if named else None
    end = i + 3 if which else i + 1
    if which is None:
        of = text_at(tokens, end) in words.sets["of"]
        if of or text_at(tokens, i - 1) not in words.sets["decade_after"]:
            return None
    year = TimeExpression(kind=TimeKind.YEAR, year=int(first))
    return Read(end, replace(year, until=replace(year, year=int(first) + 9)))

"""Decides which words of a sentence are a number, and how exact the text is about it.

``ما لا يقل عن خمسة وعشرين قتيلا`` gives one `NumberSpan` of 25 or more. Digits and words in all
their cases, ranges, dozens and hundreds, and quantities without a figure (``عدد من``) are
read; ordinals are not. A number of kilometres, years or dollars, a clock time, a day of a month
or a label (``القرار 2254``) carries its `unit`, so that nobody takes it for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rasd.knowledge.numbers import NumberRole, NumberWord, Phrase, number_words
from rasd.text import Sentence, Token, TokenKind, proclitic_readings

_Role = NumberRole
_YEARS = range(1900, 2101)
_DAYS = range(1, 32)
_LONGEST_COUNT = 7
_GROUP = 3
_FAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSpan:
    """A number at tokens `start` up to `end`, modifiers before it included.

    `kind` is one of exact, at_least, more_than, about, up_to, less_than, range, vague; the
    bounds already follow it. `tail` is the token after a modifier that follows
    (``على الأقل``), or `end`. `unit` is `None` only for numbers that may count people.
    """

    start: int
    end: int
    value_min: int
    value_max: int | None
    approx: bool
    kind: str
    percent: bool
    unit: str | None
    definite: bool
    tail: int
    rule: str


class Value(NamedTuple):
    """A parsed number before its modifiers."""

    end: int
    low: float
    high: float | None
    vague: bool
    definite: bool
    digits: bool


class Modifier(NamedTuple):
    """A modifier after a number or noun: `end` is the token after it."""

    end: int
    kind: str
    rule: str


def find_numbers(sentence: Sentence) -> tuple[NumberSpan, ...]:
    """All numbers and quantifiers of a sentence, in order, none inside another."""
    tokens = sentence.tokens
    found: list[NumberSpan] = []
    i = 0
    while i < len(tokens):
        if not _may_begin(tokens[i].text):
            i += 1
            continue
        width = _written_date(tokens, i)
        span = None if width else _quantifier(tokens, i) or _number(tokens, i)
        if span is None:
            i += width or 1
            continue
        found.append(span)
        i = span.tail if span.unit else span.end
    return tuple(found)


@lru_cache(maxsize=50_000)
def _may_begin(word: str) -> bool:
    """Whether a number or quantifier can begin with a word: most words are skipped by this."""
    return word[0].isdigit() or head_word(word) is not None or bool(_quantifiers_of(word))


def _written_date(tokens: Sequence[Token], i: int) -> int:
    """How many tokens a date in figures such as ``12-05-2020`` takes; 0 where there is none."""
    if tokens[i].kind is not TokenKind.NUMBER or i + 4 >= len(tokens):
        return 0
    separator = tokens[i + 1].text
    whole = separator in ("-", "/", ".") and tokens[i + 4].end - tokens[i].start == sum(
        len(t.text) for t in tokens[i : i + 5]
    )
    numbers = tokens[i + 2].kind is TokenKind.NUMBER and tokens[i + 4].kind is TokenKind.NUMBER
    return 5 if whole and numbers and tokens[i + 3].text == separator else 0


def modifier_after(tokens: Sequence[Token], at: int) -> Modifier | None:
    """A modifier such as ``على الأقل`` in the few words from token `at` on."""
    table = number_words().after
    for skipped in range(5):
        i = at + skipped
        if i >= len(tokens):
            return None
        token = tokens[i]
        for phrase in table.get(token.text, ()):
            if skipped <= phrase.reach and _stands_at(tokens, i, phrase):
                return Modifier(i + len(phrase.words), phrase.value, phrase.rule)
        if token.kind is not TokenKind.WORD or head_word(token.text) is not None:
            return None
    return None


def bounds(low: int, high: int | None, kind: str) -> tuple[int, int | None, bool]:
    """Lower bound, upper bound and `approx` of a figure under a modifier: contract rule 3."""
    match kind:
        case "at_least":
            return low, None, False
        case "more_than":
            return low + 1, None, False
        case "about":
            return low, high, True
        case "up_to":
            return 1, high, False
        case "less_than":
            return 1, None if high is None else max(high - 1, 1), False
        case _:
            return low, high, False


@lru_cache(maxsize=50_000)
def head_word(word: str) -> tuple[NumberWord, bool] | None:
    """The number word that a token is at the head of a number, and whether it has the article."""
    words = number_words()
    if word in words.sets["never"]:
        return None
    (article,) = words.sets["article"]
    for _, stem in proclitic_readings(word):
        known = words.head.get(stem)
        if known is not None:
            return known, False
        if stem.startswith(article):
            known = words.head.get(stem[len(article) :])
            if known is not None:
                return known, True
    return None


@lru_cache(maxsize=50_000)
def _inner_word(word: str) -> tuple[NumberWord, bool] | None:
    """The number word that a token is inside a number, and whether wa- joins it."""
    words = number_words()
    (wa,) = words.sets["wa"]
    (article,) = words.sets["article"]
    for joined, stem in ((False, word), (True, word[1:])):
        if joined and not word.startswith(wa):
            break
        known = words.inner.get(stem) or (
            words.inner.get(stem[len(article) :]) if stem.startswith(article) else None
        )
        if known is not None and known.role is not _Role.VAGUE:
            return known, joined
    return None


def _quantifier(tokens: Sequence[Token], i: int) -> NumberSpan | None:
    if tokens[i].kind is not TokenKind.WORD:
        return None
    phrase = _quantifier_at(tokens, i)
    if phrase is None:
        return None
    end = i + len(phrase.words)
    words = number_words()
    following = head_word(tokens[end].text) if end < len(tokens) else None
    if following is not None and following[0].role is _Role.VAGUE:
        if phrase.words[-1] not in words.sets["several"]:
            return None
        # "several hundreds": at least the smallest of them, open above
        return _span(
            i, end + 1, following[0].several, None, kind="vague", rule=phrase.rule, approx=True
        )
    return _span(i, end, 1, None, kind="vague", rule=phrase.rule)


@lru_cache(maxsize=50_000)
def _quantifiers_of(word: str) -> tuple[Phrase, ...]:
    table = number_words().quantifiers
    for _, stem in proclitic_readings(word):
        if stem in table:
            return table[stem]
    return ()


def _quantifier_at(tokens: Sequence[Token], i: int) -> Phrase | None:
    for phrase in _quantifiers_of(tokens[i].text):
        rest = phrase.words[1:]
        if len(rest) < len(tokens) - i and all(
            tokens[i + 1 + n].text == word for n, word in enumerate(rest)
        ):
            return phrase
    return None


def _span(
    start: int,
    end: int,
    low: int,
    high: int | None,
    *,
    kind: str,
    rule: str,
    approx: bool = False,
) -> NumberSpan:
    return NumberSpan(
        start=start,
        end=end,
        value_min=low,
        value_max=high,
        approx=approx,
        kind=kind,
        percent=False,
        unit=None,
        definite=False,
        tail=end,
        rule=rule,
    )


def _number(tokens: Sequence[Token], i: int) -> NumberSpan | None:
    value = read_value(tokens, i)
    if value is None:
        return None
    words = number_words()
    kind, rule = ("vague", "numbers/vague") if value.vague else ("exact", "numbers/exact")
    low, high, end = value.low, value.high, value.end
    second = None if value.vague else _range_end(tokens, i, value)
    if second is not None and second.high is not None:
        low = low * _shared_scale(low, second.low)
        high, end, kind, rule = second.high, second.end, "range", "numbers/range"
    measure = _measure(tokens, end)
    unit = measure.kind if measure else _context_unit(tokens, i, value)
    if not (float(low).is_integer() and (high is None or float(high).is_integer())):
        unit = unit or "fraction"
    span = _span(i, end, int(low), None if high is None else int(high), kind=kind, rule=rule)
    before = _modifier_before(tokens, i)
    after = None if before else modifier_after(tokens, end)
    chosen = before or after
    lowest, highest, approx = span.value_min, span.value_max, False
    if chosen is not None:
        lowest, highest, approx = bounds(lowest, highest, chosen.kind)
        rule = chosen.rule
        kind = chosen.kind
    start = i
    if before is not None:
        start = before.end
    elif second is not None and i > 0 and tokens[i - 1].text in words.sets["range_open"]:
        start = i - 1
    return replace(
        span,
        start=start,
        value_min=lowest,
        value_max=highest,
        approx=approx,
        kind=kind,
        percent=unit == "percent",
        unit=unit,
        definite=value.definite,
        tail=after.end if after else measure.end if measure else end,
        rule=rule,
    )


def read_value(tokens: Sequence[Token], i: int) -> Value | None:
    """The number that begins at token `i`, without modifiers, range or unit."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind is TokenKind.NUMBER:
        figure = _figure(token.text)
        if figure is None:
            return None
        return _compose(tokens, i + 1, figure, _Role.UNIT, definite=False, digits=True)
    if token.kind is not TokenKind.WORD:
        return None
    head = head_word(token.text)
    if head is None:
        return None
    word, definite = head
    words = number_words()
    if i > 0 and tokens[i - 1].text in words.sets["ordinal"]:
        return None
    if word.role is _Role.VAGUE:
        return _vague(tokens, i, word, definite=definite)
    if word.role is _Role.TEEN_UNIT:
        following = _inner_word(tokens[i + 1].text) if i + 1 < len(tokens) else None
        if following is None or following[0].role is not _Role.TEN or following[1]:
            return None
    value = _compose(tokens, i + 1, word.value, word.role, definite=definite, digits=False)
    if value.low == 1:
        return None
    return value


def _figure(text: str) -> float | None:
    if ":" in text or "/" in text:
        return None
    groups = text.replace(",", ".").split(".")
    if len(groups) == 1:
        return int(text)
    if all(len(g) == _GROUP for g in groups[1:]) and len(groups[0]) <= _GROUP:
        return int("".join(groups))
    if len(groups) == 2:
        return float(".".join(groups))
    return None


def _vague(tokens: Sequence[Token], i: int, word: NumberWord, *, definite: bool) -> Value:
    low, high, end = float(word.value), word.max, i + 1
    if end < len(tokens):
        following = _inner_word(tokens[end].text)
        if following and not following[1] and following[0].role is _Role.SCALE:
            scale = following[0].value
            if scale > low:
                low *= scale
                high = None if high is None else (high + 1) * scale - 1
                end += 1
    return Value(end, low, high, True, definite, False)


def _compose(
    tokens: Sequence[Token],
    i: int,
    first: float,
    role: NumberRole,
    *,
    definite: bool,
    digits: bool,
) -> Value:
    """Adds the words that go on with a number: hundreds, tens, thousands, joined or multiplied."""
    total = 0.0
    current = first
    scale = float("inf")
    if role in (_Role.SCALE, _Role.SCALED):
        total, current, scale = first, 0.0, first if role is _Role.SCALE else first / 2
    while i < len(tokens):
        word, joined, width = _following(tokens, i)
        if word is None:
            break
        value = word.value
        match word.role:
            case _Role.TEN if not joined and role in (_Role.UNIT, _Role.TEEN_UNIT) and not digits:
                current += value
            case _Role.HUNDRED if not joined and role is _Role.UNIT and 3 <= current <= 9:
                current *= value
            case _Role.SCALE if not joined and current and value < scale:
                total += current * value
                current, scale = 0.0, value
            case _Role.SCALE | _Role.SCALED if joined and not current and value < scale:
                total += value
                scale = value if word.role is _Role.SCALE else value / 2
            case _ if joined and _may_add(word, current, role, scale, digits=digits):
                current += value
            case _:
                break
        role = word.role
        digits = False
        i += width
    number = total + current
    return Value(i, number, number, False, definite, digits)


def _following(tokens: Sequence[Token], i: int) -> tuple[NumberWord | None, bool, int]:
    token = tokens[i]
    if token.kind is not TokenKind.WORD:
        return None, False, 0
    if token.text in number_words().sets["wa"]:
        # "3 آلاف و500": digits under wa- only as a rest of hundreds
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        if nxt is not None and nxt.kind is TokenKind.NUMBER and len(nxt.text) == _GROUP:
            return NumberWord(int(nxt.text), _Role.HUNDREDS, None, 0), True, 2
        return None, False, 0
    known = _inner_word(token.text)
    return (known[0], known[1], 1) if known else (None, False, 0)


def _may_add(
    word: NumberWord, current: float, role: NumberRole, scale: float, *, digits: bool
) -> bool:
    if digits:
        return False
    if not current:
        return word.value < scale
    if word.role is _Role.TENS and role in (_Role.UNIT, _Role.TEEN_UNIT):
        return current % 100 < 10
    return role in (_Role.HUNDRED, _Role.HUNDREDS) and word.value < 100


def _range_end(tokens: Sequence[Token], i: int, first: Value) -> Value | None:
    words = number_words()
    at = first.end
    if at >= len(tokens):
        return None
    opened = i > 0 and any(
        stem in words.sets["range_open"] for _, stem in proclitic_readings(tokens[i - 1].text)
    )
    (wa,) = words.sets["range_and"]
    text = tokens[at].text
    if text in words.sets["range_join"] or (opened and text == wa):
        at += 1
    elif not (opened and text.startswith(wa)):
        return None
    second = read_value(tokens, at) if at < len(tokens) else None
    if second is None or second.vague or second.low <= first.low:
        return None
    if text == "-" and second.end < len(tokens) and tokens[second.end].text == "-":
        return None
    return second


def _shared_scale(low: float, high: float) -> int:
    """ "Between 5 and 7 thousand": the scale said once holds for both ends."""
    for scale in (10**9, 10**6, 10**3):
        if high >= scale and high % scale == 0 and low < 1000 and high / scale > low:
            return scale
    return 1


def _modifier_before(tokens: Sequence[Token], i: int) -> Modifier | None:
    """The modifier that ends right before token `i`; its `end` is where it starts."""
    words = number_words()
    at = i
    if at > 0 and tokens[at - 1].text in words.sets["article"]:
        at -= 1
    if at == 0:
        return None
    last = tokens[at - 1].text
    for _, stem in proclitic_readings(last):
        for phrase in words.before.get(stem, ()):
            start = at - len(phrase.words)
            if start < 0:
                continue
            body = phrase.words[1:]
            if any(tokens[start + 1 + n].text != w for n, w in enumerate(body)):
                continue
            if any(r.stem == phrase.words[0] for r in proclitic_readings(tokens[start].text)):
                return Modifier(start, phrase.value, phrase.rule)
    return None


def _stands_at(tokens: Sequence[Token], i: int, phrase: Phrase) -> bool:
    return i + len(phrase.words) <= len(tokens) and all(
        tokens[i + n].text == word for n, word in enumerate(phrase.words)
    )


def _measure(tokens: Sequence[Token], at: int) -> Modifier | None:
    """The unit of measure or month name that follows a number, ``من`` between them or not."""
    words = number_words()
    if at < len(tokens) and tokens[at].text in words.sets["of"]:
        at += 1
        if at < len(tokens) and tokens[at].text in words.sets["month"]:
            at += 1
    if at >= len(tokens):
        return None
    for phrase in words.measures.get(tokens[at].text, ()):
        if _stands_at(tokens, at, phrase):
            return Modifier(at + len(phrase.words), phrase.value, phrase.rule)
    return None


def _context_unit(tokens: Sequence[Token], i: int, value: Value) -> str | None:
    words = number_words()
    if i == 0:
        return _plain_unit(tokens[i].text) if value.digits else None
    previous = tokens[i - 1]
    if i > 1 and previous.text in words.sets["article"]:
        previous = tokens[i - 2]
    stems = {stem for _, stem in proclitic_readings(previous.text)}
    if stems & words.sets["clock"]:
        return "clock"
    if stems & words.sets["label"] and (value.digits or value.definite):
        return "label"
    if (
        value.digits
        and len(tokens[i].text) == 4
        and any(
            stem in words.sets["far_label"]
            for token in tokens[max(0, i - _FAR) : i]
            for _, stem in proclitic_readings(token.text)
        )
    ):
        return "label"
    if value.digits and int(value.low) in _YEARS and stems & words.sets["year"]:
        return "year"
    if (
        value.digits
        and int(value.low) in _YEARS
        and any(p.value == "date" for s in stems for p in words.measures.get(s, ()))
    ):
        return "year"
    if previous.kind is TokenKind.LATIN or (
        previous.text in ("-", "/", "#", "@") and previous.end == tokens[i].start
    ):
        return "label"
    return _plain_unit(tokens[i].text) if value.digits else None


def _plain_unit(text: str) -> str | None:
    bare = text.isdigit()
    too_long = bare and (len(text) > _LONGEST_COUNT or (len(text) > 1 and text.startswith("0")))
    return "label" if too_long else None

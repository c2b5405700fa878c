"""Decides which words of a sentence are a number, and how exact the text is about it.

``ما لا يقل عن خمسة وعشرين قتيلا`` gives one `NumberSpan` of 25 or more. Digits and words in all
their cases, ranges, dozens and hundreds, and quantities without a figure (``عدد من``) are
read; ordinals are not. A number of kilometres, years or dollars, a clock time, a day of a month
or a label (``القرار 2254``) carries its `unit`, so that nobody takes it for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from rasd.annotate.number_context import (
    bounds,
    measure_after,
    modifier_after,
    modifier_before,
    unit_before,
)
from rasd.annotate.number_values import head_word, range_end, read_value, shared_scale
from rasd.knowledge.numbers import NumberRole, Phrase, number_words
from rasd.model.frozen import Frozen
from rasd.text import Sentence, Token, TokenKind, proclitic_readings

_Role = NumberRole


class NumberSpan(Frozen, frozen=True, kw_only=True):
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


def find_numbers(sentence: Sentence, begins: Sequence[int] | None = None) -> tuple[NumberSpan, ...]:
    """All numbers and quantifiers of a sentence, in order, none inside another.

    `begins` saves asking of each token whether one may begin there.
    """
    tokens = sentence.tokens
    if begins is None:
        begins = [i for i, token in enumerate(tokens) if may_begin(token.text)]
    found: list[NumberSpan] = []
    done = 0
    for i in begins:
        if i < done:
            continue
        width = _written_date(tokens, i)
        span = None if width else _quantifier(tokens, i) or _number(tokens, i)
        if span is None:
            done = i + width
            continue
        found.append(span)
        done = span.tail if span.unit else span.end
    return tuple(found)


@cache
def beginnings() -> frozenset[str]:
    """The readings that a word may have with which a number or quantifier begins, digits aside."""
    words = number_words()
    (article,) = words.sets["article"]
    return frozenset().union(words.head, words.quantifiers, (article + w for w in words.head))


@lru_cache(maxsize=50_000)
def may_begin(word: str) -> bool:
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
    second = None if value.vague else range_end(tokens, i, value)
    if second is not None and second.high is not None:
        low = low * shared_scale(low, second.low)
        high, end, kind, rule = second.high, second.end, "range", "numbers/range"
    measure = measure_after(tokens, end)
    unit = measure.kind if measure else unit_before(tokens, i, value)
    if not (float(low).is_integer() and (high is None or float(high).is_integer())):
        unit = unit or "fraction"
    span = _span(i, end, int(low), None if high is None else int(high), kind=kind, rule=rule)
    before = modifier_before(tokens, i)
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

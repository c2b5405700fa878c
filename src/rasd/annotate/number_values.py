"""Decides which number a run of words or digits spells: ``خمسة وعشرون ألفا وثلاثمئة`` is 25,300.

Hundreds multiply the unit before them, thousands all before them; ``و`` joins what is smaller.
"Dozens" and "hundreds" give both their bounds; ordinals (``الثالث عشر``) are no number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rasd.knowledge.numbers import NumberRole, NumberWord, number_words
from rasd.model.frozen import Frozen
from rasd.text import Token, TokenKind, proclitic_readings

_Role = NumberRole
_GROUP = 3


class Value(Frozen, frozen=True):
    """A parsed number before its modifiers."""

    end: int
    low: float
    high: float | None
    vague: bool
    definite: bool
    digits: bool


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
        scale = first if role is _Role.SCALE else first / 2
        total, current = first, 0.0
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
                current, scale = 0.0, float(value)
            case _Role.SCALE | _Role.SCALED if joined and not current and value < scale:
                total += value
                scale = float(value) if word.role is _Role.SCALE else value / 2
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
        # three thousands and 500, in figures: digits under wa- only as a rest of hundreds
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        if nxt is not None and nxt.text.isdigit() and len(nxt.text) == _GROUP:
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


def range_end(tokens: Sequence[Token], i: int, first: Value) -> Value | None:
    """The second number of a range that opens with `first` at token `i`: ``بين 5 و7``."""
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


def shared_scale(low: float, high: float) -> int:
    """ "Between 5 and 7 thousand": the scale said once holds for both ends."""
    for scale in (10**9, 10**6, 10**3):
        if high >= scale and high % scale == 0 and low < 1000 and high / scale > low:
            return scale
    return 1

"""Decides what the words around a number make of it: its modifiers, and its unit.

``ما لا يقل عن`` before and ``على الأقل`` after set the bounds by contract rule 3. Kilometres,
years, dollars, a month, ``الساعة`` and ``القرار`` give the number a unit: it counts no people.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.annotate.number_values import Value, head_word
from rasd.knowledge.numbers import Phrase, number_words
from rasd.model.frozen import Frozen
from rasd.text import Token, TokenKind, proclitic_readings

_YEARS = range(1900, 2101)
_DAYS = range(1, 32)
_LONGEST_COUNT = 7
_YEAR_DIGITS = 4
_FAR = 4


class Modifier(Frozen, frozen=True):
    """A modifier after a number or noun: `end` is the token after it."""

    end: int
    kind: str
    rule: str


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


def modifier_before(tokens: Sequence[Token], i: int) -> Modifier | None:
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
            if any(stem == phrase.words[0] for _, stem in proclitic_readings(tokens[start].text)):
                return Modifier(start, phrase.value, phrase.rule)
    return None


def modifier_after(tokens: Sequence[Token], at: int) -> Modifier | None:
    """A modifier such as ``على الأقل`` in the few words from token `at` on."""
    table = number_words().after
    for skipped in range(5):
        i = at + skipped
        if i >= len(tokens):
            return None
        token = tokens[i]
        for phrase in table.get(token.text, ()):
            if skipped <= phrase.reach and stands_at(tokens, i, phrase):
                return Modifier(i + len(phrase.words), phrase.value, phrase.rule)
        if token.kind is not TokenKind.WORD or head_word(token.text) is not None:
            return None
    return None


def measure_after(tokens: Sequence[Token], at: int) -> Modifier | None:
    """The unit of measure or month name that follows a number, ``من`` between them or not."""
    words = number_words()
    if at < len(tokens) and tokens[at].text in words.sets["of"]:
        at += 1
        if at < len(tokens) and tokens[at].text in words.sets["month"]:
            at += 1
    if at >= len(tokens):
        return None
    for phrase in words.measures.get(tokens[at].text, ()):
        if stands_at(tokens, at, phrase):
            return Modifier(at + len(phrase.words), phrase.value, phrase.rule)
    return None


def unit_before(tokens: Sequence[Token], i: int, value: Value) -> str | None:
    """What the words before token `i` make of its number: a clock time, a label, a year, a date."""
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
        and len(tokens[i].text) == _YEAR_DIGITS
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
        and (int(value.low) in _YEARS or value.low in _DAYS)
        and any(p.value == "date" for s in stems for p in words.measures.get(s, ()))
    ):
        return "year" if int(value.low) in _YEARS else "date"
    if previous.kind is TokenKind.LATIN or (
        previous.text in ("-", "/", "#", "@") and previous.end == tokens[i].start
    ):
        return "label"
    return _plain_unit(tokens[i].text) if value.digits else None


def _plain_unit(text: str) -> str | None:
    bare = text.isdigit()
    too_long = bare and (len(text) > _LONGEST_COUNT or (len(text) > 1 and text.startswith("0")))
    return "label" if too_long else None


def stands_at(tokens: Sequence[Token], i: int, phrase: Phrase) -> bool:
    """Whether all words of a phrase follow each other from token `i`."""
    return i + len(phrase.words) <= len(tokens) and all(
        tokens[i + n].text == word for n, word in enumerate(phrase.words)
    )

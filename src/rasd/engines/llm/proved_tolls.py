"""Decides whether the words of a quote give the number that a model read in them.

Our own grammar reads the number again, and its bounds are taken: ``ما لا يقل عن 5 قتلى`` is five
or more, whatever the model made of "at least". A number that the words do not give, or that they
give for another harm (five wounded are no five killed), proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rasd.annotate.counts import CountSpan
from rasd.annotate.numbers import NumberSpan
from rasd.assemble.tolls import read_tolls
from rasd.engines.llm.grounds import Grounds, frames_of, matches_at
from rasd.engines.llm.locate import Found
from rasd.engines.llm.reply import ToldObject, ToldToll
from rasd.join.draft import Words
from rasd.knowledge import Kind
from rasd.knowledge.forms import Trait
from rasd.model import Count, Materiel

_MORE_THAN = "more_than"
_ANY = frozenset({"persons", "victims", ""})


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the text: its bounds and the tokens that give it."""

    min: int
    max: int | None
    approx: bool
    stated: int
    start: int
    end: int
    outcome: str | None
    group: str


def prove_toll(told: ToldToll, found: Found, grounds: Grounds) -> Count | None:
    """The count that the words give, `None` where they give another or none."""
    for words in found.pieces:
        harmed = _harmed(words, grounds)
        for number in _numbers(words):
            if told.min not in (number.min, number.stated):
                continue
            if told.group not in {*_ANY, number.group} and number.group not in _ANY:
                continue
            outcomes = {o for start, end, o in harmed if start < number.end and number.start < end}
            if number.outcome:
                outcomes.add(number.outcome)
            if outcomes and told.outcome not in outcomes:
                continue
            return Count(min=number.min, max=number.max, text=found.quote, approx=number.approx)
    return None


def prove_object(told: ToldObject, found: Found) -> Materiel | None:
    """The objects that the words name; without a count where they give no such number."""
    named = [m for words in found.pieces for m in matches_at(words, Kind.OBJECT)]
    same = [m for m in named if m.entry.id == told.object]
    if named and not same:
        return None
    count = told.count
    if count is not None:
        numbers = {n.value_min for words in found.pieces for n in _spans(words)}
        traits = {Trait(m.entry.trait) for m in same}
        if traits & {Trait.DUAL, Trait.DUAL_DEFINITE}:
            numbers.add(2)
        elif any(not trait.plural for trait in traits) and not numbers:
            numbers.add(1)
        count = count if count in numbers else None
    return Materiel(object=told.object, effect=told.effect, count=count)


def _harmed(words: Words, grounds: Grounds) -> list[tuple[int, int, str]]:
    """The tolls that the rules read at the words: where they stand, and of which harm."""
    return [
        (toll.start, toll.end, toll.outcome.value)
        for frame in frames_of(words.annotated, words, grounds.knowledge)
        for toll in read_tolls(frame)
    ]


def _numbers(words: Words) -> Iterator[_Number]:
    for count in words.annotated.counts:
        if count.start < words.end and words.start < count.end:
            yield _of_count(count, words)
    for number in _spans(words):
        if number.unit is None and not number.percent:
            yield _of_number(number)


def _spans(words: Words) -> Iterator[NumberSpan]:
    for number in words.annotated.numbers:
        if number.start < words.end and words.start < number.end:
            yield number


def _of_count(count: CountSpan, words: Words) -> _Number:
    stated = next(
        (_stated(n) for n in words.annotated.numbers if n.start == count.start), count.min
    )
    return _Number(
        count.min,
        count.max,
        count.approx,
        stated,
        count.start,
        count.end,
        count.outcome,
        count.group,
    )


def _of_number(number: NumberSpan) -> _Number:
    return _Number(
        number.value_min,
        number.value_max,
        number.approx,
        _stated(number),
        number.start,
        number.end,
        None,
        "",
    )


def _stated(number: NumberSpan) -> int:
    """The number as it is written: models often leave "more than" out of the bounds."""
    return number.value_min - 1 if number.kind == _MORE_THAN else number.value_min

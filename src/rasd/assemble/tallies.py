"""Decides which number a tally gives: ``ارتفع عدد القتلى جراء التفجير إلى 15 شخصا`` is 15 killed.

The number may stand far behind its noun; of two the later is the new one (``من 10 إلى 15``). A
second noun goes on without its head: ``عدد القتلى إلى 15 والجرحى إلى 40``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasd.annotate import Annotated
from rasd.annotate.counts import CountSpan
from rasd.annotate.people_nouns import word_set
from rasd.assemble.counted import Toll, counted
from rasd.model import Outcome
from rasd.text import WAW, proclitic_readings

_REACH = 18
_VICTIMS = "victims"
_NUMBERED = frozenset({"number", "bare_number", "dual", "vague"})
_BREAKS = frozenset(".;؛")


def tallied_tolls(
    annotated: Annotated, counts: Sequence[CountSpan], used: set[int]
) -> Iterator[Toll]:
    """The tolls that tallies give; the counts they take are added to `used`."""
    running = False
    for position, noun in enumerate(counts):
        outcome = _tallied(noun)
        if outcome is None:
            continue
        headed = noun.start > 0 and _is_head(annotated.sentence.tokens[noun.start - 1].text)
        running = headed or (running and _joined(annotated, noun))
        if not running:
            continue
        value = _value(annotated, noun, counts[position + 1 :])
        if value is not None:
            used.update((id(noun), id(value)))
            yield counted(Outcome(value.outcome or outcome), value, noun.start, "tolls/tally")


def _tallied(noun: CountSpan) -> Outcome | None:
    """What befell those whom an unnumbered noun names; of ``الضحايا`` the dead are counted."""
    if noun.form != "plural" or noun.part_of is not None:
        return None
    if noun.group == _VICTIMS:
        return Outcome.KILLED
    return Outcome(noun.outcome) if noun.outcome else None


def _is_head(word: str) -> bool:
    heads = word_set("tally")
    return any(stem in heads for _, stem in proclitic_readings(word))


def _joined(annotated: Annotated, noun: CountSpan) -> bool:
    return annotated.sentence.tokens[noun.start].text.startswith(WAW)


def _value(
    annotated: Annotated, noun: CountSpan, following: Sequence[CountSpan]
) -> CountSpan | None:
    """The number of a tally: the nearest behind it, or the one after it in "from 10 to 15"."""
    tokens = annotated.sentence.tokens
    found: CountSpan | None = None
    for count in following:
        if count.start - noun.end > _REACH or _tallied(count) is not None:
            break
        if any(tokens[i].text in _BREAKS for i in range(noun.end, count.start)):
            break
        if count.form not in _NUMBERED or count.part_of is not None:
            continue
        if count.outcome not in (None, noun.outcome) and noun.group != _VICTIMS:
            break
        if found is None or tokens[count.start - 1].text in word_set("up_to"):
            found = count
    return found

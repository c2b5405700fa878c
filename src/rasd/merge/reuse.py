"""Decides which documents copy from which, passage by passage, and in which direction.

The earlier document is the origin; documents of one day go by id, undated ones come last.
Each document is compared only with earlier ones that share rare runs of words with it, so the
work grows with the number of documents, not of pairs. Wording that comes back in many documents
over many days (a signature, a standing phrase) is no copying.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rasd.merge.align import Passage, shared_passages
from rasd.merge.wording import Words, shingles, words_of
from rasd.model import Document, Reuse, ReusedSpan

_RUN = 4
"""Words in a run that is looked up."""
_WINDOW = 6
"""One run of this many neighbours is kept (winnowing): nine equal words are always seen."""
_FEWEST_RUNS = 2
"""Kept runs that two documents share before their words are aligned."""
_ORIGINS = 12
"""Earlier documents looked at for one run: the first ones, from which the others copied too."""
_MANY_DOCUMENTS, _MANY_DAYS = 8, 6
"""A run in more documents and over more days than these is a standing phrase."""
_ALIKE = 0.3
"""Documents that hold a standing phrase have less than this part of their runs in common."""
_FEWEST_WORDS = 14
"""Equal words in all that make copying; news on one theme rarely shares more by chance."""
_LONGEST_PASSAGE = 9
"""Equal words that at least one passage must have."""

Key = tuple[date, str]


def find_reuse(documents: Sequence[Document]) -> dict[str, tuple[Reuse, ...]]:
    """For each document that copies, what it copies from whom; largest share first.

    `share` is the part of the copying document's words that stand in shared passages.
    """
    ordered = sorted(documents, key=chronological)
    prints = [_fingerprint(document) for document in ordered]
    standing = _standing_phrases(ordered, prints)
    holders: dict[int, list[int]] = defaultdict(list)
    found: dict[str, tuple[Reuse, ...]] = {}
    words: dict[int, Words] = {}

    def words_at(number: int) -> Words:
        # Kept for documents that are compared: most never are.
        if number not in words:
            if len(words) > 4096:
                words.clear()
            words[number] = words_of(ordered[number].text)
        return words[number]

    for number, document in enumerate(ordered):
        shared: Counter[int] = Counter()
        for run in prints[number].runs:
            if run in standing:
                continue
            shared.update(holders[run])
            if len(holders[run]) < _ORIGINS:
                holders[run].append(number)
        copies: list[Reuse] = []
        for origin, runs in shared.items():
            needed = min(_FEWEST_RUNS, len(prints[number].runs), len(prints[origin].runs))
            if runs >= needed:
                reuse = _reuse(
                    words_at(number),
                    words_at(origin),
                    of=ordered[origin].id,
                    prints=prints[number],
                    standing=standing,
                )
                if reuse is not None:
                    copies.append(reuse)
        if copies:
            found[document.id] = tuple(sorted(copies, key=lambda r: (-r.share, r.of)))
    return found


def chronological(document: Document) -> Key:
    """Orders documents by publication; undated ones come last."""
    return (document.published or date.max, document.id)


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    runs: array[int]
    """Kept runs, each once, in the order of the text."""
    at: array[int]
    """The word that each starts at."""


def _fingerprint(document: Document) -> _Fingerprint:
    values = shingles(words_of(document.text).stems, _RUN)
    kept: dict[int, int] = {}
    last = -1
    for at in range(max(1, len(values) - _WINDOW + 1)):
        window = values[at : at + _WINDOW]
        if not window:
            break
        smallest = at + window.index(min(window))
        if smallest != last:
            kept.setdefault(values[smallest], smallest)
            last = smallest
    return _Fingerprint(array("Q", kept.keys()), array("I", kept.values()))


def _standing_phrases(
    documents: Sequence[Document], prints: Sequence[_Fingerprint]
) -> frozenset[int]:
    """Runs in many documents of many days that otherwise differ; undated ones count as a day each.

    An agency report under thirty outlets is in many documents too, but these share the rest.
    """
    counts: Counter[int] = Counter()
    for each in prints:
        counts.update(each.runs)
    frequent = {run for run, count in counts.items() if count > _MANY_DOCUMENTS}
    days: dict[int, set[str]] = defaultdict(set)
    holders: dict[int, list[_Fingerprint]] = defaultdict(list)
    for document, each in zip(documents, prints, strict=True):
        for run in frequent.intersection(each.runs):
            days[run].add(str(document.published or document.id))
            if len(holders[run]) <= _MANY_DOCUMENTS:
                holders[run].append(each)
    return frozenset(
        run for run in frequent if len(days[run]) > _MANY_DAYS and _differ(holders[run])
    )


def _differ(prints: Sequence[_Fingerprint]) -> bool:
    runs = [frozenset(each.runs) for each in prints]
    alike = [len(a & b) / len(a | b) for a, b in pairwise(runs)]
    return sum(alike) < _ALIKE * len(alike)


def _reuse(
    words: Words,
    origin: Words,
    *,
    of: str,
    prints: _Fingerprint,
    standing: frozenset[int],
) -> Reuse | None:
    passages = [
        passage
        for passage in shared_passages(words, origin)
        if not _is_standing(passage, prints, standing)
    ]
    equal = sum(passage.equal for passage in passages)
    longest = max((passage.equal for passage in passages), default=0)
    if equal < _FEWEST_WORDS or longest < _LONGEST_PASSAGE:
        return None
    covered = sum(passage.a_end - passage.a_start for passage in passages)
    spans = tuple(
        ReusedSpan(
            start=words.spans[p.a_start].start,
            end=words.spans[p.a_end - 1].end,
            of_start=origin.spans[p.b_start].start,
            of_end=origin.spans[p.b_end - 1].end,
        )
        for p in passages
    )
    return Reuse(of=of, share=round(covered / len(words), 4), spans=spans)


def _is_standing(passage: Passage, prints: _Fingerprint, standing: frozenset[int]) -> bool:
    inside = [
        run
        for run, at in zip(prints.runs, prints.at, strict=True)
        if passage.a_start <= at and at + _RUN <= passage.a_end
    ]
    return bool(inside) and sum(run in standing for run in inside) * 2 > len(inside)

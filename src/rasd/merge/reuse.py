"""Decides which documents have words of which, passage by passage, and what that means.

The earlier document is the origin; documents of one day go by id, undated ones come last. Where
A copies from B what B has from C, A is listed under both, C first. The same statement in
quotation marks is `quoted`: two reporters heard one speaker. Wording that belongs to everybody
(a signature, a standing phrase, ``ولم تعلن أي جهة مسؤوليتها عن الهجوم``) is no copying.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from rasd.merge.agencies import agency_of_document
from rasd.merge.common import Common, CommonPassage, common_passages
from rasd.merge.copies import Copies
from rasd.merge.enough import FEWEST_IN_PASSAGE, suffices
from rasd.merge.filed import Filed
from rasd.merge.fingerprint import RUN, Fingerprint, fingerprint
from rasd.merge.library import Library
from rasd.merge.memory import (
    ReuseMemory,
    pack_partners,
    pack_print,
    unpack_partners,
    unpack_print,
)
from rasd.merge.names import Digests, Names
from rasd.merge.numbered import NOWHERE_ELSE
from rasd.merge.origins import Origins
from rasd.merge.shares import FEW, Hands, Pair, pair_shares, text_shares
from rasd.merge.words import RecentWords, Words
from rasd.model import Document, Reuse, ReuseKind

_WHOLE = 0.7
"""Share from which a document is another's as a whole."""
_NEARLY_ALL = 0.8
"""An earlier origin that has this part of what the best has comes before it."""
_ORIGINS = 5
"""Once so many origins account for a run of words, it leads to no more of them."""
_KEPT = 1024
"""Documents of which what was worked out is at hand: those compared lie close in time."""
_BLOCK = 10_000
"""Documents whose comparisons are given to others together."""


def find_reuse(
    documents: Iterable[Document] | Library,
    *,
    memory: ReuseMemory | None = None,
    hands: Hands | None = None,
) -> Mapping[str, tuple[Reuse, ...]]:
    """For each document with words of earlier ones, whose they are; the earliest best first.

    `share` is the part of the document's words that stand in shared passages. `memory` of an
    earlier search spares work and is left as that of this one; `hands` do some of what is left.
    """
    library = documents if isinstance(documents, Library) else Library.of(documents)
    found = _Search(library, memory, hands).run()
    return dict(found) if library.at_hand else Copies(found)


class _Search:
    """One search: documents in chronological order, with what is known of each.

    All that is held of each in memory are 52 bytes: where its id lies, the digest of its text, its
    day, and where its runs begin.
    """

    def __init__(
        self,
        library: Library,
        memory: ReuseMemory | None,
        hands: Hands | None,
    ) -> None:
        self._names, self._digests, days = Names(), Digests(), array("i")
        for number, each in enumerate(library.in_time()):
            self._names.append(each.id)
            self._digests.append(each.text)
            days.append(each.published.toordinal() if each.published else -number)
        self._library = library
        self._memory = memory
        self._hands = hands
        self._prints, self._used = Filed(), Filed()
        self._recent = RecentWords()
        # None of these refers to the search, which would stay until cycles are looked for.
        names, digests, prints = self._names, self._digests, self._prints
        known = memory.common if memory else {}
        lately = lru_cache(maxsize=_KEPT)
        self._print = lately(lambda n: unpack_print(prints[digests[n]]))
        self._agency = lately(lambda n: agency_of_document(library[names[n]]))
        self._partners = lately(lambda n: unpack_partners(known.get(digests[n], b"")))
        self._origins = Origins(self._each_print(), days)
        self._ahead: dict[Pair, Common] = {}

    def run(self) -> Iterator[tuple[str, tuple[Reuse, ...]]]:
        """What `find_reuse` gives, document by document."""
        for low in range(0, len(self._names), _BLOCK):
            block = range(low, min(low + _BLOCK, len(self._names)))
            if self._hands is not None:
                self._ahead = self._common_by(self._hands, block)
            for position in block:
                copies = self._copies(position)
                if copies:
                    yield self._names[position], _earliest_best_first(copies)
        if self._memory is not None:
            self._memory.prints, self._memory.common = self._prints, self._used

    def _document(self, position: int) -> Document:
        return self._library[self._names[position]]

    def _texts(self, positions: Sequence[int]) -> tuple[str, ...]:
        ids = [self._names[n] for n in positions]
        self._library.fetch(ids)
        return tuple(self._library[each].text for each in ids)

    def _words(self, position: int) -> Words:
        return self._recent.of(self._document(position).text)

    def _each_print(self) -> Iterator[Fingerprint]:
        """The fingerprints of all documents, which are kept as they come."""
        known = self._memory.prints if self._memory else {}
        due = [n for n, digest in enumerate(self._digests) if digest not in known]
        if self._hands is None or len(due) < FEW:
            made: Iterator[Fingerprint] = (fingerprint(self._words(n).stems) for n in due)
        else:
            made = chain.from_iterable(self._hands.fingerprints(text_shares(due, self._texts)))
        for digest in self._digests:
            packed = known.get(digest)
            found = next(made) if packed is None else unpack_print(packed)
            if digest not in self._prints:
                self._prints.put(digest, packed or pack_print(found))
            yield found

    def _common(self, position: int, origin: int) -> Common:
        known = self._known(position, origin)
        if known is None:
            known = self._ahead.get((position, origin))
        if known is None:
            known = common_passages(self._words(position), self._words(origin))
        return known

    def _common_by(self, hands: Hands, block: Iterable[int]) -> dict[Pair, Common]:
        """What others find in common between each document of a block and its origins.

        First the likeliest origins; the others where one of these is none, since they are no
        longer asked for once so many are found.
        """
        likeliest: list[Pair] = []
        others: list[Pair] = []
        for position in block:
            pairs = [(position, origin) for origin in self._origins.of(position)]
            likeliest += pairs[:_ORIGINS]
            others += pairs[_ORIGINS:]
        found = self._found_by(hands, likeliest)
        none = {pair[0] for pair in likeliest if self._is_none(found, pair)}
        return found | self._found_by(hands, [pair for pair in others if pair[0] in none])

    def _is_none(self, found: Mapping[Pair, Common], pair: Pair) -> bool:
        """Whether a pair has nothing in common; of one that nobody has looked at it isn't known."""
        return (found[pair] if pair in found else self._known(*pair)) == ()

    def _found_by(self, hands: Hands, pairs: Sequence[Pair]) -> dict[Pair, Common]:
        due = [pair for pair in pairs if self._known(*pair) is None]
        if len(due) < FEW:
            return {}
        found = hands.common(pair_shares(due, self._texts))
        return dict(zip(due, chain.from_iterable(found), strict=True))

    def _known(self, position: int, origin: int) -> Common | None:
        return self._partners(position).get(self._digests[origin])

    def _keep(self, position: int, compared: Mapping[bytes, Common]) -> None:
        """Leaves what was found for the next search; another document may have the same text."""
        digest = self._digests[position]
        packed = self._used.get(digest)
        if compared and self._memory is not None:
            earlier = {} if packed is None else unpack_partners(packed)
            self._used.put(digest, pack_partners(earlier | dict(compared)))

    def _copies(self, position: int) -> list[tuple[int, Reuse]]:
        """All copying by one document, each with the position of its origin."""
        copied: list[CommonPassage] = []
        copies: list[tuple[int, Reuse]] = []
        compared: dict[bytes, Common] = {}
        open_runs: set[int] | None = None
        """Runs that too few origins account for; worked out when enough were found."""
        for origin in self._origins.of(position):
            if len(copies) >= _ORIGINS:
                if open_runs is None:
                    open_runs = self._open_runs(position, copied)
                if open_runs.isdisjoint(self._origins.numbers(origin)):
                    continue
            common = compared[self._digests[origin]] = self._common(position, origin)
            passages = [
                passage
                for passage in common
                if passage.own + passage.quoted >= FEWEST_IN_PASSAGE
                and not self._is_standing(position, passage)
            ]
            words = self._origins.words(position)
            shorter = min(words, self._origins.words(origin))
            kind = _kind(passages, words=words, shorter=shorter)
            if kind is None:
                continue
            copies.append((origin, self._reuse(position, origin, passages, kind)))
            open_runs = None
            copied += passages
        self._keep(position, compared)
        return copies

    def _open_runs(self, position: int, copied: Iterable[CommonPassage]) -> set[int]:
        explained = Counter[int]()
        for passage in copied:
            explained.update(self._runs_in(position, passage))
        return {
            run
            for run in self._origins.numbers(position)
            if run != NOWHERE_ELSE
            and explained[run] < _ORIGINS
            and not self._origins.is_standing(run)
        }

    def _runs_in(self, position: int, passage: CommonPassage) -> Sequence[int]:
        """The numbers of the kept runs that lie in a passage."""
        at = self._print(position).at
        first = bisect_left(at, passage.first)
        end = bisect_right(at, passage.end - RUN)
        return self._origins.numbers(position)[first : max(first, end)]

    def _reuse(
        self, position: int, origin: int, passages: Sequence[CommonPassage], kind: ReuseKind
    ) -> Reuse:
        share = _covered(passages) / self._origins.words(position)
        agency = self._agency(position)
        return Reuse(
            of=self._names[origin],
            share=round(share, 4),
            spans=tuple(passage.span for passage in passages),
            kind=kind,
            agency=agency if agency == self._agency(origin) else None,
        )

    def _is_standing(self, position: int, passage: CommonPassage) -> bool:
        inside = self._runs_in(position, passage)
        return 2 * sum(map(self._origins.is_standing, inside)) > len(inside)


def _kind(passages: Sequence[CommonPassage], *, words: int, shorter: int) -> ReuseKind | None:
    """What passages make of a document of so many words; `shorter` is the length of either."""
    if suffices([p.own for p in passages], shorter):
        whole = _covered(passages) >= _WHOLE * words
        return ReuseKind.WHOLE if whole else ReuseKind.PASSAGE
    if suffices([p.own + p.quoted for p in passages], shorter):
        return ReuseKind.QUOTED
    return None


def _covered(passages: Iterable[CommonPassage]) -> int:
    return sum(passage.end - passage.first for passage in passages)


def _earliest_best_first(copies: Sequence[tuple[int, Reuse]]) -> tuple[Reuse, ...]:
    """Origins that have nearly all that the best one has, by time; then the others by share."""
    most = _NEARLY_ALL * max(copy.share for _, copy in copies)
    ordered = sorted(
        copies,
        key=lambda item: (
            item[1].share < most,
            0.0 if item[1].share >= most else -item[1].share,
            item[0],
        ),
    )
    return tuple(copy for _, copy in ordered)

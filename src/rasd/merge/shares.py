"""Decides into which pieces the work of a merge falls apart, so that others can do it side by side.

A piece holds all that its outcome depends on: the texts of a pair, the reports of a block with
their documents, whole parts of the corpus. What to compare with what, and which reports are one
part, is decided where the whole is seen; the outcome of a piece is a pure function of the piece,
so that a merge comes to the same however many work on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar, runtime_checkable

from msgspec import Struct, field

from rasd.merge.common import Common, common_passages
from rasd.merge.compare import may_merge
from rasd.merge.events import Corpus, corpus_of, event_of_one, events_of, profile_of
from rasd.merge.fingerprint import Fingerprint, fingerprint
from rasd.merge.lore import load_lore
from rasd.merge.made import Made, made
from rasd.merge.passages import Passages
from rasd.merge.profile import Profile
from rasd.merge.shelf import pack_profile, unpack_profile
from rasd.merge.sketch import pack_sketch
from rasd.merge.weights import load_weights
from rasd.merge.words import RecentWords, Words
from rasd.model import Constraints, Document, Mention, replace

FEW = 400
"""Texts, pairs or reports that are done at once where they are: to give them away takes longer."""
_TEXTS = 100
_MET_TEXTS = 300
"""Texts of a share that compares: in shares of 100 each would travel, and be folded, twice."""
_REPORTS = 200
_MET, _PAIRS = 2_000, 20_000
"""Reports and pairs of a share that compares. A report meets others of many days: in shares of 200
it would travel, and be worked up, seven times, which costs more than to compare it."""

Pair = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShare:
    """Texts and which of them are compared, the copy before its origin; positions in `texts`."""

    texts: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()


class Share(Struct, frozen=True, kw_only=True):
    """Reports with their documents, which name what they copy; positions in `mentions`.

    `pairs` are compared, or are those of which is known that they may be one incident; `parts` are
    reports that have nothing to do with the others. `profiles` are those of the reports, packed:
    empty where one is not at hand, none where no profile is.
    """

    documents: tuple[Document, ...]
    mentions: tuple[Mention, ...]
    pairs: tuple[Pair, ...] = ()
    parts: tuple[tuple[int, ...], ...] = ()
    profiles: tuple[bytes, ...] = ()
    constraints: Constraints = field(default_factory=Constraints)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileShare:
    """Packed profiles, and which of them are compared; positions in `profiles`.

    `passages` are those that their documents share.
    """

    profiles: tuple[bytes, ...]
    pairs: tuple[Pair, ...]
    passages: Passages


class Hands(Protocol):
    """Others who do the work of a merge. Outcomes come in the order of what they were given."""

    def fingerprints(self, shares: Iterable[TextShare]) -> Iterator[tuple[Fingerprint, ...]]:
        """`fingerprints_of` each."""

    def common(self, shares: Iterable[TextShare]) -> Iterator[tuple[Common, ...]]:
        """`common_of` each."""

    def sketches(self, shares: Iterable[Share]) -> Iterator[tuple[bytes, ...]]:
        """`sketches_of` each."""

    def bonds(self, shares: Iterable[Share]) -> Iterator[tuple[bool, ...]]:
        """`bonds_of` each."""

    def events(self, shares: Iterable[Share]) -> Iterator[tuple[tuple[Made, ...], ...]]:
        """`events_of_parts` of each."""


@runtime_checkable
class NearHands(Hands, Protocol):
    """Hands on this machine: what they make of a report may wait here until it is compared."""

    def profiled(self, shares: Iterable[Share]) -> Iterator[tuple[tuple[bytes, bytes], ...]]:
        """`profiled_of` each."""

    def compared(self, shares: Iterable[ProfileShare]) -> Iterator[tuple[bool, ...]]:
        """`compared_of` each."""


def fingerprints_of(share: TextShare) -> tuple[Fingerprint, ...]:
    """The fingerprint of each text."""
    return tuple(fingerprint(Words(text).stems) for text in share.texts)


def common_of(share: TextShare) -> tuple[Common, ...]:
    """What the texts of each pair have in common."""
    recent = RecentWords()
    return tuple(
        common_passages(recent.of(share.texts[copy]), recent.of(share.texts[origin]))
        for copy, origin in share.pairs
    )


def sketches_of(share: Share) -> tuple[bytes, ...]:
    """The sketch of each report."""
    corpus = _corpus(share)
    return tuple(pack_sketch(profile_of(each, corpus)) for each in share.mentions)


def profiles_of(share: Share, corpus: Corpus | None = None) -> tuple[bytes, ...]:
    """The profile of each report, packed for a shelf."""
    corpus = corpus or _corpus(share)
    return tuple(pack_profile(profile_of(each, corpus)) for each in share.mentions)


def profiled_of(share: Share, corpus: Corpus | None = None) -> tuple[tuple[bytes, bytes], ...]:
    """The sketch of each report and its profile, packed for a shelf."""
    corpus = corpus or _corpus(share)
    profiles = [profile_of(each, corpus) for each in share.mentions]
    return tuple((pack_sketch(each), pack_profile(each)) for each in profiles)


def bonds_of(share: Share) -> tuple[bool, ...]:
    """Whether each pair may be one incident."""
    corpus = _corpus(share)
    profiles = [profile_of(each, corpus) for each in share.mentions]
    weights, passages = corpus.weights, corpus.passages
    return tuple(
        may_merge(profiles[i], profiles[j], weights=weights, passages=passages)
        for i, j in share.pairs
    )


def compared_of(share: ProfileShare) -> tuple[bool, ...]:
    """Whether each pair may be one incident."""
    profiles = [unpack_profile(each) for each in share.profiles]
    weights, passages = load_weights(), share.passages
    return tuple(
        may_merge(profiles[i], profiles[j], weights=weights, passages=passages)
        for i, j in share.pairs
    )


def events_of_parts(share: Share, corpus: Corpus | None = None) -> tuple[tuple[Made, ...], ...]:
    """The events of each part; `corpus` is what the share is one of, where that is at hand."""
    corpus = corpus or _corpus(share)
    part_of = {n: number for number, part in enumerate(share.parts) for n in part}
    inside: dict[int, list[Pair]] = {number: [] for number in range(len(share.parts))}
    for i, j in share.pairs:
        inside[part_of[i]].append((i, j))
    found = []
    for number, part in enumerate(share.parts):
        mentions = [share.mentions[n] for n in part]
        if len(part) == 1:
            found.append(tuple(map(made, event_of_one(mentions[0], corpus))))
            continue
        at = {n: k for k, n in enumerate(part)}
        profiles = [_profile(share, n, corpus) for n in part]
        pairs = [(at[i], at[j]) for i, j in inside[number]]
        found.append(tuple(map(made, events_of(mentions, profiles, pairs, corpus))))
    return tuple(found)


def _profile(share: Share, n: int, corpus: Corpus) -> Profile:
    packed = share.profiles[n] if share.profiles else b""
    return unpack_profile(packed) if packed else profile_of(share.mentions[n], corpus)


ReadTexts = Callable[[Sequence[int]], tuple[str, ...]]
"""Gives the texts at some positions."""


def text_shares(positions: Sequence[int], texts: ReadTexts) -> Iterator[TextShare]:
    """The texts at these positions, some at a time."""
    for low in range(0, len(positions), _TEXTS):
        yield TextShare(texts=texts(positions[low : low + _TEXTS]))


def pair_shares(pairs: Iterable[Pair], texts: ReadTexts) -> Iterator[TextShare]:
    """All pairs of positions in their order, with the texts that they are of."""
    for some, members in _together(pairs, _MET_TEXTS):
        at = {n: k for k, n in enumerate(members)}
        yield TextShare(texts=texts(members), pairs=tuple((at[i], at[j]) for i, j in some))


def share_of(
    mentions: Sequence[Mention],
    corpus: Corpus,
    *,
    pairs: Sequence[Pair] = (),
    parts: Sequence[tuple[int, ...]] = (),
    profiles: Sequence[bytes] = (),
) -> Share:
    """Reports with all of the corpus that their outcome depends on."""
    doc_ids = dict.fromkeys(each.doc_id for each in mentions)
    corpus.documents.fetch(doc_ids)
    return Share(
        documents=tuple(
            replace(corpus.documents[doc_id], reuse=corpus.reuse.get(doc_id, ()))
            for doc_id in doc_ids
            if doc_id in corpus.documents
        ),
        mentions=tuple(mentions),
        pairs=tuple(pairs),
        parts=tuple(parts),
        profiles=tuple(profiles),
        constraints=_about(corpus.constraints, frozenset(each.id for each in mentions)),
    )


def report_groups(reports: Iterable[T]) -> Iterator[list[T]]:
    """Reports, some at a time."""
    waiting = iter(reports)
    while group := list(islice(waiting, _REPORTS)):
        yield group


def pair_groups(pairs: Iterable[Pair]) -> Iterator[tuple[Sequence[Pair], Sequence[int]]]:
    """Pairs of reports, some at a time, and the reports that they are of.

    Neighbours in time should come together, since a report mostly meets others of its days.
    """
    return _together(pairs, _MET)


def part_groups(
    parts: Iterable[tuple[str, tuple[int, ...]]],
) -> Iterator[list[tuple[str, tuple[int, ...]]]]:
    """Whole parts with their keys, some at a time."""
    group: list[tuple[str, tuple[int, ...]]] = []
    size = 0
    for key, part in parts:
        group.append((key, part))
        size += len(part)
        if size >= _REPORTS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _together(pairs: Iterable[Pair], most: int) -> Iterator[tuple[Sequence[Pair], Sequence[int]]]:
    """Pairs in their order, cut where they are of so many, and their members."""
    group: list[Pair] = []
    members: dict[int, None] = {}
    for pair in pairs:
        group.append(pair)
        members[pair[0]] = members[pair[1]] = None
        if len(members) >= most or len(group) >= _PAIRS:
            yield group, tuple(members)
            group, members = [], {}
    if group:
        yield group, tuple(members)


def _corpus(share: Share) -> Corpus:
    return corpus_of(
        share.documents,
        {document.id: document.reuse for document in share.documents},
        lore=load_lore(),
        constraints=share.constraints,
    )


def _about(constraints: Constraints, ids: frozenset[str]) -> Constraints:
    return Constraints(
        together=tuple(each for each in constraints.together if each & ids),
        apart=tuple(each for each in constraints.apart if any(side & ids for side in each)),
        rejected=constraints.rejected & ids,
        added=constraints.added & ids,
    )

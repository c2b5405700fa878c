"""Decides what of a merge must be done again when documents come, change or are judged anew.

Everything that a merge works out is kept by a digest of all that it depends on: the sketch of a
mention, with which others it may be one incident, the events of each connected part. What the
digest of is the same is taken from memory, all else is worked out; a merge with any memory comes
to the events of one without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from rasd.merge.block import candidate_pairs
from rasd.merge.events import Corpus
from rasd.merge.made import Made, unpacked
from rasd.merge.parts import connected
from rasd.merge.shares import (
    FEW,
    Hands,
    NearHands,
    ProfileShare,
    Share,
    compared_of,
    events_of_parts,
    pair_groups,
    part_groups,
    profiled_of,
    profiles_of,
    report_groups,
    share_of,
)
from rasd.merge.shelf import Shelf
from rasd.merge.sketch import unpack_sketches
from rasd.model import Bonds, Constraints, Event, Mention, sha256_text

Load = Callable[[Collection[str]], Mapping[str, Mention]]
"""Reads mentions by their ids; those that cannot be read are missing."""

Keep = Callable[[Iterable[Made]], Iterable[Event]]
"""Takes events that come once, and gives the same to be read again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A mention that has not been read; `digest` stands for all that it says."""

    id: str
    doc_id: str
    digest: str


@dataclass(slots=True)
class MergeMemory:
    """What the last merge used: nothing of mentions that are gone."""

    sketches: dict[str, bytes] = field(default_factory=dict)
    """By the digest of a report and its document."""
    partners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the mentions that may be one incident with one, by digest of all it may meet."""
    events: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the events of a part, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The events of parts that were worked out, and those of all others by id."""

    events: Iterable[Event]
    kept: frozenset[str]
    memory: MergeMemory
    bonds: tuple[Bonds, ...]
    """Of all mentions, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Mentions that are treated together because a person spoke of them, and what was said."""

    mention_ids: frozenset[str]
    said: str


def merge_reports(
    reports: Iterable[Report],
    load: Load,
    corpus: Corpus,
    *,
    units: Sequence[Unit] = (),
    said_of: Mapping[str, str] | None = None,
    memory: MergeMemory | None = None,
    held: Collection[str] = (),
    hands: Hands | None = None,
    keep: Keep = unpacked,
) -> Merged:
    """Merges the reports with what an earlier merge left; `hands` do some of what is left.

    `keep` takes the events that are made as they come, and holds them.

    `said_of` is what people said of whole documents, by their ids; events depend on it as on what
    they say themselves. `held` are the ids of the events that are as that merge left them; a part
    of which one is missing is worked out anew.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    bound = [*units, *_units_of(corpus.constraints)]
    return _Merge(ordered, load, corpus, memory or MergeMemory(), hands).run(
        bound, said_of or {}, frozenset(held), keep
    )


class _Merge:
    def __init__(
        self,
        reports: Sequence[Report],
        load: Load,
        corpus: Corpus,
        memory: MergeMemory,
        hands: Hands | None,
    ) -> None:
        self._load = load
        self._hands = hands
        self._corpus = corpus
        self._old = memory
        self._new = MergeMemory()
        self._shelf = Shelf()
        self._days: list[int] = []
        """The first day of each report, 0 of one without."""
        about = {doc_id: _about_document(corpus, doc_id) for doc_id in {r.doc_id for r in reports}}
        digests = {r.id: _digest(r.id, r.digest, about[r.doc_id]) for r in reports}
        unseen = [report for report in reports if digests[report.id] not in memory.sketches]
        self._sketched = self._sketches_of(unseen)
        # A report that cannot be read is left out, as long as it cannot.
        unreadable = {report.id for report in unseen} - self._sketched.keys()
        self._reports = [report for report in reports if report.id not in unreadable]
        self._digests = [digests[report.id] for report in self._reports]

    def run(
        self, units: Sequence[Unit], said_of: Mapping[str, str], held: frozenset[str], keep: Keep
    ) -> Merged:
        bonds = self._bonds()
        position_of = {report.id: n for n, report in enumerate(self._reports)}
        said: dict[int, list[str]] = defaultdict(list)
        together: list[tuple[int, int]] = []
        for unit in units:
            present = sorted(position_of[i] for i in unit.mention_ids if i in position_of)
            together += [(present[0], other) for other in present[1:]]
            for position in present[:1]:
                said[position].append(unit.said)
        partners: dict[int, list[int]] = defaultdict(list)
        for one, other in bonds:
            partners[one].append(other)
        rejected = self._corpus.constraints.rejected
        kept: set[str] = set()
        changed: list[tuple[str, tuple[int, ...]]] = []
        for part in connected(len(self._reports), [*bonds, *together]):
            key = _digest(
                *(self._digests[n] for n in part),
                *(self._bond(n, m) for n in part for m in partners[n]),
                *(each for n in part for each in said[n]),
                *(said_of.get(self._reports[n].doc_id, "") for n in part),
                *(f"no {i}" for n in part if (i := self._reports[n].id) in rejected),
            )
            ids = self._old.events.get(key)
            if ids is None or not held.issuperset(ids):
                changed.append((key, part))
            else:
                self._new.events[key] = ids
                kept.update(ids)
        # Neighbours in time lie close in the store, too.
        changed.sort(key=lambda each: (self._days[each[1][0]], each[1]))
        return Merged(
            events=keep(self._each_event(changed, partners)),
            kept=frozenset(kept),
            memory=self._new,
            bonds=self._all_bonds(bonds),
        )

    def _all_bonds(self, bonds: Sequence[tuple[int, int]]) -> tuple[Bonds, ...]:
        others: dict[int, list[int]] = defaultdict(list)
        for one, other in bonds:
            others[one].append(other)
            others[other].append(one)
        parts = connected(len(self._reports), bonds)
        part_of = {n: part[0] for part in parts for n in part}
        return tuple(
            Bonds(
                mention_id=report.id,
                doc_id=report.doc_id,
                part=self._reports[part_of[n]].id,
                others=tuple(self._reports[other].id for other in sorted(others[n])),
            )
            for n, report in enumerate(self._reports)
        )

    def _bond(self, one: int, other: int) -> str:
        return f"{self._reports[one].id} {self._reports[other].id}"

    def _each_event(
        self,
        changed: Sequence[tuple[str, tuple[int, ...]]],
        partners: Mapping[int, Sequence[int]],
    ) -> Iterator[Made]:
        """The events of parts, whose ids are remembered."""
        for key, found in self._events(changed, partners):
            self._new.events[key] = tuple(event.id for event in found)
            yield from found

    def _events(
        self,
        changed: Sequence[tuple[str, tuple[int, ...]]],
        partners: Mapping[int, Sequence[int]],
    ) -> Iterator[tuple[str, tuple[Made, ...]]]:
        """The events of parts, each with the key of its part."""
        shares = (self._part_share(group, partners) for group in part_groups(changed))
        if self._hands is None or sum(len(part) for _, part in changed) < FEW:
            made: Iterator[tuple[tuple[Made, ...], ...]]
            made = (events_of_parts(share, self._corpus) for share in shares)
        else:
            made = self._hands.events(shares)
        for (key, _), events in zip(changed, chain.from_iterable(made), strict=True):
            yield key, events

    def _part_share(
        self,
        group: Sequence[tuple[str, tuple[int, ...]]],
        partners: Mapping[int, Sequence[int]],
    ) -> Share:
        members = [n for _, part in group for n in part]
        at = {n: k for k, n in enumerate(members)}
        compared = {n for _, part in group if len(part) > 1 for n in part}
        ids = [self._reports[n].id if n in compared else "" for n in members]
        return share_of(
            self._read_all(members),
            self._corpus,
            pairs=[(at[n], at[m]) for n in members for m in partners.get(n, ())],
            parts=[tuple(at[n] for n in part) for _, part in group],
            profiles=[self._shelf.packed(each) for each in ids],
        )

    def _bonds(self) -> list[tuple[int, int]]:
        """The pairs that may be one incident."""
        pairs = self._candidates()
        meets: dict[int, set[int]] = defaultdict(set)
        for one, other in pairs:
            meets[one].add(other)
            meets[other].add(one)
        position_of = {report.id: n for n, report in enumerate(self._reports)}
        keys: dict[int, str] = {}
        bonds: set[tuple[int, int]] = set()
        unknown: set[int] = set()
        for one, others in meets.items():
            keys[one] = _digest(self._digests[one], *(self._digests[n] for n in sorted(others)))
            known = self._old.partners.get(keys[one])
            found = None if known is None else [position_of.get(each) for each in known]
            # Whom it cannot meet was never written: as good as unknown.
            if found is None or not others.issuperset(found):
                unknown.add(one)
            else:
                bonds.update((one, n) if one < n else (n, one) for n in others.intersection(found))
        asked = [(i, j) for i, j in pairs if i in unknown and j in unknown]
        bonds.update(self._merging(asked))
        partners: dict[int, list[str]] = defaultdict(list)
        for i, j in sorted(bonds):
            partners[i].append(self._reports[j].id)
            partners[j].append(self._reports[i].id)
        self._new.partners = {key: tuple(partners[n]) for n, key in keys.items()}
        return sorted(bonds)

    def _merging(self, asked: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The pairs among these that may be one incident."""
        hands = self._hands
        order: list[tuple[int, int]] = []
        found: Iterator[tuple[bool, ...]]
        if hands is None or len(asked) < FEW:
            found = map(compared_of, self._profile_shares(asked, order))
        elif isinstance(hands, NearHands):
            found = hands.compared(self._profile_shares(asked, order))
        else:
            found = hands.bonds(self._pair_shares(asked, order))
        # `order` grows as shares are asked for, ahead of what is found.
        yield from (order[n] for n, merges in enumerate(chain.from_iterable(found)) if merges)

    def _profile_lacking(self, members: Sequence[int]) -> None:
        """Sees to it that the profiles of all these are on the shelf."""
        ids = [report.id for report in self._reports]
        lacking = sorted(n for n in members if ids[n] not in self._shelf)
        for group in report_groups(lacking):
            profiles = profiles_of(share_of(self._read_all(group), self._corpus), self._corpus)
            self._shelf.put(zip((ids[n] for n in group), profiles, strict=True))

    def _profile_shares(
        self, asked: Sequence[tuple[int, int]], order: list[tuple[int, int]]
    ) -> Iterator[ProfileShare]:
        passages, reuse = self._corpus.passages, self._corpus.reuse
        for pairs, members in pair_groups(asked, self._days):
            self._profile_lacking(members)
            order += pairs
            at = {n: k for k, n in enumerate(members)}
            doc_ids = {self._reports[n].doc_id for n in members}
            told = ((one, each.of) for one in doc_ids for each in reuse.get(one, ()))
            yield ProfileShare(
                profiles=tuple(self._shelf.packed(self._reports[n].id) for n in members),
                pairs=tuple((at[i], at[j]) for i, j in pairs),
                passages={pair: passages[pair] for pair in told if pair[1] in doc_ids},
            )

    def _pair_shares(
        self, asked: Sequence[tuple[int, int]], order: list[tuple[int, int]]
    ) -> Iterator[Share]:
        for pairs, members in pair_groups(asked, self._days):
            order += pairs
            at = {n: k for k, n in enumerate(members)}
            yield share_of(
                self._read_all(members),
                self._corpus,
                pairs=[(at[i], at[j]) for i, j in pairs],
            )

    def _sketches_of(self, unseen: Sequence[Report]) -> dict[str, bytes]:
        """The sketches of those that can be read, by id."""
        order: list[str] = []
        due = sorted(unseen, key=lambda report: (report.doc_id, report.id))

        def shares() -> Iterator[Share]:
            for group in report_groups(due):
                found = self._load([report.id for report in group])
                mentions = [found[report.id] for report in group if report.id in found]
                order.extend(mention.id for mention in mentions)
                yield share_of(mentions, self._corpus)

        # `order` grows as shares are asked for, ahead of what is made.
        hands = self._hands
        if hands is None or len(due) < FEW:
            profiled: Iterator[tuple[tuple[bytes, bytes], ...]]
            profiled = (profiled_of(share, self._corpus) for share in shares())
        elif isinstance(hands, NearHands):
            profiled = hands.profiled(shares())
        else:
            made = list(chain.from_iterable(hands.sketches(shares())))
            return dict(zip(order, made, strict=True))
        sketches: dict[str, bytes] = {}
        for n, (sketch, profile) in enumerate(chain.from_iterable(profiled)):
            sketches[order[n]] = sketch
            self._shelf.put([(order[n], profile)])
        return sketches

    def _packed_sketches(self) -> Iterator[tuple[str, str, bytes]]:
        """The sketches of all reports in their order."""
        known = self._old.sketches
        for report, digest in zip(self._reports, self._digests, strict=True):
            packed = known.get(digest) or self._sketched.pop(report.id)
            self._new.sketches[digest] = packed
            yield report.id, report.doc_id, packed

    def _candidates(self) -> list[tuple[int, int]]:
        """The pairs that are worth comparing, in order. No sketch is needed for anything else."""
        sketches = list(unpack_sketches(self._packed_sketches()))
        self._days = [each.days[0] if each.days else 0 for each in sketches]
        corpus = self._corpus
        return sorted(
            candidate_pairs(
                sketches,
                weights=corpus.weights,
                passages=corpus.passages,
                added=corpus.constraints.added,
            )
        )

    def _read_all(self, positions: Sequence[int]) -> list[Mention]:
        """Reports that are needed for one share alone."""
        ids = [self._reports[n].id for n in positions]
        found = self._load(ids)
        return [found[each] for each in ids]


def _units_of(constraints: Constraints) -> list[Unit]:
    sides = [*((group,) for group in constraints.together), *constraints.apart]
    return [
        Unit(mention_ids=frozenset().union(*groups), said=repr([sorted(group) for group in groups]))
        for groups in sides
    ]


def _about_document(corpus: Corpus, doc_id: str) -> str:
    """A digest of all of a document that a merge looks at, and what it copies from whom."""
    head = corpus.documents.head(doc_id)
    known = "" if head is None else head.about.hex()
    return _digest(doc_id, known, repr(corpus.reuse.get(doc_id, ())))


def _digest(*parts: str) -> str:
    return sha256_text("\x1f".join(parts))[:32]

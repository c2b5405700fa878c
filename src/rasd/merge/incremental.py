"""Decides what of a merge must be done again when documents come, change or are judged anew.

Everything that a merge works out is kept by a digest of all that it depends on: the sketch of a
mention, with which others it may be one incident, the events of each connected part. What the
digest of is the same is taken from memory, all else is worked out; a merge with any memory comes
to the events of one without.

Reports go by their numbers in the order of their ids. What is found of them lies on disk; of each
there are some small numbers in memory.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from rasd.merge.block import candidate_pairs
from rasd.merge.events import Corpus
from rasd.merge.made import Made, unpacked
from rasd.merge.packed import Left, MergeMemory
from rasd.merge.parts import first_of_parts, parts
from rasd.merge.shares import (
    FEW,
    Hands,
    NearHands,
    Pair,
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
from rasd.merge.sketch import Sketch, Sketches, unpack_sketch
from rasd.model import Bonds, Constraints, Event, Mention, sha256_text
from rasd.model.scratch import Again, Scratch

Load = Callable[[Mapping[str, str]], Mapping[str, Mention]]
"""Reads mentions by their ids, given with those of their documents; those that cannot be read are
missing."""

Keep = Callable[[Iterable[Made]], Iterable[Event]]
"""Takes events that come once, and gives the same to be read again and again."""

Part = tuple[int, ...]
T = TypeVar("T")
U = TypeVar("U")

_DIGEST = 16
"""Bytes of a digest."""
_TABLES = """
    CREATE TABLE given(id TEXT, doc_id TEXT, digest BLOB);
    CREATE TABLE report(number INTEGER PRIMARY KEY, id TEXT, doc_id TEXT);
    CREATE TABLE due(number INTEGER);
    CREATE TABLE meets(one INTEGER, other INTEGER);
    CREATE TABLE meeting(number INTEGER PRIMARY KEY, key TEXT);
    CREATE TABLE asked(day INTEGER, one INTEGER, other INTEGER);
    CREATE TABLE found(one INTEGER, other INTEGER);
    CREATE TABLE bond(one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
    CREATE TABLE changed(day INTEGER, key TEXT, members BLOB);
    CREATE TABLE event(key TEXT, id TEXT);
    CREATE TABLE kept(id TEXT);
"""


class Report(NamedTuple):
    """A mention that has not been read; `digest` stands for all that it says."""

    id: str
    doc_id: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The events of parts that were worked out, and those of all others by id.

    All can be gone through again and again.
    """

    events: Iterable[Event]
    kept: Iterable[str]
    left: Left
    bonds: Iterable[Bonds]
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
    hands: Hands | None = None,
    keep: Keep = unpacked,
) -> Merged:
    """Merges the reports with what an earlier merge left; `hands` do some of what is left.

    `keep` takes the events that are made as they come, and holds them.

    `said_of` is what people said of whole documents, by their ids; events depend on it as on what
    they say themselves.
    """
    bound = [*units, *_units_of(corpus.constraints)]
    return _Merge(reports, load, corpus, memory or MergeMemory(), hands).run(
        bound, said_of or {}, keep
    )


class _Merge:
    def __init__(
        self,
        reports: Iterable[Report],
        load: Load,
        corpus: Corpus,
        memory: MergeMemory,
        hands: Hands | None,
    ) -> None:
        self._load = load
        self._hands = hands
        self._corpus = corpus
        self._old = memory
        self._scratch = Scratch(_TABLES)
        self._digests = self._numbered(reports)
        self._count = len(self._digests) // _DIGEST
        self._sketched = Shelf(self._count)
        """Sketches of all reports but those that cannot be read: these are left out as long as
        they cannot."""
        self._profiled = Shelf(self._count)
        self._days = array("i", bytes(4 * self._count))
        """The first day of each report, 0 of one without."""

    def _numbered(self, reports: Iterable[Report]) -> bytearray:
        """Numbers the reports; a digest of each and its document."""
        scratch = self._scratch
        scratch.put("INSERT INTO given VALUES (?, ?, ?)", self._digested(reports))
        digests = bytearray()

        def ordered() -> Iterator[tuple[int, str, str]]:
            rows = scratch.each("SELECT id, doc_id, digest, max(rowid) FROM given GROUP BY id")
            for number, (mention_id, doc_id, digest, _) in enumerate(rows):
                digests.extend(digest)
                yield number, mention_id, doc_id

        scratch.put("INSERT INTO report VALUES (?, ?, ?)", ordered())
        scratch.do("DELETE FROM given")
        scratch.do("CREATE UNIQUE INDEX report_id ON report(id)")
        return digests

    def _digested(self, reports: Iterable[Report]) -> Iterator[tuple[str, str, bytes]]:
        for doc_id, told in groupby(reports, itemgetter(1)):
            about = _about_document(self._corpus, doc_id)
            for mention_id, _, digest in told:
                yield mention_id, doc_id, bytes.fromhex(_digest(mention_id, digest, about))

    def run(self, units: Sequence[Unit], said_of: Mapping[str, str], keep: Keep) -> Merged:
        self._sketch_all()
        self._bind()
        said: dict[int, list[str]] = defaultdict(list)
        together: list[Pair] = []
        for unit in units:
            present = sorted(self._present(unit.mention_ids))
            together += [(present[0], other) for other in present[1:]]
            for number in present[:1]:
                said[number].append(unit.said)
        bound = first_of_parts(self._count, self._bonds())
        first = bound
        if together:
            first = first_of_parts(self._count, chain(self._bonds(), together))
        changed = self._sort_out(first, said, said_of)
        return Merged(
            events=keep(self._each_event(changed)),
            kept=Again(lambda: (each for (each,) in self._scratch.each("SELECT id FROM kept"))),
            left=Left(
                sketches=Again(self._left_sketches),
                partners=Again(self._left_partners),
                events=Again(self._left_events),
            ),
            bonds=Again(lambda: self._all_bonds(bound)),
        )

    # Who meets whom

    def _sketch_all(self) -> None:
        """Takes the sketches that are known from memory, and makes the others."""
        due = 0

        def lacking() -> Iterator[tuple[int]]:
            nonlocal due
            for number in range(self._count):
                known = self._old.sketch(self._digest_at(number))
                if known is None:
                    due += 1
                    yield (number,)
                else:
                    self._sketched.put(number, known)

        self._scratch.put("INSERT INTO due VALUES (?)", lacking())
        order: deque[int] = deque()
        shares = self._sketch_shares(order)
        hands = self._hands
        made: Iterable[tuple[tuple[bytes, bytes], ...]]
        if hands is None or due < FEW:
            made = (profiled_of(share, self._corpus) for share in shares)
        elif isinstance(hands, NearHands):
            made = hands.profiled(shares)
        else:
            made = (tuple((each, b"") for each in some) for some in hands.sketches(shares))
        for number, (sketch, profile) in _in_turn(order, made):
            self._sketched.put(number, sketch)
            if profile:
                self._profiled.put(number, profile)

    def _sketch_shares(self, order: deque[int]) -> Iterator[Share]:
        rows = self._scratch.each(
            "SELECT number, id, doc_id FROM due JOIN report USING (number) ORDER BY doc_id, id"
        )
        for group in report_groups(rows):
            found = self._load({mention_id: doc_id for _, mention_id, doc_id in group})
            order += [number for number, mention_id, _ in group if mention_id in found]
            yield share_of([found[each] for _, each, _ in group if each in found], self._corpus)

    def _bind(self) -> None:
        """Finds out which reports may be one incident."""
        scratch, corpus = self._scratch, self._corpus
        pairs = candidate_pairs(
            Sketches(self._readable, self._sketch),
            weights=corpus.weights,
            passages=corpus.passages,
            added=corpus.constraints.added,
        )
        scratch.put("INSERT INTO meets VALUES (?, ?)", _either_way(pairs))
        unknown = bytearray(self._count)
        scratch.put("INSERT INTO meeting VALUES (?, ?)", self._remembered(unknown))
        asked = 0

        def pairs_asked() -> Iterator[tuple[int, int, int]]:
            nonlocal asked
            for one, other in scratch.each("SELECT one, other FROM meets WHERE one < other"):
                if unknown[one] and unknown[other]:
                    asked += 1
                    yield self._days[one], one, other

        scratch.put("INSERT INTO asked VALUES (?, ?, ?)", pairs_asked())
        scratch.do("DELETE FROM meets")
        scratch.put("INSERT INTO found VALUES (?, ?)", _either_way(self._merging(asked)))
        scratch.do("INSERT INTO bond SELECT DISTINCT one, other FROM found ORDER BY one, other")
        scratch.do("DELETE FROM found")

    def _remembered(self, unknown: bytearray) -> Iterator[tuple[int, str]]:
        """A key of all that each report meets. Finds what memory has of it, or marks it."""
        rows = self._scratch.each("SELECT one, other FROM meets ORDER BY one, other")
        for one, met in groupby(rows, itemgetter(0)):
            others = [other for _, other in met]
            key = _digest(*map(self._digest_at, (one, *others)))
            known = self._old.partners(key)
            found = None if known is None else {self._number(each) for each in known}
            # Whom it cannot meet was never written: as good as unknown.
            if found is None or not found.issubset(others):
                unknown[one] = True
            else:
                bonds = ((one, other) for other in others if other in found)
                self._scratch.put("INSERT INTO found VALUES (?, ?)", _either_way(bonds))
            yield one, key

    def _merging(self, asked: int) -> Iterator[Pair]:
        """The pairs among those asked, so many, that may be one incident."""
        hands = self._hands
        order: deque[Pair] = deque()
        found: Iterable[tuple[bool, ...]]
        if hands is None or asked < FEW:
            found = map(compared_of, self._profile_shares(order))
        elif isinstance(hands, NearHands):
            found = hands.compared(self._profile_shares(order))
        else:
            found = hands.bonds(self._pair_shares(order))
        return (pair for pair, merges in _in_turn(order, found) if merges)

    def _asked(self) -> Iterator[tuple[Sequence[Pair], Sequence[int]]]:
        return pair_groups(
            self._scratch.each("SELECT one, other FROM asked ORDER BY day, one, other")
        )

    def _profile_shares(self, order: deque[Pair]) -> Iterator[ProfileShare]:
        passages, reuse = self._corpus.passages, self._corpus.reuse
        for pairs, members in self._asked():
            self._profile_lacking(members)
            order += pairs
            at = {n: k for k, n in enumerate(members)}
            doc_ids = set(self._named(members).values())
            told = ((one, each.of) for one in doc_ids for each in reuse.get(one, ()))
            yield ProfileShare(
                profiles=tuple(self._profiled.packed(n) for n in members),
                pairs=tuple((at[i], at[j]) for i, j in pairs),
                passages={pair: passages[pair] for pair in told if pair[1] in doc_ids},
            )

    def _profile_lacking(self, members: Sequence[int]) -> None:
        """Sees to it that the profiles of all these are on the shelf."""
        lacking = sorted(n for n in members if n not in self._profiled)
        for group in report_groups(lacking):
            profiles = profiles_of(share_of(self._read_all(group), self._corpus), self._corpus)
            for n, profile in zip(group, profiles, strict=True):
                self._profiled.put(n, profile)

    def _pair_shares(self, order: deque[Pair]) -> Iterator[Share]:
        for pairs, members in self._asked():
            order += pairs
            at = {n: k for k, n in enumerate(members)}
            yield share_of(
                self._read_all(members),
                self._corpus,
                pairs=[(at[i], at[j]) for i, j in pairs],
            )

    # What becomes of each part

    def _sort_out(
        self, first: Sequence[int], said: Mapping[int, Sequence[str]], said_of: Mapping[str, str]
    ) -> int:
        """Tells parts that are to be worked out from those whose events stay.

        The number of reports in the former.
        """
        changed = 0
        rejected = self._corpus.constraints.rejected

        def parts_changed() -> Iterator[tuple[int, str, bytes]]:
            nonlocal changed
            for part in parts(first):
                if part[0] not in self._sketched:
                    continue
                named = self._named(part) if said_of or rejected else {}
                bonds = ((n, m) for n in part for m in self._partners(n)) if len(part) > 1 else ()
                key = _digest(
                    *map(self._digest_at, part),
                    *(f"{self._name(n)[0]} {self._name(m)[0]}" for n, m in bonds),
                    *(each for n in part for each in said.get(n, ())),
                    # Only what was said of its own reports: a word about others changes nothing.
                    *(f"of {each} {said_of[each]}" for each in named.values() if each in said_of),
                    *(f"no {each}" for each in named if each in rejected),
                )
                ids = self._old.events(key)
                if ids is None:
                    changed += len(part)
                    yield self._days[part[0]], key, array("I", part).tobytes()
                else:
                    self._note_events(key, ids)
                    self._scratch.put("INSERT INTO kept VALUES (?)", ((each,) for each in ids))

        self._scratch.put("INSERT INTO changed VALUES (?, ?, ?)", parts_changed())
        return changed

    def _each_event(self, changed: int) -> Iterator[Made]:
        """The events of parts that are to be worked out, whose ids are noted."""
        order: deque[str] = deque()
        shares = self._part_shares(order)
        made: Iterable[tuple[tuple[Made, ...], ...]]
        if self._hands is None or changed < FEW:
            made = (events_of_parts(share, self._corpus) for share in shares)
        else:
            made = self._hands.events(shares)
        for key, events in _in_turn(order, made):
            self._note_events(key, [event.id for event in events])
            yield from events

    def _note_events(self, key: str, ids: Sequence[str]) -> None:
        rows = [(key, each) for each in ids or (None,)]
        self._scratch.put("INSERT INTO event VALUES (?, ?)", rows)

    def _part_shares(self, order: deque[str]) -> Iterator[Share]:
        # Neighbours in time lie close in the store, too.
        rows = self._scratch.each("SELECT key, members FROM changed ORDER BY day, rowid")
        for group in part_groups((key, tuple(array("I", members))) for key, members in rows):
            order += [key for key, _ in group]
            yield self._part_share([part for _, part in group])

    def _part_share(self, group: Sequence[Part]) -> Share:
        members = [n for part in group for n in part]
        at = {n: k for k, n in enumerate(members)}
        compared = [n for part in group if len(part) > 1 for n in part]
        known = {n: self._profiled.packed(n) for n in compared}
        return share_of(
            self._read_all(members),
            self._corpus,
            pairs=[(at[n], at[m]) for n in compared for m in self._partners(n)],
            parts=[tuple(at[n] for n in part) for part in group],
            profiles=[known.get(n, b"") for n in members],
        )

    # What stays for the next merge

    def _left_sketches(self) -> Iterator[tuple[str, bytes]]:
        return ((self._digest_at(n), self._sketched.packed(n)) for n in self._readable())

    def _left_partners(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        rows = self._scratch.each(
            "SELECT key, id FROM meeting LEFT JOIN bond ON one = meeting.number"
            " LEFT JOIN report ON report.number = other ORDER BY meeting.number, other"
        )
        return _grouped(rows)

    def _left_events(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        return _grouped(self._scratch.each("SELECT key, id FROM event ORDER BY rowid"))

    def _all_bonds(self, first: Sequence[int]) -> Iterator[Bonds]:
        rows = self._scratch.each(
            "SELECT report.number, report.id, report.doc_id, partner.id FROM report"
            " LEFT JOIN bond ON one = report.number"
            " LEFT JOIN report AS partner ON partner.number = other"
            " ORDER BY report.number, other"
        )
        for (number, mention_id, doc_id), bound in groupby(rows, itemgetter(0, 1, 2)):
            if number in self._sketched:
                yield Bonds(
                    mention_id=mention_id,
                    doc_id=doc_id,
                    part=mention_id if first[number] == number else self._name(first[number])[0],
                    others=tuple(other for *_, other in bound if other is not None),
                )

    # Reports by number

    def _readable(self) -> Iterator[int]:
        return (n for n in range(self._count) if n in self._sketched)

    def _digest_at(self, number: int) -> str:
        return self._digests[_DIGEST * number : _DIGEST * (number + 1)].hex()

    def _sketch(self, number: int) -> Sketch:
        sketch = unpack_sketch(*self._name(number), self._sketched.packed(number))
        self._days[number] = sketch.days[0] if sketch.days else 0
        return sketch

    def _name(self, number: int) -> tuple[str, str]:
        """Its id, and that of its document."""
        found = self._scratch.one("SELECT id, doc_id FROM report WHERE number = ?", number)
        assert found is not None
        return found[0], found[1]

    def _named(self, numbers: Iterable[int]) -> dict[str, str]:
        """Ids with those of the documents."""
        return dict(map(self._name, numbers))

    def _number(self, mention_id: str) -> int | None:
        found = self._scratch.one("SELECT number FROM report WHERE id = ?", mention_id)
        return None if found is None or found[0] not in self._sketched else found[0]

    def _present(self, mention_ids: Iterable[str]) -> Iterator[int]:
        return (n for each in mention_ids if (n := self._number(each)) is not None)

    def _bonds(self) -> Iterator[Pair]:
        rows = self._scratch.each("SELECT one, other FROM bond WHERE one < other")
        return ((one, other) for one, other in rows)

    def _partners(self, number: int) -> Iterator[int]:
        """Those behind it that may be one incident with it."""
        rows = self._scratch.each(
            "SELECT other FROM bond WHERE one = ? AND other > one ORDER BY other", number
        )
        return (other for (other,) in rows)

    def _read_all(self, numbers: Sequence[int]) -> list[Mention]:
        """Reports that are needed for one share alone."""
        named = self._named(numbers)
        found = self._load(named)
        return [found[each] for each in named]


def _in_turn(order: deque[T], found: Iterable[Iterable[U]]) -> Iterator[tuple[T, U]]:
    """What was found, share by share, each with what it was found of.

    `order` grows as shares are asked for, ahead of what is found.
    """
    for each in chain.from_iterable(found):
        yield order.popleft(), each
    if order:
        raise ValueError(f"of {len(order)} that were given to a merge nothing came back")


def _either_way(pairs: Iterable[Pair]) -> Iterator[Pair]:
    return (each for one, other in pairs for each in ((one, other), (other, one)))


def _grouped(rows: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ids that follow each other under one key; a key without any has one row."""
    for key, found in groupby(rows, itemgetter(0)):
        yield key, tuple(each for _, each in found if each is not None)


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

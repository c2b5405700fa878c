"""Decides which events a judgement can change, and derives these alone.

Three cases. Who accepts or edits leaves what the machine made of the reports: what is shown of the
events is worked out anew. Who rejects, joins or parts reports moves them: the parts of the corpus
that the reports are in (`rasd.model.Bonds`) are merged anew. Who adds a report joins parts by its
bonds (`rasd.run.beside`), who takes it back lets them fall apart: these, too, are merged anew. In
each case what is reached is closed: with a report come all that share an event or a part with it,
with these all judgements on them, and with a judgement all its reports. So the outcome is that of
a whole merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from rasd.judge import Standing, apply, stand, without_judgements
from rasd.model import (
    Action,
    Bonds,
    Document,
    Event,
    Judgement,
    Mention,
    StoreError,
    by_date,
    replace,
)
from rasd.pipeline import merge_part
from rasd.run.beside import renew_bonds
from rasd.store import Store


def derive_part(store: Store, judgement: Judgement) -> bool:
    """Brings the events up to a judgement that was just written, all others being up to date.

    Writes nothing and gives False where that takes a whole merge: a row that is needed is missing
    or cannot be read.
    """
    root = _root(store, judgement)
    derived = None if root is None else _DERIVED.get(root.action)
    if root is None or derived is None:
        return False
    try:
        events, mention_ids = derived(store, root)
    except (_LackingError, StoreError):
        return False
    store.write_part(events, mention_ids)
    return True


@dataclass(frozen=True, slots=True)
class Derived:
    """The events that a judgement will have led to, and the reports that they replace others of."""

    events: tuple[Event, ...]
    mention_ids: frozenset[str]


def derive_ahead(store: Store, judgement: Judgement) -> Derived | None:
    """What an outlet's grade, or its withdrawal, comes to before it is written.

    A grade shows on every event of the outlet: to work that out takes longer than others should
    wait for the store. `None` for other judgements, for one that is written already, and where
    it takes a whole merge.
    """
    root = _root(store, judgement)
    if root is None or root.about is None or store.judgement(judgement.id) is not None:
        return None
    try:
        own = store.sharing.organisation()
        said = replace(judgement, organisations=() if own is None else (own,))
        return Derived(*_shown(store, root, ahead=(said,)))
    except (_LackingError, StoreError):
        return None


class _LackingError(Exception):
    """Something that a whole merge would see, or would do without, is not there to be read."""


def _root(store: Store, judgement: Judgement) -> Judgement | None:
    """The judgement itself, or what it withdraws or brings back."""
    found: Judgement | None = judgement
    while found is not None and found.withdraws is not None:
        found = store.judgement(found.withdraws)
    return found


def _shown(
    store: Store, root: Judgement, *, ahead: tuple[Judgement, ...] = ()
) -> tuple[tuple[Event, ...], frozenset[str]]:
    """The events that a judgement may show on, with all that people said of them.

    `ahead` is said of the same outlet and not yet written.
    """
    told, events = _Told(store), _Events(store)
    if root.about is not None:
        seeds = events.of_documents(store.ids_of_outlet(root.about))
    else:
        seeds = told.reports(root)
    standing, reached = _closed(store, told, events, seeds, ahead=ahead)
    machine = (without_judgements(event) for event in events.found.values())
    return apply(sorted(machine, key=by_date), standing), reached


def _moved(store: Store, root: Judgement) -> tuple[tuple[Event, ...], frozenset[str]]:
    """The events of the parts that a judgement may move reports in and between."""
    told = _Told(store)
    parts = _Parts(told)
    standing, reached = _closed(store, told, parts, told.reports(root))
    return parts.events(standing), reached


def _added(store: Store, root: Judgement) -> tuple[tuple[Event, ...], frozenset[str]]:
    """The events of the parts that an added report joins, or that fall apart without it."""
    renewed = renew_bonds(store, root)
    if renewed is None:
        raise _LackingError
    told = _Told(store)
    parts = _Parts(told)
    standing, reached = _closed(store, told, parts, renewed.touched)
    return parts.events(standing), reached | renewed.gone


_DERIVED = {
    Action.ACCEPT: _shown,
    Action.EDIT: _shown,
    Action.REJECT: _moved,
    Action.JOIN: _moved,
    Action.SPLIT: _moved,
    Action.ADD: _added,
}


@dataclass(slots=True)
class _Told:
    """Documents and what they report, each read once."""

    store: Store
    documents: dict[str, Document] = field(default_factory=dict)
    mentions: dict[str, Mention] = field(default_factory=dict)

    def read(self, doc_ids: Iterable[str]) -> None:
        new = sorted(set(doc_ids) - self.documents.keys())
        found = {each.id: each for each in self.store.documents_of(new)}
        if len(found) < len(new):
            raise _LackingError
        self.documents |= found
        self.mentions |= {each.id: each for each in self.store.mentions_of(new)}

    def standing(self, judgements: Iterable[Judgement]) -> tuple[Standing, ...]:
        said = tuple(judgements)
        self.read(each.doc_id for one in said for each in one.anchors)
        self.read(each.doc_id for one in said for each in one.evidence if each.doc_id)
        return stand(said, self.documents.values(), self.mentions.values())

    def reports(self, judgement: Judgement) -> frozenset[str]:
        """The ids of the reports of today that a judgement speaks of, whether it holds or not."""
        return frozenset(i for each in self.standing([judgement]) for i in _speaks_of(each))


class _Spread(Protocol):
    """How what is reached grows."""

    def grow(self, mention_ids: Iterable[str]) -> Mapping[str, str]:
        """The ids of the reports that go with these, these included, and of their documents."""

    def outlets(self) -> Iterable[str]:
        """The outlets of all that was reached: grades of them show on its events."""


def _closed(
    store: Store,
    told: _Told,
    spread: _Spread,
    seeds: Iterable[str],
    *,
    ahead: tuple[Judgement, ...] = (),
) -> tuple[tuple[Standing, ...], frozenset[str]]:
    """What people said of the reports that are reached from the seeds, and the ids of these."""
    reached: set[str] = set()
    doc_ids: set[str] = set()
    standing: tuple[Standing, ...] = ()
    new = set(seeds)
    while new:
        grown = spread.grow(new)
        reached |= new | grown.keys()
        doc_ids.update(grown.values(), (m.doc_id for i in new if (m := told.mentions.get(i))))
        said = store.judgements_on(sorted(doc_ids), outlets=sorted(spread.outlets()))
        standing = tuple(
            each
            for each in told.standing([*said, *ahead])
            if each.judgement.about is not None or not reached.isdisjoint(_speaks_of(each))
        )
        new = {mention_id for each in standing for mention_id in _speaks_of(each)} - reached
    return standing, frozenset(reached)


def _speaks_of(each: Standing) -> frozenset[str]:
    return frozenset(mention.id for mention in (*each.mentions, *each.covers))


class _Events:
    """Grows over the reports of an event; a report that was rejected goes with no others."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.found: dict[str, Event] = {}

    def of_documents(self, doc_ids: Iterable[str]) -> frozenset[str]:
        """The ids of all reports of the events that these documents tell of."""
        return frozenset(self._add(self._store.events_telling(doc_ids)))

    def grow(self, mention_ids: Iterable[str]) -> Mapping[str, str]:
        held = {mention_id for event in self.found.values() for mention_id in event.mention_ids}
        new = sorted(set(mention_ids) - held)
        self._add(self._store.events_holding(new))
        return self._add(self.found.values())

    def outlets(self) -> Iterable[str]:
        accounts = (account for event in self.found.values() for account in event.accounts)
        return {account.outlet for account in accounts if account.outlet is not None}

    def _add(self, events: Iterable[Event]) -> dict[str, str]:
        new = {event.id: event for event in events}
        self.found |= new
        return {a.mention_id: a.doc_id for event in new.values() for a in event.accounts}


class _Parts:
    """Grows over the parts that bonds connect, rejected reports included."""

    def __init__(self, told: _Told) -> None:
        self._told = told
        self._bonds: dict[str, Bonds] = {}

    def grow(self, mention_ids: Iterable[str]) -> Mapping[str, str]:
        wanted = set(mention_ids)
        found = {each.mention_id: each for each in self._told.store.bonds_of(sorted(wanted))}
        self._told.read(each.doc_id for each in found.values())
        if not wanted <= found.keys() <= self._told.mentions.keys():
            raise _LackingError
        self._bonds |= found
        return {each.mention_id: each.doc_id for each in found.values()}

    def outlets(self) -> Iterable[str]:
        documents = self._told.documents
        named = {documents[each.doc_id].outlet for each in self._bonds.values()}
        return {outlet for outlet in named if outlet is not None}

    def events(self, standing: Iterable[Standing]) -> tuple[Event, ...]:
        bonds = self._bonds.values()
        documents = [self._told.documents[each] for each in {bond.doc_id for bond in bonds}]
        mentions = [self._told.mentions[bond.mention_id] for bond in bonds]
        return merge_part(documents, mentions, bonds, tuple(standing))

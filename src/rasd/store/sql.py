"""The store in a database: who may read and write when, and what happens together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from rasd.model import (
    Analyser,
    Bonds,
    Box,
    Citation,
    Cluster,
    CodedDocument,
    Document,
    DocumentFilter,
    DocumentPage,
    Event,
    EventFilter,
    EventType,
    Facets,
    Figure,
    Found,
    Issue,
    Judgement,
    LogEntry,
    LogHead,
    Mention,
    Neighbours,
    Order,
    Original,
    Page,
    Redirect,
    Reuse,
    SavedFilter,
    SettingsError,
    Span,
    Step,
    StoreError,
    Surroundings,
)
from rasd.store import adding as rows_adding
from rasd.store import audit, backup, history, log, meta, paging
from rasd.store import bonds as rows_bonds
from rasd.store import coded as rows_coded
from rasd.store import coding as rows_coding
from rasd.store import derived as rows_derived
from rasd.store import issues as rows_issues
from rasd.store import judgements as rows_judgements
from rasd.store import memory as rows_memory
from rasd.store import near as rows_near
from rasd.store import originals as rows_originals
from rasd.store import saved as rows_saved
from rasd.store import search as rows_search
from rasd.store.clock import Clock, utc_now
from rasd.store.contract import Change, Damaged, Fault, LogPage, LogWanted
from rasd.store.damage import Damage
from rasd.store.database import Database, reported, run
from rasd.store.listing.clusters import clusters
from rasd.store.listing.documents import document_page, outlets
from rasd.store.listing.facets import facets, unpinned
from rasd.store.listing.pages import neighbours, page
from rasd.store.listing.records import listed_events
from rasd.store.listing.timeline import timeline
from rasd.store.listing.told import State, Tellings, Told, state_of, told_of
from rasd.store.listing.where import Limits, limits_of
from rasd.store.people import People
from rasd.store.rounds import Rounds
from rasd.store.rows import CodedRows, coded_rows, search_rows
from rasd.store.sharing import Sharing
from rasd.store.sql_people import SqlPeople
from rasd.store.sql_rounds import SqlRounds
from rasd.store.sql_sharing import SqlSharing

T = TypeVar("T")


class SqlStore:
    """What `Store` promises, in a database; `open_store` opens it."""

    def __init__(
        self,
        database: Database,
        *,
        create: bool = True,
        clock: Clock = utc_now,
        tellings: Tellings | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._connection = database.open(create=create)
        self._depth = 0
        self._reading = False
        self._damage = Damage()
        self._tellings = tellings or Tellings()
        self._people = SqlPeople(read=self._read, write=self._write, hurry=self._hurry, clock=clock)
        self._rounds = SqlRounds(read=self._read, write=self._write, clock=clock)
        self._sharing = SqlSharing(
            read=self._read, write=self._write, clock=clock, damage=self._damage
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def people(self) -> People:
        return self._people

    @property
    def rounds(self) -> Rounds:
        return self._rounds

    @property
    def sharing(self) -> Sharing:
        return self._sharing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._reading:
            raise StoreError(
                f"{self._database.name}: a snapshot is for reading; write after it has ended"
            )
        begin, commit, undo = (
            (("SAVEPOINT nested",), "RELEASE nested", ("ROLLBACK TO nested", "RELEASE nested"))
            if self._depth
            else (self._database.begin_write, "COMMIT", ("ROLLBACK",))
        )
        self._depth += 1
        try:
            with reported(self._database):
                run(self._connection, *begin)
            yield
            with reported(self._database):
                run(self._connection, commit)
        except BaseException:
            # After a full disk SQLite has rolled back by itself.
            if self._database.in_transaction(self._connection):
                with reported(self._database):
                    run(self._connection, *undo)
            raise
        finally:
            self._depth -= 1

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._depth or self._reading:
            yield
            return
        with reported(self._database):
            run(self._connection, *self._database.begin_read)
        self._reading = True
        try:
            yield
        finally:
            self._reading = False
            if self._database.in_transaction(self._connection):
                run(self._connection, "ROLLBACK")

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with reported(self._database), self.transaction():
            yield self._connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with reported(self._database):
            yield self._connection

    @contextmanager
    def _hurry(self) -> Iterator[Connection]:
        """Writes what may as well stay unwritten where another writes."""
        hurry, wait = self._database.unwaiting
        with reported(self._database):
            run(self._connection, hurry)
            try:
                with suppress(OperationalError):
                    yield self._connection
            finally:
                run(self._connection, wait)

    def _each(self, found: Iterator[T]) -> Iterator[T]:
        with reported(self._database):
            yield from found

    def _guarded(self, found: Original) -> Original:
        """The same, its bytes read under our watch: they are read after the call has ended."""
        return replace(found, chunks=lambda: self._each(found.chunks()))

    def needs_coding(self, documents: Iterable[Document], recipe: str) -> Iterator[Document]:
        return self._each(rows_coding.needs_coding(self._connection, documents, recipe))

    def write_coded(
        self,
        batch: Iterable[CodedDocument],
        recipe: str,
        *,
        originals: Mapping[str, Original] | None = None,
        analyser: Analyser | None = None,
    ) -> Change:
        rows = [coded_rows(coded, analyser) for coded in batch]
        return self.write_rows(rows, recipe, originals=originals)

    def write_rows(
        self,
        batch: Sequence[CodedRows],
        recipe: str,
        *,
        originals: Mapping[str, Original] | None = None,
    ) -> Change:
        rows_coding.check_batch(batch)
        if not batch:
            return Change()
        with self._write() as connection:
            at = self._clock()
            return rows_coding.write_coded(connection, batch, recipe, originals or {}, at=at)

    def write_originals(self, originals: Mapping[str, Original]) -> Change:
        with self._read() as connection:
            needed = rows_originals.lacking(connection, list(originals))
        if not needed:
            return Change()
        with self._write() as connection:
            return rows_originals.add_originals(connection, originals, at=self._clock())

    def held(self, doc_ids: Iterable[str]) -> frozenset[str]:
        with self._read() as connection:
            return rows_coded.held(connection, doc_ids)

    def recipes(self) -> dict[str, int]:
        with self._read() as connection:
            return rows_coded.recipes(connection)

    def documents(self) -> Iterator[Document]:
        return self._each(rows_coded.documents(self._connection, self._damage))

    def citations(self) -> Iterator[Citation]:
        return self._each(rows_coded.citations(self._connection, self._damage))

    def mentions(self) -> Iterator[Mention]:
        return self._each(rows_coded.mentions(self._connection, self._damage))

    def figures(self) -> Iterator[Figure]:
        return self._each(rows_coded.figures(self._connection, self._damage))

    def coded(self) -> Iterator[CodedDocument]:
        return self._each(rows_coded.coded(self._connection, self._damage))

    def document(self, doc_id: str) -> Document | None:
        with self._read() as connection:
            return rows_coded.document(connection, doc_id)

    def documents_of(self, doc_ids: Iterable[str]) -> tuple[Document, ...]:
        with self._read() as connection:
            return tuple(rows_coded.documents_of(connection, doc_ids, self._damage))

    def ids_of_outlet(self, outlet: str) -> tuple[str, ...]:
        with self._read() as connection:
            return rows_coded.ids_of_outlet(connection, outlet)

    def versions(self, doc_id: str) -> tuple[str, ...]:
        with self._read() as connection:
            return rows_coded.versions(connection, doc_id)

    def original(self, doc_id: str) -> Original | None:
        with self._read() as connection:
            found = rows_originals.original(connection, doc_id)
        return None if found is None else self._guarded(found)

    def originals(self) -> Iterator[Original]:
        for found in self._each(rows_originals.originals(self._connection)):
            yield self._guarded(found)

    def search(
        self, query: str, analyser: Analyser, *, limit: int = 20, offset: int = 0
    ) -> Iterator[Found]:
        if not self._reading:
            self._index(analyser)
        with reported(self._database), self.snapshot():
            found = rows_search.search(
                self._connection, query, analyser, limit=limit, offset=offset
            )
            yield from found

    def _index(self, analyser: Analyser) -> None:
        for _ in self.index(analyser):
            pass

    def index(self, analyser: Analyser) -> Iterator[int]:
        while True:
            with self._read() as connection:
                left = rows_search.left_to_index(connection, analyser)
            yield left
            if not left:
                return
            with self._read() as connection:
                documents = rows_search.not_indexed(connection, analyser)
            made = {document.id: search_rows(document, analyser) for document in documents}
            with self._write() as connection:
                rows_search.write_search(connection, made)

    def mention(self, mention_id: str) -> Mention | None:
        with self._read() as connection:
            return rows_coded.mention(connection, mention_id)

    def mentions_of(self, doc_ids: Iterable[str]) -> tuple[Mention, ...]:
        with self._read() as connection:
            return tuple(rows_coded.mentions_of(connection, doc_ids, self._damage))

    def documents_after(self, doc_id: str, *, limit: int) -> tuple[Document, ...]:
        with self._read() as connection:
            ids = paging.document_ids_after(connection, doc_id, limit)
        found = self.documents_of(ids)
        return tuple(sorted(found, key=lambda document: ids.index(document.id)))

    def mentions_after(
        self, place: paging.Place, *, limit: int
    ) -> tuple[tuple[paging.Place, Mention], ...]:
        with self._read() as connection:
            return paging.mentions_after(connection, place, limit)

    def figures_after(
        self, place: paging.Place, *, limit: int
    ) -> tuple[tuple[paging.Place, Figure], ...]:
        with self._read() as connection:
            return paging.figures_after(connection, place, limit)

    def judgements_after(self, number: int, *, limit: int) -> tuple[tuple[int, Judgement], ...]:
        with self._read() as connection:
            return paging.judgements_after(connection, number, limit)

    def write_judgements(self, judgements: Iterable[Judgement]) -> Change:
        ready = list(judgements)
        with self._write() as connection:
            change = rows_judgements.write_judgements(connection, ready)
            if change:
                rows_adding.follow(connection, ready)
            return change

    def judgements(self) -> Iterator[Judgement]:
        return self._each(rows_judgements.judgements(self._connection))

    def judgement(self, judgement_id: str) -> Judgement | None:
        with self._read() as connection:
            return rows_judgements.judgement(connection, judgement_id)

    def judgement_ids_beginning(self, start: str) -> tuple[str, ...]:
        with self._read() as connection:
            return rows_judgements.ids_beginning(connection, start)

    def judgements_on(
        self, doc_ids: Iterable[str] = (), *, outlets: Iterable[str] = ()
    ) -> tuple[Judgement, ...]:
        with self._read() as connection:
            return rows_judgements.judgements_on(connection, doc_ids, outlets)

    def revision(self) -> int:
        with self._read() as connection:
            return meta.revision(connection)

    def events_current(self) -> bool:
        with self._read() as connection:
            return rows_derived.events_current(connection)

    def write_reuse(self, reuse: Mapping[str, Sequence[Reuse]]) -> Change:
        with self._write() as connection:
            return rows_derived.write_reuse(connection, reuse)

    def memory(self, recipe: str) -> Iterator[tuple[str, bytes]]:
        return self._each(rows_memory.memory(self._connection, recipe))

    def write_memory(self, rows: Iterable[tuple[str, bytes]], recipe: str) -> Change:
        with self._write() as connection:
            return rows_memory.write_memory(connection, rows, recipe)

    def mention_digests(self) -> Iterator[tuple[str, str, str]]:
        return self._each(rows_coded.mention_digests(self._connection))

    def event_digests(self) -> Iterator[tuple[str, str]]:
        return self._each(rows_derived.event_digests(self._connection))

    def write_events(
        self,
        events: Iterable[Event],
        *,
        kept: Iterable[str] = (),
        of_revision: int | None = None,
    ) -> Change:
        with self._write() as connection:
            return rows_derived.write_events(
                connection, events, kept, of_revision, at=self._clock()
            )

    def figures_of(self, doc_id: str) -> tuple[Figure, ...]:
        with self._read() as connection:
            return tuple(rows_coded.figures_of(connection, doc_id, self._damage))

    def mentions_near(self, where: Surroundings) -> tuple[Mention, ...]:
        with self._read() as connection:
            return tuple(rows_near.mentions_near(connection, where, self._damage))

    def change_bonds(self, bonds: Iterable[Bonds], gone: Iterable[str] = ()) -> Change:
        ready, left = list(bonds), list(gone)
        with self._write() as connection:
            return rows_bonds.change_bonds(connection, ready, left)

    def write_bonds(self, bonds: Iterable[Bonds], recipe: str) -> Change:
        with self._write() as connection:
            return rows_bonds.write_bonds(connection, bonds, recipe)

    def bonds_of(self, mention_ids: Iterable[str]) -> tuple[Bonds, ...]:
        with self._read() as connection:
            return rows_bonds.bonds_of(connection, mention_ids)

    def parts_current(self, recipe: str) -> bool:
        with self._read() as connection:
            return rows_derived.parts_current(connection, recipe)

    def merge_due(self, recipe: str) -> bool:
        with self._read() as connection:
            return rows_derived.merge_due(connection, recipe)

    def write_part(self, events: Iterable[Event], mention_ids: Iterable[str]) -> Change:
        ready, ids = list(events), list(mention_ids)
        with self._write() as connection:
            return rows_derived.write_part(connection, ready, ids, at=self._clock())

    def events(self) -> Iterator[Event]:
        return self._each(rows_derived.events(self._connection, self._damage))

    def events_in_turn(self, *, number: int, of: int, size: int) -> Iterator[Event]:
        return self._each(
            rows_derived.events_in_turn(
                self._connection, self._damage, number=number, of=of, size=size
            )
        )

    def event(self, event_id: str) -> Event | None:
        with self._read() as connection:
            return rows_derived.event(connection, event_id)

    def events_holding(self, mention_ids: Iterable[str]) -> tuple[Event, ...]:
        with self._read() as connection:
            return rows_derived.events_holding(connection, mention_ids)

    def events_telling(self, doc_ids: Iterable[str]) -> tuple[Event, ...]:
        with self._read() as connection:
            return rows_derived.events_telling(connection, doc_ids)

    def ids_beginning(self, start: str) -> tuple[str, ...]:
        with self._read() as connection:
            return rows_derived.ids_beginning(connection, start)

    def resolve_event(self, event_id: str) -> tuple[Event, ...]:
        with self._read() as connection:
            ids = history.holders(connection, event_id)
            found = (rows_derived.event(connection, each) for each in ids)
            return tuple(event for event in found if event is not None)

    def reports_held(self, event_id: str) -> tuple[str, ...]:
        with self._read() as connection:
            return history.reports_held(connection, event_id)

    def redirects(self) -> Iterator[Redirect]:
        with self._read() as connection:
            return history.all_redirects(connection)

    def document_page(
        self,
        wanted: DocumentFilter,
        *,
        analyser: Analyser | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> DocumentPage:
        if wanted.text and analyser is not None and not self._reading:
            self._index(analyser)
        with reported(self._database), self.snapshot():
            return document_page(self._connection, wanted, analyser, limit=limit, cursor=cursor)

    def document_outlets(self) -> tuple[tuple[str, int], ...]:
        with self._read() as connection:
            return outlets(connection)

    def rows(
        self,
        wanted: EventFilter,
        *,
        analyser: Analyser | None = None,
        order: Order = Order.DATE_DESC,
        limit: int = 50,
        cursor: str | None = None,
        offset: int = 0,
    ) -> Page:
        with self._listed(wanted, analyser) as limits:
            return page(
                self._connection,
                limits,
                order=order,
                limit=limit,
                cursor=cursor,
                offset=offset,
            )

    def facets(self, wanted: EventFilter, *, analyser: Analyser | None = None) -> Facets:
        with self._listed(wanted, analyser) as limits:
            return facets(self._connection, limits)

    def clusters(
        self, wanted: EventFilter, box: Box, zoom: int, *, analyser: Analyser | None = None
    ) -> tuple[Cluster, ...]:
        with self._listed(wanted, analyser) as limits:
            return clusters(self._connection, limits.on_rows(), box, zoom)

    def unpinned(
        self, wanted: EventFilter, *, analyser: Analyser | None = None
    ) -> tuple[tuple[str, int], ...]:
        with self._listed(wanted, analyser) as limits:
            return unpinned(self._connection, limits)

    def timeline(
        self, wanted: EventFilter, step: Step, *, analyser: Analyser | None = None
    ) -> tuple[Span, ...]:
        with self._listed(wanted, analyser) as limits:
            return timeline(self._connection, limits.on_rows(), step)

    def neighbours(
        self,
        event_id: str,
        wanted: EventFilter,
        order: Order,
        *,
        analyser: Analyser | None = None,
    ) -> Neighbours:
        with self._listed(wanted, analyser) as limits:
            return neighbours(self._connection, event_id, limits, order)

    def listed_events(
        self,
        wanted: EventFilter,
        *,
        analyser: Analyser | None = None,
        order: Order = Order.DATE_DESC,
    ) -> Iterator[Event]:
        with self._listed(wanted, analyser) as limits:
            yield from listed_events(self._connection, limits.on_rows(), order, self._damage)

    def saved_filters(self, person: str) -> tuple[SavedFilter, ...]:
        with self._read() as connection:
            return rows_saved.saved_filters(connection, person)

    def write_saved_filter(self, saved: SavedFilter) -> Change:
        with self._write() as connection:
            return rows_saved.write_saved_filter(connection, saved)

    def drop_saved_filter(self, owner: str, name: str) -> Change:
        with self._write() as connection:
            return rows_saved.drop_saved_filter(connection, owner, name)

    def judged_since(self, at: str, person: str | None = None) -> int:
        with self._read() as connection:
            return rows_saved.judged_since(connection, at, person)

    @contextmanager
    def _listed(self, wanted: EventFilter, analyser: Analyser | None) -> Iterator[Limits]:
        """What a filter asks of the rows of events, in one state of the store."""
        if not wanted.text:
            with reported(self._database), self.snapshot():
                yield limits_of(wanted, None)
            return
        if analyser is None:
            raise SettingsError(f"a filter by text ({wanted.text!r}) needs an analyser of words")
        indexed = self._indexed_for(wanted.text, analyser)
        with reported(self._database), self.snapshot():
            told = self._told(wanted.text, analyser, indexed=indexed)
            yield limits_of(wanted, partial(told.among, self._connection))

    def _indexed_for(self, text: str, analyser: Analyser) -> State | None:
        """The state in which all documents can be searched; `None` where that is not known.

        Where it is known what the text finds, that is so: nothing has to be looked at.
        """
        if self._reading:
            return None
        with self._read() as connection:
            state = state_of(connection, self._database.name, text, analyser)
        if self._tellings.held(state) is None:
            self._index(analyser)
        return state

    def _told(self, text: str, analyser: Analyser, *, indexed: State | None) -> Told:
        """What a text finds, kept for others if all was indexed and nobody has written since."""
        state = state_of(self._connection, self._database.name, text, analyser)
        told = self._tellings.held(state)
        if told is None:
            told = told_of(self._connection, text, analyser)
            if state == indexed:
                self._tellings.keep(state, told)
        return told

    def log(self) -> Iterator[LogEntry]:
        return self._each(map(log.entry_of, log.rows(self._connection)))

    def log_head(self) -> LogHead:
        with self._read() as connection:
            return log.head(connection)

    def log_page(self, wanted: LogWanted, *, before: int | None = None, limit: int = 50) -> LogPage:
        with self._read() as connection:
            return audit.log_page(connection, wanted, before=before, limit=limit)

    def log_authors(self) -> tuple[str, ...]:
        with self._read() as connection:
            return audit.log_authors(connection)

    def faults(self, *, expect: str | None = None, seconds: float | None = None) -> Iterator[Fault]:
        # Imported here: no other command asks for it.
        from rasd.store.verify import faults  # noqa: PLC0415

        with audit.limited(self._connection, seconds):
            yield from self._each(faults(self._connection, expect=expect))

    def write_issues(self, issues: Iterable[Issue], *, read: Iterable[str] = ()) -> Change:
        ready, tried = list(issues), list(read)
        with self._write() as connection:
            return rows_issues.write_issues(connection, ready, tried)

    def issues(self) -> Iterator[Issue]:
        return self._each(rows_issues.list_issues(self._connection))

    def damaged(self) -> tuple[Damaged, ...]:
        return self._damage.taken()

    def distrust(self, doc_ids: Iterable[str]) -> None:
        with self._write() as connection:
            rows_coding.distrust(connection, doc_ids)

    def write_backup(self, file: BinaryIO) -> dict[str, int]:
        with reported(self._database), self.snapshot():
            return backup.write_backup(self._connection, file)

    def counts(self) -> dict[str, int]:
        with self._read() as connection:
            return meta.counts(connection)

    def event_types(self) -> dict[EventType, int]:
        with self._read() as connection:
            return rows_derived.event_types(connection)

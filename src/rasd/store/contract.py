"""Decides what a store of rasd must be able to do, whatever database stands behind it.

Documents and what extraction found in them are the source; reuse and events are derived from
all of them and of what people said, and rewritten after each merge. None of these depends on the
clock or on the order in which documents came, so the same input gives the same content. Beside
them stands what happened, and when: the log, and which events there were before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import BinaryIO, Protocol, Self

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
    LogKind,
    Mention,
    Neighbours,
    Order,
    Original,
    Page,
    Redirect,
    Reuse,
    SavedFilter,
    Span,
    Step,
    Surroundings,
)
from rasd.store.people import People
from rasd.store.rounds import Rounds
from rasd.store.rows import CodedRows
from rasd.store.sharing import Sharing


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many records a write added, replaced by other content, removed and found the same."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(
            added=self.added + other.added,
            updated=self.updated + other.updated,
            removed=self.removed + other.removed,
            unchanged=self.unchanged + other.unchanged,
        )

    def __bool__(self) -> bool:
        """True where something changed."""
        return bool(self.added or self.updated or self.removed)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a store that is not as rasd left it: where, and what."""

    place: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWanted:
    """Which entries of the log: those that fit every limit given; days are those of UTC.

    `judgements` are the times of judgements by their ids: the entries of these alone.
    """

    by: str | None = None
    kinds: tuple[LogKind, ...] = ()
    since: date | None = None
    until: date | None = None
    judgements: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """A part of the log, the newest first; a fault stands for an entry that cannot be read.

    `next` is what the next part comes before, `None` at the beginning of the log.
    """

    entries: tuple[LogEntry | Fault, ...]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A row that cannot be read: its table, its id, the document that it belongs to, and why."""

    table: str
    id: str
    doc_id: str | None
    reason: str

    def message(self) -> str:
        """What is wrong and what to do, on one line."""
        of = f" of document {self.doc_id!r}" if self.doc_id not in (None, self.id) else ""
        return (
            f"table {self.table!r}: row {self.id!r}{of} is damaged ({self.reason}). "
            "Run again on its report to make it anew, or restore a backup"
        )


class Store(Protocol):
    """Documents, mentions, figures, events, judgements and issues of one project."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def close(self) -> None:
        """Lets go of the database; what was written stays."""

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside happen together or, on an error, not at all. May be nested."""

    def snapshot(self) -> AbstractContextManager[None]:
        """All reads inside see one state, whatever others write meanwhile."""

    @property
    def people(self) -> People:
        """Who may work on the store, and what lets them in."""

    @property
    def rounds(self) -> Rounds:
        """Items that several people code, each without seeing the others' answers."""

    @property
    def sharing(self) -> Sharing:
        """What is exchanged with other organisations."""

    # Documents and what was found in them

    def needs_coding(self, documents: Iterable[Document], recipe: str) -> Iterator[Document]:
        """Those of the documents that are new, were changed or were coded under another recipe.

        A change is one of the text or of anything else that is read with it: a new publication
        date moves every relative date.
        """

    def write_coded(
        self,
        batch: Iterable[CodedDocument],
        recipe: str,
        *,
        originals: Mapping[str, Original] | None = None,
        analyser: Analyser | None = None,
    ) -> Change:
        """Writes documents with their mentions and figures, all of the batch or nothing.

        What the store held for these ids is replaced. A document that only comes with another
        recipe counts as unchanged. `reuse` of the documents is not written here. `originals` are
        what the documents were read from, by document id; a document that stays the same keeps
        the one it has. With an `analyser` the documents can be searched at once; without one
        the first search sees to that.
        """

    def write_rows(
        self,
        batch: Sequence[CodedRows],
        recipe: str,
        *,
        originals: Mapping[str, Original] | None = None,
    ) -> Change:
        """Writes documents as `write_coded` does, of which `coded_rows` made the rows."""

    def held(self, doc_ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids that documents of the store bear."""

    def write_originals(self, originals: Mapping[str, Original]) -> Change:
        """Adds what documents were read from, by document id, where the store holds nothing yet.

        Counts documents; those that the store does not hold are passed over.
        """

    def recipes(self) -> dict[str, int]:
        """How many documents were coded under each recipe, by recipe; "" has those distrusted."""

    def documents(self) -> Iterator[Document]:
        """All documents by id, each with its `reuse`."""

    def citations(self) -> Iterator[Citation]:
        """Every document as it is cited, in the order of ids; no text is read."""

    def mentions(self) -> Iterator[Mention]:
        """All mentions, by document id and then in the order of the document.

        Those that people added come behind the others of their document. They are those that the
        judgements make of the texts as these stand now, whatever is coded anew.
        """

    def figures(self) -> Iterator[Figure]:
        """All figures, by document id and then in the order of the document."""

    def coded(self) -> Iterator[CodedDocument]:
        """All documents by id with what was found in them: no mentions that people added."""

    def document(self, doc_id: str) -> Document | None:
        """The document as it stands now."""

    def documents_of(self, doc_ids: Iterable[str]) -> tuple[Document, ...]:
        """Those of these documents that the store holds and can read."""

    def ids_of_outlet(self, outlet: str) -> tuple[str, ...]:
        """The ids of the documents that an outlet printed."""

    def versions(self, doc_id: str) -> tuple[str, ...]:
        """Every text that the document had, in the order in which they were first seen."""

    def original(self, doc_id: str) -> Original | None:
        """What the document was read from, read piece by piece while the store is open."""

    def originals(self) -> Iterator[Original]:
        """Every original that a document has or had, once each by SHA-256, without locator."""

    def search(
        self, query: str, analyser: Analyser, *, limit: int = 20, offset: int = 0
    ) -> Iterator[Found]:
        """The documents that have every word of the query, in whatever form, the best first.

        Words in quotes have to follow each other. Documents that are not yet indexed for this
        analyser are, outside a snapshot. Raises `SettingsError` for a query without a word.
        """

    def index(self, analyser: Analyser) -> Iterator[int]:
        """Makes every document searchable under this analyser, a page at a time.

        Gives how many there are still to do, at first and after each page; 0 comes last.
        """

    def mention(self, mention_id: str) -> Mention | None: ...

    def mentions_of(self, doc_ids: Iterable[str]) -> tuple[Mention, ...]:
        """The mentions of these documents."""

    def figures_of(self, doc_id: str) -> tuple[Figure, ...]:
        """The figures of a document in its order."""

    def mentions_near(self, where: Surroundings) -> tuple[Mention, ...]:
        """The mentions in these surroundings, found or added."""

    # The same by pages: from behind the last record of the page before

    def documents_after(self, doc_id: str, *, limit: int) -> tuple[Document, ...]:
        """Documents by id."""

    def mentions_after(
        self, place: tuple[str, int], *, limit: int
    ) -> tuple[tuple[tuple[str, int], Mention], ...]:
        """Mentions by document and position in it, each with that place."""

    def figures_after(
        self, place: tuple[str, int], *, limit: int
    ) -> tuple[tuple[tuple[str, int], Figure], ...]:
        """Figures by document and position in it, each with that place."""

    def judgements_after(self, number: int, *, limit: int) -> tuple[tuple[int, Judgement], ...]:
        """Judgements in the order in which they were written, each with its number, from 1."""

    # What people said

    def write_judgements(self, judgements: Iterable[Judgement]) -> Change:
        """Adds judgements in the order given; those that are there already stay as they are.

        Events follow only with the next merge. Raises `StoreError` for the withdrawal of a
        judgement that the store does not hold.
        """

    def judgements(self) -> Iterator[Judgement]:
        """All judgements in the order of their turns: each answers those before it at most."""

    def judgement(self, judgement_id: str) -> Judgement | None: ...

    def judgement_ids_beginning(self, start: str) -> tuple[str, ...]:
        """The ids of judgements that begin so, in order; the first hundred."""

    def judgements_on(
        self, doc_ids: Iterable[str] = (), *, outlets: Iterable[str] = ()
    ) -> tuple[Judgement, ...]:
        """Those that speak of reports in these documents or of these outlets, and those that
        withdraw one of them, in the order of their turns.
        """

    # What is derived from all of them

    def revision(self) -> int:
        """A number that grows whenever documents, mentions, figures or judgements change."""

    def events_current(self) -> bool:
        """Whether events were written from the mentions and judgements that the store now holds."""

    def write_reuse(self, reuse: Mapping[str, Sequence[Reuse]]) -> Change:
        """Replaces what all documents copy from others; documents not named copy nothing."""

    def memory(self, recipe: str) -> Iterator[tuple[str, bytes]]:
        """What the last merge under a recipe left for the next one; nothing of another recipe."""

    def write_memory(self, rows: Iterable[tuple[str, bytes]], recipe: str) -> Change:
        """Leaves exactly these rows. Under one recipe a key always stands for the same value."""

    def mention_digests(self) -> Iterator[tuple[str, str, str]]:
        """Id, document id and a digest of the record of each mention; no record is read."""

    def event_digests(self) -> Iterator[tuple[str, str]]:
        """A digest of the record of each event, by id and in the order of ids; none is read."""

    def write_events(
        self,
        events: Iterable[Event],
        *,
        kept: Iterable[str] = (),
        of_revision: int | None = None,
    ) -> Change:
        """Replaces all events by these; those that are the same stay untouched.

        So do those whose ids are in `kept`.

        `of_revision` is the revision at which the mentions were read for merging, by default the
        one now: where another process has added documents since, the events count as not current.
        """

    def write_bonds(self, bonds: Iterable[Bonds], recipe: str) -> Change:
        """Leaves exactly these, which documents of now have under a recipe of merging."""

    def bonds_of(self, mention_ids: Iterable[str]) -> tuple[Bonds, ...]:
        """Those of all mentions in the parts of these; nothing of mentions that have none."""

    def change_bonds(self, bonds: Iterable[Bonds], gone: Iterable[str] = ()) -> Change:
        """Writes these over what is held for their mentions; those in `gone` have none any more."""

    def parts_current(self, recipe: str) -> bool:
        """Whether events may be derived part by part: none waits for a merge, under this recipe.

        Judgements that are written next, in the same transaction, leave it so for the parts that
        they do not touch.
        """

    def merge_due(self, recipe: str) -> bool:
        """Whether events are not yet those of what the store holds, under this recipe of merging.

        A store without documents has nothing to merge.
        """

    def write_part(self, events: Iterable[Event], mention_ids: Iterable[str]) -> Change:
        """Replaces the events that hold these mentions by these, and leaves all others.

        From then on events count as those of the revision of now: only for whoever found
        `parts_current` in the same transaction, before the judgements were written.
        """

    def events(self) -> Iterator[Event]:
        """All events by first day, those without a date last, and then by id."""

    def events_in_turn(self, *, number: int, of: int, size: int) -> Iterator[Event]:
        """The events of one of several readers who take turns: `size` of them, then the next.

        Only these are decoded, which is most of what reading costs; counted from 0.
        """

    def event(self, event_id: str) -> Event | None: ...

    def events_holding(self, mention_ids: Iterable[str]) -> tuple[Event, ...]:
        """The events that hold any of these mentions, by id."""

    def events_telling(self, doc_ids: Iterable[str]) -> tuple[Event, ...]:
        """The events that hold a mention of any of these documents, by id."""

    def resolve_event(self, event_id: str) -> tuple[Event, ...]:
        """The events that hold the mentions that an event with this id ever held.

        The one that still has this id comes first, then those with most of the mentions; empty
        for an id that no event ever had, or whose mentions are in no event.
        """

    def reports_held(self, event_id: str) -> tuple[str, ...]:
        """The ids of the mentions that an event with this id ever held, and what became of them."""

    def redirects(self) -> Iterator[Redirect]:
        """Where each id leads that an event had and has no longer, or not for all its mentions."""

    # Lists of documents and events, as people look at them

    def document_page(
        self,
        wanted: DocumentFilter,
        *,
        analyser: Analyser | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> DocumentPage:
        """A page of the documents that a filter wants, the newest first.

        A filter by text needs the `analyser`. Raises `SettingsError` for a text without a word
        and for a cursor that no page gave.
        """

    def document_outlets(self) -> tuple[tuple[str, int], ...]:
        """How many documents each outlet has, the most first; "" has those without an outlet."""

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
        """A page of the events that a filter wants.

        `cursor` is one that a page in the same order gave; without one the page begins after
        `offset` events. A filter by text needs the `analyser`. Raises `SettingsError` for a text
        without a word and a cursor that is none.
        """

    def facets(self, wanted: EventFilter, *, analyser: Analyser | None = None) -> Facets:
        """How many events have each country, type, outlet and so on."""

    def clusters(
        self, wanted: EventFilter, box: Box, zoom: int, *, analyser: Analyser | None = None
    ) -> tuple[Cluster, ...]:
        """The events with a point in a box, put together as they lie at a zoom of the usual map."""

    def unpinned(
        self, wanted: EventFilter, *, analyser: Analyser | None = None
    ) -> tuple[tuple[str, int], ...]:
        """How many events of each country are no point on the map; `UNKNOWN` for no country."""

    def timeline(
        self, wanted: EventFilter, step: Step, *, analyser: Analyser | None = None
    ) -> tuple[Span, ...]:
        """How many events there were in each step that has any, by its first day.

        An event that may have taken longer than the step stands in a span of the next step that is
        long enough, so that one of which only the month is known is not counted on its first day.
        """

    def neighbours(
        self,
        event_id: str,
        wanted: EventFilter,
        order: Order,
        *,
        analyser: Analyser | None = None,
    ) -> Neighbours:
        """Which events come before and behind one in the list that `rows` gives."""

    def listed_events(
        self,
        wanted: EventFilter,
        *,
        analyser: Analyser | None = None,
        order: Order = Order.DATE_DESC,
    ) -> Iterator[Event]:
        """The whole records of all events that `rows` gives, of one state of the store."""

    # What people keep for themselves, and how far they are

    def saved_filters(self, person: str) -> tuple[SavedFilter, ...]:
        """A person's own filters by name, and then those that others share."""

    def write_saved_filter(self, saved: SavedFilter) -> Change:
        """Keeps a filter; one of the same person and name is replaced."""

    def drop_saved_filter(self, owner: str, name: str) -> Change:
        """Forgets a filter; nothing happens where there is none."""

    def judged_since(self, at: str, person: str | None = None) -> int:
        """How many judgements were made from a time on, by one person or by all.

        Withdrawals are not counted.
        """

    # What happened

    def log(self) -> Iterator[LogEntry]:
        """Every write of documents and judgements and every merge, in order."""

    def log_head(self) -> LogHead:
        """The last entry; whoever notes its hash can tell later whether the log was changed."""

    def log_page(self, wanted: LogWanted, *, before: int | None = None, limit: int = 50) -> LogPage:
        """The newest entries that are wanted, from behind the entry number `before`."""

    def log_authors(self) -> tuple[str, ...]:
        """Whoever did anything, by name."""

    def faults(self, *, expect: str | None = None, seconds: float | None = None) -> Iterator[Fault]:
        """All that is not as the log says it was written; `expect` is a hash noted earlier.

        Raises `StoreError` where it would take much more than `seconds`.
        """

    def ids_beginning(self, start: str) -> tuple[str, ...]:
        """The ids of mentions and events that begin so, in order; the first hundred."""

    # What went wrong, and what there is

    def damaged(self) -> tuple[Damaged, ...]:
        """Rows that reading left out since this was last asked, for they could not be read.

        Asking for such a row by its id raises `StoreError` instead.
        """

    def distrust(self, doc_ids: Iterable[str]) -> None:
        """Makes documents count as not coded, so that the next coding writes all of them anew."""

    def write_issues(self, issues: Iterable[Issue], *, read: Iterable[str] = ()) -> Change:
        """Replaces what is known against the sources of these issues and those in `read`.

        `read` names all sources that were tried, so that a file that has been mended is cleared.
        """

    def issues(self) -> Iterator[Issue]:
        """All issues by source, kind and message."""

    def write_backup(self, file: BinaryIO) -> dict[str, int]:
        """Writes all that the store holds as one archive, of one state and the same bytes for it.

        Gives the number of rows by table. `rasd.store.restore_store` reads it.
        """

    def counts(self) -> dict[str, int]:
        """Number of documents, mentions, figures, events and issues."""

    def event_types(self) -> dict[EventType, int]:
        """How many events there are of each type that there is any of; no record is read."""

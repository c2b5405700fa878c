"""Decides what is read of an event, once for a page: its reports, their articles, their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rasd.model import Account, Document, Event, EventFilter, EventRow, Mention, Order
from rasd.review.saying import base_field
from rasd.store import Store

_LOOKED_INTO = 4
_OTHERS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words behind a value: where they stand, and by which rule and data row they were read.

    `key` names them in the page, the same in the values and in the articles. `holds` is false
    where the article does not have these words at this place.
    """

    key: str
    field: str
    doc_id: str
    part: str | None
    start: int
    end: int
    words: str
    rule: str | None
    row: str | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An event with all that it rests on. Documents come in the order of its accounts."""

    event: Event
    mentions: Mapping[str, Mention]
    documents: Mapping[str, Document]
    beside: Mapping[str, Document]
    """Documents that share words with its own and tell of it not."""
    others: Mapping[str, tuple[EventRow, ...]]
    """What else its first documents tell of."""
    quotes: tuple[Quote, ...]

    def account(self, mention_id: str) -> Account | None:
        """The account that a mention gives."""
        return next((a for a in self.event.accounts if a.mention_id == mention_id), None)

    def report(self, doc_id: str) -> Mention | None:
        """What one document reports of the event."""
        return next((m for m in self.mentions.values() if m.doc_id == doc_id), None)


def read_ground(store: Store, event: Event) -> Ground:
    """Reads what an event rests on."""
    order = dict.fromkeys((*(a.doc_id for a in event.accounts), *event.doc_ids))
    documents = {d: found for d in order if (found := store.document(d)) is not None}
    mentions = {m: told for m in event.mention_ids if (told := store.mention(m)) is not None}
    others = dict.fromkeys(
        reuse.of
        for document in documents.values()
        for reuse in document.reuse
        if reuse.of not in documents
    )
    return Ground(
        event=event,
        mentions=mentions,
        documents=documents,
        beside={d: found for d in others if (found := store.document(d)) is not None},
        others=_others(store, event, documents),
        quotes=_quotes(event, mentions, documents),
    )


def _others(
    store: Store, event: Event, documents: Mapping[str, Document]
) -> dict[str, tuple[EventRow, ...]]:
    found = {}
    for doc_id in list(documents)[:_LOOKED_INTO]:
        page = store.rows(EventFilter(document=doc_id), order=Order.DATE, limit=_OTHERS)
        found[doc_id] = tuple(row for row in page.rows if row.id != event.id)
    return found


def _quotes(
    event: Event, mentions: Mapping[str, Mention], documents: Mapping[str, Document]
) -> tuple[Quote, ...]:
    """The words of the event and of its reports, each once, in the order of the articles."""
    given = [(each.doc_id or event.doc_ids[0], each) for each in event.evidence]
    given += [(m.doc_id, each) for m in mentions.values() for each in m.evidence]
    place = {doc_id: n for n, doc_id in enumerate(documents)}
    found: dict[tuple[int, bool, int, int, str], Quote] = {}
    for doc_id, each in given:
        document = documents.get(doc_id)
        if document is None:
            continue
        text = (document.title or "") if each.part == "title" else document.text
        field = base_field(each.field)
        at = (place[doc_id], each.part != "title", each.start, each.end, field)
        if at in found:
            continue
        found[at] = Quote(
            key="",
            field=field,
            doc_id=doc_id,
            part=each.part,
            start=each.start,
            end=each.end,
            words=each.quote,
            rule=each.rule,
            row=each.row,
            holds=0 <= each.start < each.end and text[each.start : each.end] == each.quote,
        )
    ordered = [found[at] for at in sorted(found)]
    return tuple(replace(quote, key=f"e{n}") for n, quote in enumerate(ordered))

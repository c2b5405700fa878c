"""Decides which words of a document a person means who adds an incident that rasd missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rasd import judge
from rasd.judge import Who
from rasd.model import TELLING, Document, Evidence, Judgement, SettingsError
from rasd.run.judged_values import value_of
from rasd.store import Store

_SHOWN = 40


def add(
    store: Store,
    doc_id: str,
    who: Who,
    *,
    quotes: Sequence[str],
    values: Mapping[str, str],
    words: Mapping[str, str] | None = None,
) -> Judgement:
    """Adds an incident that a document tells in the words `quotes`.

    `values` are its fields as written on a command line; `words` show some of them.
    """
    document = store.document(doc_id)
    if document is None:
        raise SettingsError(f"no document has the id {doc_id!r}; ids stand in documents.jsonl")
    telling = [_only(document, quote) for quote in quotes]
    shown = [_nearest(document, field, quote, telling) for field, quote in (words or {}).items()]
    return judge.add(
        document,
        {field: value_of(field, value) for field, value in values.items()},
        [*telling, *shown],
        who=who,
        known=store.mentions_of([doc_id]),
    )


def _only(document: Document, quote: str) -> Evidence:
    """The one place where the document says these words."""
    places = list(_places(document, TELLING, quote))
    if len(places) > 1:
        raise SettingsError(
            f"document {document.id!r} says {quote[:_SHOWN]!r} {len(places)} times; give more words"
        )
    return places[0]


def _nearest(document: Document, field: str, quote: str, telling: Sequence[Evidence]) -> Evidence:
    """Where the document says these words, nearest to those that tell of the incident."""
    return min(
        _places(document, field, quote),
        key=lambda place: min(
            ((place.part != each.part, abs(place.start - each.start)) for each in telling),
            default=(False, place.start),
        ),
    )


def _places(document: Document, field: str, quote: str) -> Sequence[Evidence]:
    found = [*_occurrences(document.text, field, quote)]
    found += _occurrences(document.title or "", field, quote, part="title")
    if not found:
        raise SettingsError(
            f"document {document.id!r} does not say {quote[:_SHOWN]!r}; give the words exactly as "
            "they stand"
        )
    return found


def _occurrences(
    text: str, field: str, quote: str, *, part: str | None = None
) -> Iterator[Evidence]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield Evidence(field=field, start=at, end=at + len(quote), quote=quote, part=part)
        at = text.find(quote, at + 1)

"""Decides what of the records the page carries, and in which form the browser reads it.

Two changes matter. A browser counts UTF-16 units, the contract code points, so offsets are
converted here, once. And events hold the evidence of all their mentions, each with the number
of its document; a quote that its text does not hold is sent as words without a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rasd.export.report.records import EVENTS_A_PAGE, AtHand, Given, Records, pages
from rasd.export.report.told import told
from rasd.model import (
    Document,
    Event,
    Evidence,
    Figure,
    Issue,
    Mention,
    Reuse,
    replace,
    to_json,
)

Json = dict[str, Any]
"""A JSON object for the browser; `Any` because it ends in a file."""

Units = Callable[[int], int]

_NUMBERS = frozenset({int, float, bool})
_TOLD = ("accounts", "values", "tolls", "conflicts")
"""Fields of an event that the page carries in another form."""
_WITHOUT: Json = dict.fromkeys((*_TOLD, "mention_ids", "evidence"), ())
_LEFT_OUT = frozenset({"schema", "doc_id", "doc_ids", "mention_ids", "evidence"})
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def records_payload(
    *,
    documents: Sequence[Document],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    issues: Sequence[Issue],
) -> Json:
    """Events, figures, issues and documents without their texts."""
    given = Given(
        documents=documents, events=events, mentions=mentions, figures=figures, issues=issues
    )
    number = {document.id: n for n, document in enumerate(documents)}
    at_hand = AtHand(given)
    return {
        "documents": list(documents_payload(given, number)),
        "events": [made for _, made, _ in events_payload(given, number, at_hand)],
        "figures": [made for _, made in figures_payload(given, number)],
        "issues": [issue_payload(issue) for issue in issues],
    }


def documents_payload(records: Records, number: Mapping[str, int]) -> Iterator[Json]:
    """Every document without its text."""
    at_hand = AtHand(records, told=False)
    for page in pages(records.documents(), EVENTS_A_PAGE):
        at_hand.fetch(reuse.of for document in page for reuse in document.reuse)
        for document in page:
            yield _document(document, number, at_hand)


def events_payload(
    records: Records, number: Mapping[str, int], at_hand: AtHand
) -> Iterator[tuple[Event, Json, tuple[Mention, ...]]]:
    """Every event, as the page carries it, with the mentions that it was made from."""
    for page in pages(records.events(), EVENTS_A_PAGE):
        at_hand.fetch(doc_id for event in page for doc_id in _documents_of(event))
        for event in page:
            own = at_hand.mentions(event)
            yield event, _event(event, own, number, at_hand), own


def figures_payload(records: Records, number: Mapping[str, int]) -> Iterator[tuple[Figure, Json]]:
    """Every figure, and as the page carries it."""
    at_hand = AtHand(records, told=False)
    for page in pages(records.figures(), EVENTS_A_PAGE):
        at_hand.fetch(doc_id for figure in page for doc_id in _documents_of(figure))
        for figure in page:
            yield figure, _figure(figure, number, at_hand)


def issue_payload(issue: Issue) -> Json:
    return _slim(to_json(issue)) | {"fatal": issue.fatal}


def _documents_of(record: Event | Figure) -> Iterator[str]:
    """The ids of all documents that a record or its evidence comes from."""
    yield from record.doc_ids if isinstance(record, Event) else (record.doc_id,)
    for item in record.evidence:
        if item.doc_id:
            yield item.doc_id


def _document(document: Document, number: Mapping[str, int], at_hand: AtHand) -> Json:
    units = _units(document.text)
    return _slim(
        {
            "id": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "published": to_json(document.published),
            "url": document.url,
            "language": document.language,
            "length": units(len(document.text)),
            "warnings": list(document.warnings),
            "reuse": [
                _reuse(reuse, number[reuse.of], units, _units(origin.text))
                for reuse in document.reuse
                if (origin := at_hand.document(reuse.of)) is not None and reuse.of in number
            ],
        }
    )


def _reuse(reuse: Reuse, of: int, units: Units, of_units: Units) -> Json:
    spans = [
        [units(span.start), units(span.end), of_units(span.of_start), of_units(span.of_end)]
        for span in reuse.spans
    ]
    return {"of": of, "share": round(reuse.share, 3), "kind": reuse.kind.value, "spans": spans}


def _event(
    event: Event, own: Sequence[Mention], number: Mapping[str, int], at_hand: AtHand
) -> Json:
    given = [(item.doc_id or event.doc_ids[0], item) for item in event.evidence]
    given += [(mention.doc_id, item) for mention in own for item in mention.evidence]
    rest = to_json(replace(event, **_WITHOUT))
    # What is told in another form keeps its place among the others.
    rest |= {name: True for name in _TOLD if getattr(event, name)}
    out = _slim({name: value for name, value in rest.items() if name not in _LEFT_OUT})
    out |= told(event, number)
    if "review" in out:
        out["review"]["judgements"] = [_judgement(each) for each in out["review"]["judgements"]]
        if "disputes" in out["review"]:
            disputes = out["review"]["disputes"]
            out["review"]["disputes"] = [_judgement(each, "judgements") for each in disputes]
    out["docs"] = [number[doc_id] for doc_id in event.doc_ids if doc_id in number]
    out["evidence"] = True
    out["conflicts"] = [_conflict(item, number) for item in to_json(event.conflicts)]
    if len(own) > 1:
        out["mentions"] = [_mention(mention, number) for mention in own]
    out = _slim(out)
    # What is longest is made without what is empty, and is not looked through again.
    if evidence := _evidence(given, number, at_hand):
        out["evidence"] = evidence
    else:
        del out["evidence"]
    return out


def _judgement(given: Json, *more: str) -> Json:
    """Who said what; the machine's own values and the ids of judgements stay in the store."""
    left_out = ("id", "machine", *more)
    return {name: value for name, value in _slim(given).items() if name not in left_out}


def _conflict(item: Json, number: Mapping[str, int]) -> Json:
    docs = [number.get(doc_id, -1) for doc_id in item["doc_ids"]]
    return {"field": item["field"], "values": item["values"], "docs": docs}


def _mention(mention: Mention, number: Mapping[str, int]) -> Json:
    rest = to_json(replace(mention, evidence=(), conflicts=()))
    left_out = _LEFT_OUT | {"id"}
    out = _slim({name: value for name, value in rest.items() if name not in left_out})
    out["doc"] = number.get(mention.doc_id, -1)
    return out


def _figure(figure: Figure, number: Mapping[str, int], at_hand: AtHand) -> Json:
    out = _slim(to_json(figure))
    out.pop("doc_id", None)
    out["doc"] = number.get(figure.doc_id, -1)
    out["evidence"] = _evidence(
        [(item.doc_id or figure.doc_id, item) for item in figure.evidence], number, at_hand
    )
    return out


def _evidence(
    given: Sequence[tuple[str, Evidence]], number: Mapping[str, int], at_hand: AtHand
) -> list[Json]:
    seen: set[tuple[str, str, str | None, int, int]] = set()
    texts: dict[tuple[str, bool], tuple[str, Units]] = {}
    out: list[Json] = []
    for doc_id, item in given:
        key = (doc_id, item.field, item.part, item.start, item.end)
        if key in seen:
            continue
        seen.add(key)
        place = (doc_id, item.part == "title")
        if place not in texts:
            document = at_hand.document(doc_id)
            if document is None or doc_id not in number:
                continue
            text = (document.title or "") if item.part == "title" else document.text
            texts[place] = text, _units(text)
        text, units = texts[place]
        found: Json = {"field": item.field, "doc": number[doc_id]}
        if text[item.start : item.end] == item.quote and item.start < item.end:
            found["start"], found["end"] = units(item.start), units(item.end)
        elif item.quote:
            found["quote"] = item.quote
        if item.part:
            found["part"] = item.part
        if item.rule:
            found["rule"] = item.rule
        out.append(found)
    return sorted(out, key=lambda e: (e["doc"], e.get("part", ""), e.get("start", -1), e["field"]))


def _units(text: str) -> Units:
    """From code points to UTF-16 units; the same number unless the text holds astral letters."""
    # Counted by encoding: a thirtieth of the time of looking for the letters.
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return _same
    wide = [match.start() for match in _ASTRAL.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def _same(offset: int) -> int:
    return offset


def _slim(value: Json) -> Json:
    """The object without empty entries, all through; a number is none."""
    return {k: _slimmed(v) for k, v in value.items() if v or type(v) in _NUMBERS}


def _slimmed(value: Any) -> Any:
    if isinstance(value, list):
        return [_slimmed(item) for item in value]
    return _slim(value) if isinstance(value, dict) else value

"""Decides what of the records the page carries, and in which form the browser reads it.

Two changes matter. A browser counts UTF-16 units, the contract code points, so offsets are
converted here, once. And events hold the evidence of all their mentions, each with the number
of its document; a quote that its text does not hold is sent as words without a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rasd.export.report.told import told
from rasd.model import (
    Document,
    Event,
    Evidence,
    Figure,
    Issue,
    Mention,
    Reuse,
    to_json,
)

Json = dict[str, Any]
"""A JSON object for the browser; `Any` because it ends in a file."""

Units = Callable[[int], int]

_LONE = re.compile("[\ud800-\udfff]")
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
    number = {document.id: n for n, document in enumerate(documents)}
    texts = {document.id: document for document in documents}
    by_id = {mention.id: mention for mention in mentions}
    return {
        "documents": [_document(document, number, texts) for document in documents],
        "events": [_event(event, by_id, texts, number) for event in events],
        "figures": [_figure(figure, texts, number) for figure in figures],
        "issues": [_slim(to_json(issue)) | {"fatal": issue.fatal} for issue in issues],
    }


def texts_payload(
    documents: Sequence[Document], events: Sequence[Event], figures: Sequence[Figure]
) -> Json:
    """The text of each document that an event or figure comes from, by its number."""
    wanted = {doc_id for event in events for doc_id in event.doc_ids}
    wanted |= {figure.doc_id for figure in figures}
    return {
        str(n): clean(document.text)
        for n, document in enumerate(documents)
        if document.id in wanted
    }


def clean(text: str) -> str:
    """The text with lone surrogates replaced, one for one: UTF-8 cannot hold them."""
    return _LONE.sub("\ufffd", text)


def _document(document: Document, number: Mapping[str, int], texts: Mapping[str, Document]) -> Json:
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
                _reuse(reuse, number[reuse.of], units, _units(texts[reuse.of].text))
                for reuse in document.reuse
                if reuse.of in texts
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
    event: Event,
    mentions: Mapping[str, Mention],
    texts: Mapping[str, Document],
    number: Mapping[str, int],
) -> Json:
    own = [mentions[m] for m in event.mention_ids if m in mentions]
    given = [(item.doc_id or event.doc_ids[0], item) for item in event.evidence]
    given += [(mention.doc_id, item) for mention in own for item in mention.evidence]
    out: Json = _slim(to_json(event))
    for name in ("schema", "mention_ids", "doc_ids", "evidence"):
        out.pop(name, None)
    out |= told(event, number)
    if "review" in out:
        out["review"]["judgements"] = [_judgement(each) for each in out["review"]["judgements"]]
    out["docs"] = [number[doc_id] for doc_id in event.doc_ids if doc_id in number]
    out["evidence"] = _evidence(given, texts, number)
    out["conflicts"] = [_conflict(item, number) for item in to_json(event.conflicts)]
    if len(own) > 1:
        out["mentions"] = [_mention(mention, number) for mention in own]
    return _slim(out)


def _judgement(given: Json) -> Json:
    """Who said what; the machine's own values and the ids of judgements stay in the store."""
    return {name: value for name, value in _slim(given).items() if name not in ("id", "machine")}


def _conflict(item: Json, number: Mapping[str, int]) -> Json:
    docs = [number.get(doc_id, -1) for doc_id in item["doc_ids"]]
    return {"field": item["field"], "values": item["values"], "docs": docs}


def _mention(mention: Mention, number: Mapping[str, int]) -> Json:
    out = _slim(to_json(mention))
    for name in ("schema", "id", "doc_id", "evidence", "conflicts"):
        out.pop(name, None)
    out["doc"] = number.get(mention.doc_id, -1)
    return out


def _figure(figure: Figure, texts: Mapping[str, Document], number: Mapping[str, int]) -> Json:
    out = _slim(to_json(figure))
    out.pop("doc_id", None)
    out["doc"] = number.get(figure.doc_id, -1)
    out["evidence"] = _evidence(
        [(item.doc_id or figure.doc_id, item) for item in figure.evidence], texts, number
    )
    return out


def _evidence(
    given: Sequence[tuple[str, Evidence]],
    texts: Mapping[str, Document],
    number: Mapping[str, int],
) -> list[Json]:
    seen: set[tuple[str, str, str | None, int, int]] = set()
    out: list[Json] = []
    for doc_id, item in given:
        key = (doc_id, item.field, item.part, item.start, item.end)
        if key in seen or doc_id not in texts:
            continue
        seen.add(key)
        document = texts[doc_id]
        text = (document.title or "") if item.part == "title" else document.text
        found: Json = {"field": item.field, "doc": number[doc_id]}
        if text[item.start : item.end] == item.quote and item.start < item.end:
            units = _units(text)
            found |= {"start": units(item.start), "end": units(item.end)}
        else:
            found["quote"] = item.quote
        if item.part:
            found["part"] = item.part
        if item.rule:
            found["rule"] = item.rule
        out.append(found)
    return sorted(out, key=lambda e: (e["doc"], e.get("part", ""), e.get("start", -1), e["field"]))


def _units(text: str) -> Units:
    """From code points to UTF-16 units; the same number unless the text holds astral letters."""
    if not _ASTRAL.search(text):
        return lambda offset: offset
    wide = [match.start() for match in _ASTRAL.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def _slim(value: Json) -> Json:
    """The object without empty entries, all through, and with text that UTF-8 can hold."""
    return {clean(k): _slimmed(v) for k, v in value.items() if v not in (None, [], {}, "")}


def _slimmed(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_slimmed(item) for item in value]
    return _slim(value) if isinstance(value, dict) else value

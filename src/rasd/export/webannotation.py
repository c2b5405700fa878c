"""Decides how evidence reads as Web Annotation (W3C, JSON-LD): marks on the texts of reports.

One file holds one collection with its only page, one annotation a line between, so that a JSON-LD
reader takes it whole and a program for lines takes it piece by piece; `total` comes last, when it
is known.

Each passage that an event rests on is one annotation, with a body for each field that it shows
(`killed: 5`, what that report tells, not what the event shows) and one that names the event. Its
target is a span of the report: a `TextPositionSelector`, which counts code points, end excluded,
in the text whose SHA-256 the state names, and a `TextQuoteSelector`. A title is a resource of its
own beside its text (`urn:rasd:document:ID:title`): its offsets are none in the text.

What the vocabulary has no word for (`field`, `rule`, `row`, the digest) are terms of our own, which
other programs may pass over. A passage that a person chose has a `Person` as creator, who is never
named: an account is no name to publish.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from json.encoder import encode_basestring as _text

from rasd import __version__
from rasd.export.source import Source
from rasd.export.texts import Texts
from rasd.export.urns import SOFTWARE, urn, web_address
from rasd.model import JUDGED, Citation, Event, Evidence, Json

CONTEXT: Json = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "rasd": "urn:rasd:term:",
        "field": "rasd:field",
        "rule": "rasd:rule",
        "row": "rasd:row",
        "textSha256": "rasd:textSha256",
        "version": "http://schema.org/softwareVersion",
    },
]
SURROUNDINGS = 32
"""How many characters before and after a quote are told, to find it again."""
_CLASS = "event"
"""The field whose passages tell of the event itself, and so of its kind."""
_TOLD_AS = {_CLASS: "sub_event_type"}
_TITLE = "title"
_AT_HAND = 256
"""How many resources stay in words: those of an event's documents are named again and again."""
_LINE_ENDS = tuple((char, f"\\u{ord(char):04x}") for char in "\x85\u2028\u2029")
_Passage = tuple[str, str | None, int, int]


def webannotation_text(source: Source) -> Iterator[str]:
    """The collection of the passages behind the events of a source."""
    yield _opening()
    targets = _Targets(source)
    joint, total = "", 0
    for event in source.events():
        lines = list(_annotations(event, targets))
        if lines:
            yield joint + ",\n".join(lines)
            joint = ",\n"
            total += len(lines)
    yield f'\n]}},\n"total": {total}}}\n'


def _opening() -> str:
    software = {"id": SOFTWARE, "type": "Software", "name": "rasd", "version": __version__}
    return (
        f'{{"@context": {json.dumps(CONTEXT)},\n'
        '"id": "urn:rasd:evidence", "type": "AnnotationCollection", "label": "Evidence",\n'
        f'"generator": {json.dumps(software)},\n'
        '"first": {"id": "urn:rasd:evidence:1", "type": "AnnotationPage", "startIndex": 0, '
        '"items": [\n'
    )


def _annotations(event: Event, targets: _Targets) -> Iterator[str]:
    # Put together by hand: a large store has millions, and json.dumps takes twice the time.
    name = urn("event", event.id)
    subject = f'{{"type":"SpecificResource","source":"{name}","purpose":"linking"}}'
    told = _told_in(event)
    for number, (passage, shown) in enumerate(_passages(event).items(), 1):
        bodies = [_body(each, told.get((each.field, passage[0]))) for each in shown]
        by_person = any(each.rule == JUDGED for each in shown)
        line = (
            f'{{"id":"{name}:evidence:{number}","type":"Annotation","motivation":"tagging",'
            f'"generator":"{SOFTWARE}",'
            + ('"creator":{"type":"Person"},' if by_person else "")
            + f'"body":[{",".join(bodies)},{subject}],'
            f'"target":{targets.of(passage, shown[0].quote)}}}'
        )
        for char, escape in _LINE_ENDS:
            # str.translate would take longer than everything else here.
            line = line.replace(char, escape)
        yield line


def _passages(event: Event) -> dict[_Passage, list[Evidence]]:
    found: dict[_Passage, list[Evidence]] = defaultdict(list)
    for each in event.evidence:
        doc_id = event.doc_ids[0] if each.doc_id is None else each.doc_id
        found[doc_id, each.part, each.start, each.end].append(each)
    return found


def _told_in(event: Event) -> dict[tuple[str, str], str]:
    """What each document says of each field: what its reports of the event do."""
    document_of = {account.mention_id: account.doc_id for account in event.accounts}
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for field in event.values:
        for value in field.values:
            for doc_id in {document_of.get(each, "") for each in value.said_by}:
                told[field.field, doc_id].append(value.value)
    for shown, field_name in _TOLD_AS.items():
        for doc_id in document_of.values():
            if (field_name, doc_id) in told:
                told[shown, doc_id] = told[field_name, doc_id]
    return {where: "; ".join(values) for where, values in told.items()}


def _body(evidence: Evidence, told: str | None) -> str:
    field = evidence.field
    return (
        f'{{"type":"TextualBody","purpose":"{"classifying" if field == _CLASS else "tagging"}",'
        f'"value":{_text(field if told is None else f"{field}: {told}")},"field":{_text(field)}'
        + (f',"rule":{_text(evidence.rule)}' if evidence.rule is not None else "")
        + (f',"row":{_text(evidence.row)}' if evidence.row is not None else "")
        + "}"
    )


class _Targets:
    """Spans of the documents of a source."""

    def __init__(self, source: Source) -> None:
        self._citations = _by_id(source.citations())
        self._texts = Texts(source)
        self._resource = lru_cache(maxsize=_AT_HAND)(self._resource_of)

    def of(self, passage: _Passage, quote: str) -> str:
        """A span as the target of an annotation."""
        doc_id, part, start, end = passage
        before, after = self._texts.around(doc_id, part, start, end, SURROUNDINGS)
        return (
            f'{{"type":"SpecificResource",{self._resource(doc_id, part)},"selector":['
            f'{{"type":"TextPositionSelector","start":{start},"end":{end}}},'
            f'{{"type":"TextQuoteSelector","exact":{_text(quote)}'
            + (f',"prefix":{_text(before)}' if before else "")
            + (f',"suffix":{_text(after)}' if after else "")
            + "}]}"
        )

    def _resource_of(self, doc_id: str, part: str | None) -> str:
        citation = self._citations.get(doc_id)
        name = urn("document", doc_id)
        whole = _text(web_address(citation) or name)
        if part == _TITLE:
            return f'"source":"{name}:title","scope":{whole}'
        state = f',"state":{{"textSha256":{_text(citation.sha256)}}}' if citation else ""
        return f'"source":{whole}{state}'


def _by_id(citations: Iterable[Citation]) -> Mapping[str, Citation]:
    return {citation.id: citation for citation in citations}

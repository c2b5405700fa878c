"""Decides how the parts become one file, and what the browser may run.

Scripts put records into the page as text only. The content security policy names our two scripts
by digest and forbids every address outside the file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from rasd.export.files import write_file
from rasd.export.report import assets
from rasd.export.report.labels import UsedLabels, label
from rasd.export.report.parts import Part, clean
from rasd.export.report.payload import (
    Json,
    documents_payload,
    events_payload,
    figures_payload,
    issue_payload,
)
from rasd.export.report.records import AtHand, Given, Records
from rasd.export.report.rows import MOST, PlainRow, plain_row
from rasd.model import Document, Event, Figure, Issue, Mention, compact


def write_report(
    path: Path | str,
    *,
    documents: Sequence[Document],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    issues: Sequence[Issue] = (),
    generated: str | None = None,
) -> bool:
    """Writes `report.html`, at once or not at all; false where the file already said the same.

    `generated` is a date or time to print on the page, or `None` to print none.
    """
    records = Given(
        documents=documents, events=events, mentions=mentions, figures=figures, issues=issues
    )
    return write_file(report_parts(records, generated=generated), Path(path))


def render_report(
    *,
    documents: Sequence[Document],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    issues: Sequence[Issue] = (),
    generated: str | None = None,
) -> str:
    """The page as text."""
    given = Given(
        documents=documents, events=events, mentions=mentions, figures=figures, issues=issues
    )
    return "".join(report_parts(given, generated=generated))


def report_parts(records: Records, *, generated: str | None = None) -> Iterator[str]:
    """The page piece by piece; records are read as they are needed."""
    used = UsedLabels()
    number = _numbered(records, used)
    in_page, rows, count, wanted = _records_part(records, number, used, generated)
    texts = _texts_part(records, wanted)
    interface = Part("interface")
    interface.add(
        compact(
            {
                "strings": assets.strings(),
                "labels": used.labels(),
                "folding": assets.folding(),
            }
        )
    )
    basemap = Part("basemap")
    basemap.add(compact(assets.basemap()))
    parts = (interface, in_page, texts, basemap)
    marks = [f"<rasd-part {n}>" for n in range(len(parts))]
    rest = _page(rows, beyond=max(0, count - MOST), marks=marks, generated=generated)
    for mark, part in zip(marks, parts, strict=True):
        before, _, rest = rest.partition(mark)
        yield before
        yield from part.texts()
    yield rest


def _numbered(records: Records, used: UsedLabels) -> dict[str, int]:
    """The number of each document by its id."""
    number: dict[str, int] = {}
    for document in records.documents():
        number[document.id] = len(number)
        used.add_document(document)
    return number


def _records_part(
    records: Records, number: Mapping[str, int], used: UsedLabels, generated: str | None
) -> tuple[Part, list[PlainRow], int, bytearray]:
    """All records but texts; the first rows; how many events; which documents' texts are needed."""
    at_hand = AtHand(records)
    part = Part("records")
    rows: list[PlainRow] = []
    wanted = bytearray(len(number))
    events = told = 0

    def of_events() -> Iterator[Json]:
        nonlocal events, told
        for event, made, own in events_payload(records, number, at_hand):
            used.add_record(event)
            for mention in own:
                used.add_record(mention)
            if events < MOST:
                rows.append(plain_row(event, at_hand))
            events += 1
            told += len(own)
            for doc_id in event.doc_ids:
                if doc_id in number:
                    wanted[number[doc_id]] = True
            yield made

    def of_figures() -> Iterator[Json]:
        for figure, made in figures_payload(records, number):
            used.add_figure(figure)
            if figure.doc_id in number:
                wanted[number[figure.doc_id]] = True
            yield made

    part.add(b'{"documents":')
    part.add_list(documents_payload(records, number))
    part.add(b',"events":')
    part.add_list(of_events())
    part.add(b',"figures":')
    part.add_list(of_figures())
    part.add(b',"issues":')
    part.add_list(map(issue_payload, records.issues()))
    part.add(b',"generated":%b}' % compact(generated))
    if told != records.counts()["mentions"]:  # some are in no event
        for mention in records.mentions():
            used.add_record(mention)
    return part, rows, events, wanted


def _texts_part(records: Records, wanted: bytearray) -> Part:
    part = Part("texts")
    opening = b"{"
    for n, document in enumerate(records.documents()):
        if wanted[n]:
            part.add(b'%b"%d":%b' % (opening, n, compact(document.text)))
            opening = b","
    part.add(b"{}" if opening == b"{" else b"}")
    return part


def _page(
    rows: Sequence[PlainRow], *, beyond: int, marks: Sequence[str], generated: str | None
) -> str:
    """The page with a mark, which no escaped text can hold, where each part goes."""
    scripts = (assets.leaflet(), assets.application())
    page: str = _template().render(
        policy=_policy(scripts),
        style=Markup(assets.style()),  # noqa: S704 - our own file
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
        parts=[Markup(mark) for mark in marks],  # noqa: S704 - our own words
        rows=rows,
        beyond=beyond,
        t={key: words[0] for key, words in assets.strings().items()},
        en={key: words[1] for key, words in assets.strings().items()},
        label=label,
        generated=clean(generated or ""),
        licences=assets.licences(),
    )
    return page


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(assets.read("report/report.html.jinja"))


def _policy(scripts: Sequence[str]) -> str:
    digests = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(s.encode("utf-8")).digest()).decode() + "'"
        for s in scripts
    )
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )

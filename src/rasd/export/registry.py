"""Decides which formats there are. A new one is a function from records to text and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from rasd.export.geojson import geojson_text
from rasd.export.jsonl import jsonl_text
from rasd.export.redirects import redirects_text
from rasd.export.table import csv_text
from rasd.model import Document, Event, Figure, Mention, Redirect

RecordName = Literal["documents", "mentions", "events", "figures", "redirects"]


class Source(Protocol):
    """Where records come from, such as a store; each call reads them anew."""

    def documents(self) -> Iterable[Document]: ...
    def mentions(self) -> Iterable[Mention]: ...
    def events(self) -> Iterable[Event]: ...
    def figures(self) -> Iterable[Figure]: ...
    def redirects(self) -> Iterable[Redirect]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of a format: its name, which records it holds and their text, part by part."""

    file: str
    of: RecordName
    text: Callable[[Iterable[Any]], Iterator[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format that `rasd export --format` knows by its key in `EXPORTERS`."""

    title: str
    media_type: str
    outputs: tuple[Output, ...]


EXPORTERS: dict[str, Exporter] = {
    "jsonl": Exporter(
        title="Everything, one JSON record a line: documents, mentions, events, figures",
        media_type="application/jsonl",
        outputs=(
            Output(file="documents.jsonl", of="documents", text=jsonl_text),
            Output(file="mentions.jsonl", of="mentions", text=jsonl_text),
            Output(file="events.jsonl", of="events", text=jsonl_text),
            Output(file="figures.jsonl", of="figures", text=jsonl_text),
        ),
    ),
    "csv": Exporter(
        title="Events for a spreadsheet, one row each",
        media_type="text/csv",
        outputs=(Output(file="events.csv", of="events", text=csv_text),),
    ),
    "geojson": Exporter(
        title="Events for a map",
        media_type="application/geo+json",
        outputs=(Output(file="events.geojson", of="events", text=geojson_text),),
    ),
    "redirects": Exporter(
        title="Where the ids of events that changed lead, one row each",
        media_type="text/csv",
        outputs=(Output(file="redirects.csv", of="redirects", text=redirects_text),),
    ),
}
"""Every format by its name."""

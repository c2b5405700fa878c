"""Decides which columns a frame of each kind of record has, and reads them.

Those of events are the columns of `events.csv`, in their order and by their names; a mention has
the same as far as it has the fields. Frames join on ids: `accounts` and `evidence` name their
events, mentions and accounts their documents.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from rasd.export import Source
from rasd.export.cells import cell, values
from rasd.export.columns import Column, columns
from rasd.frames.places import opened
from rasd.frames.table import Field, Kind, pandas_frame, polars_frame
from rasd.model import Mention, Record

if TYPE_CHECKING:
    import pandas
    import polars

Row = Sequence[object]
_MENTION_FIELDS = frozenset(Mention.__struct_fields__)
_DOC_ID = Field(name="doc_id", type="string")
_ACCOUNTS = (
    Field(name="event_id", type="string"),
    Field(name="mention_id", type="string"),
    Field(name="doc_id", type="string"),
    Field(name="outlet", type="string"),
    Field(name="published", type="date"),
    Field(name="source", type="integer"),
    Field(name="attributed_to", type="string", is_list=True),
    Field(name="voice", type="string"),
    Field(name="reliability", type="string"),
)
_EVIDENCE = (
    Field(name="event_id", type="string"),
    Field(name="field", type="string"),
    Field(name="doc_id", type="string"),
    Field(name="part", type="string"),
    Field(name="start", type="integer"),
    Field(name="end", type="integer"),
    Field(name="quote", type="string"),
)
_CITATIONS = (
    Field(name="id", type="string"),
    Field(name="outlet", type="string"),
    Field(name="title", type="string"),
    Field(name="published", type="date"),
    Field(name="url", type="string"),
    Field(name="language", type="string"),
    Field(name="sha256", type="string"),
)
_FIGURES = (
    Field(name="id", type="string"),
    Field(name="doc_id", type="string"),
    Field(name="kind", type="string"),
    Field(name="quantity", type="string"),
    Field(name="subject", type="string"),
    Field(name="min", type="integer"),
    Field(name="max", type="integer"),
    Field(name="approx", type="boolean"),
    Field(name="unit", type="string"),
    Field(name="country", type="string"),
    Field(name="place", type="string"),
    Field(name="date_start", type="date"),
    Field(name="date_end", type="date"),
    Field(name="warnings", type="string", is_list=True),
)


@overload
def read_events(
    source: str | Path, *, frame: Literal["polars"] = "polars", lists: bool = False
) -> polars.DataFrame: ...
@overload
def read_events(
    source: str | Path, *, frame: Literal["pandas"], lists: bool = False
) -> pandas.DataFrame: ...
def read_events(
    source: str | Path, *, frame: Kind = "polars", lists: bool = False
) -> polars.DataFrame | pandas.DataFrame:
    """One row for each event, with the columns of `events.csv`, typed.

    Args:
        source: a store (`rasd.sqlite` or the address of a PostgreSQL database), the folder of a
            run or of a release, or an `events.jsonl`.
        frame: which library's frame; either comes with `pip install 'rasd[frames]'`.
        lists: whether fields of several values (parties, weapons, documents, ...) are lists,
            rather than one text with `; ` between.

    Returns:
        Events in the order of their days. Days are dates, counts whole numbers or missing;
        missing is never 0.

    Raises:
        SettingsError: nothing to read there, or the library is not installed.
        StoreError: a file that is no store, or one of a newer version.
    """
    wanted = columns()
    return _frame(
        source,
        [_field(column, lists) for column in wanted],
        lambda records: (_row(event, wanted, lists) for event in records.events()),
        frame,
    )


@overload
def read_mentions(
    source: str | Path, *, frame: Literal["polars"] = "polars", lists: bool = False
) -> polars.DataFrame: ...
@overload
def read_mentions(
    source: str | Path, *, frame: Literal["pandas"], lists: bool = False
) -> pandas.DataFrame: ...
def read_mentions(
    source: str | Path, *, frame: Kind = "polars", lists: bool = False
) -> polars.DataFrame | pandas.DataFrame:
    """One row for each incident as one document reports it; arguments as of `read_events`.

    `doc_id` names the document; the other columns are those of events that a report has.
    """
    wanted = [column for column in columns() if column.field in _MENTION_FIELDS]
    return _frame(
        source,
        [_DOC_ID, *(_field(column, lists) for column in wanted)],
        lambda records: (
            [mention.doc_id, *_row(mention, wanted, lists)] for mention in records.mentions()
        ),
        frame,
    )


@overload
def read_accounts(
    source: str | Path, *, frame: Literal["polars"] = "polars"
) -> polars.DataFrame: ...
@overload
def read_accounts(source: str | Path, *, frame: Literal["pandas"]) -> pandas.DataFrame: ...
def read_accounts(
    source: str | Path, *, frame: Kind = "polars"
) -> polars.DataFrame | pandas.DataFrame:
    """One row for each report of each event: who published it when, whom it cites.

    Reports of equal `source` within an event are one independent source (copies of one text, or
    one outlet's); `mention_id` leads to what the report says: see `read_mentions`.
    """
    return _frame(source, _ACCOUNTS, _accounts, frame)


@overload
def read_evidence(
    source: str | Path, *, frame: Literal["polars"] = "polars"
) -> polars.DataFrame: ...
@overload
def read_evidence(source: str | Path, *, frame: Literal["pandas"]) -> pandas.DataFrame: ...
def read_evidence(
    source: str | Path, *, frame: Kind = "polars"
) -> polars.DataFrame | pandas.DataFrame:
    """One row for each passage that proves a value of an event.

    `start` and `end` count code points of the document's text, half-open; of its title where
    `part` is `title`.
    """
    return _frame(source, _EVIDENCE, _evidence, frame)


@overload
def read_citations(
    source: str | Path, *, frame: Literal["polars"] = "polars"
) -> polars.DataFrame: ...
@overload
def read_citations(source: str | Path, *, frame: Literal["pandas"]) -> pandas.DataFrame: ...
def read_citations(
    source: str | Path, *, frame: Kind = "polars"
) -> polars.DataFrame | pandas.DataFrame:
    """One row for each document, without its text: outlet, title, day, address, digest."""
    return _frame(source, _CITATIONS, _citations, frame)


@overload
def read_figures(
    source: str | Path, *, frame: Literal["polars"] = "polars"
) -> polars.DataFrame: ...
@overload
def read_figures(source: str | Path, *, frame: Literal["pandas"]) -> pandas.DataFrame: ...
def read_figures(
    source: str | Path, *, frame: Kind = "polars"
) -> polars.DataFrame | pandas.DataFrame:
    """One row for each quantity that is not the toll of one incident."""
    return _frame(source, _FIGURES, _figures, frame)


def _frame(
    place: str | Path,
    wanted: Sequence[Field],
    rows: Callable[[Source], Iterable[Row]],
    frame: Kind,
) -> polars.DataFrame | pandas.DataFrame:
    made = {"polars": polars_frame, "pandas": pandas_frame}
    if frame not in made:
        raise ValueError(f"frame {frame!r} is neither 'polars' nor 'pandas'")
    with opened(place) as source:
        return typing.cast("polars.DataFrame | pandas.DataFrame", made[frame](wanted, rows(source)))


def _field(column: Column, lists: bool) -> Field:
    is_list = lists and column.is_many
    return Field(name=column.name, type=column.type, is_list=is_list)


def _row(record: Record, wanted: Iterable[Column], lists: bool) -> list[object]:
    read = values if lists else cell
    return [_typed(read(record, column), column) for column in wanted]


def _typed(value: object, column: Column) -> object:
    if isinstance(value, list):
        return ["" if item is None else str(item) for item in value]
    if value is not None and column.type == "date":
        return date.fromisoformat(str(value))
    return value


def _accounts(source: Source) -> Iterator[Row]:
    for event in source.events():
        for each in event.accounts:
            yield (
                event.id,
                each.mention_id,
                each.doc_id,
                each.outlet,
                each.published,
                each.source,
                list(each.attributed_to),
                each.voice.value,
                each.reliability.value,
            )


def _evidence(source: Source) -> Iterator[Row]:
    for event in source.events():
        for each in event.evidence:
            part = each.part or "text"
            yield (event.id, each.field, each.doc_id, part, each.start, each.end, each.quote)


def _citations(source: Source) -> Iterator[Row]:
    for each in source.citations():
        yield tuple(getattr(each, field.name) for field in _CITATIONS)


def _figures(source: Source) -> Iterator[Row]:
    for each in source.figures():
        yield (
            each.id,
            each.doc_id,
            each.kind.value,
            each.quantity,
            each.subject,
            each.value.min,
            each.value.max,
            each.value.approx,
            each.unit,
            each.place.country if each.place else None,
            (each.place.name_en or each.place.text) if each.place else None,
            each.date.start if each.date else None,
            each.date.end if each.date else None,
            list(each.warnings),
        )

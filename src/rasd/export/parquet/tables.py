"""Decides how records read as Parquet: a column for each field, as nested as the record itself.

A table holds what the lines of JSONL hold, with types: days are dates, several values are lists.
An event's edits keep what rasd itself had said as JSON text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rasd.export.parquet.types import columns_of
from rasd.export.parquet.writer import parquet_of


def parquet_bytes(record: type, records: Iterable[object]) -> Iterator[bytes]:
    """A table of records of one type, which are read one after the other."""
    return parquet_of(records, columns_of(record))

"""Decides what becomes of a row whose record cannot be read: it is named, the others go on.

A bad block of a disk or a hand in the tables may leave half a record. Whoever reads all rows gets
the others and can ask what was left out; whoever asks for that one row gets an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Table

from rasd.model import InputError, StoreError, from_json, read_line
from rasd.store.contract import Damaged

T = TypeVar("T")


class Damage:
    """The rows that could not be read; each counts once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Damaged] = {}

    def taken(self) -> tuple[Damaged, ...]:
        """The rows in order, which are forgotten."""
        rows = tuple(self._rows[key] for key in sorted(self._rows))
        self._rows.clear()
        return rows

    def read(
        self,
        kind: type[T],
        record: str,
        table: Table,
        key: str,
        *,
        doc_id: str | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> T | None:
        """The record of a row with values kept `beside` it; `None` where it cannot be read."""
        try:
            return _read(kind, record, beside)
        except (ValueError, InputError) as error:
            self._rows[table.name, key] = Damaged(
                table=table.name, id=key, doc_id=doc_id, reason=str(error)
            )
            return None


def read_one(
    kind: type[T], record: str, table: Table, key: str, *, beside: Mapping[str, Any] | None = None
) -> T:
    """The record of the row that was asked for; raises `StoreError` where it cannot be read."""
    try:
        return _read(kind, record, beside)
    except (ValueError, InputError) as error:
        damaged = Damaged(table=table.name, id=key, doc_id=None, reason=str(error))
        raise StoreError(damaged.message()) from error


def _read(kind: type[T], record: str, beside: Mapping[str, Any] | None) -> T:
    if not beside:
        return read_line(kind, record)
    found = json.loads(record)
    return from_json(kind, {**found, **beside} if isinstance(found, dict) else found)

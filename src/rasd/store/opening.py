"""Decides which database stands behind an address."""

from __future__ import annotations

from pathlib import Path

from rasd.store.address import FileAddress, parse, shown
from rasd.store.clock import Clock, utc_now
from rasd.store.contract import Store


def open_store(place: str | Path, *, create: bool = True, clock: Clock = utc_now) -> Store:
    """The store at a path or address, made where there is none; closes with its `with` block.

    Raises `StoreError` for a file of another program or a newer version, and without `create`
    where there is no store. `clock` gives the times of its log.
    """
    address = parse(place)
    # Imported here: commands without a store do not wait for SQLAlchemy.
    from rasd.store.sql import SqlStore  # noqa: PLC0415

    if isinstance(address, FileAddress):
        from rasd.store.sqlite import SqliteDatabase  # noqa: PLC0415

        return SqlStore(SqliteDatabase(address.path), create=create, clock=clock)
    from rasd.store.postgresql import PostgresqlDatabase  # noqa: PLC0415

    return SqlStore(PostgresqlDatabase(address, shown(place)), create=create, clock=clock)

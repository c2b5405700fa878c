"""Decides which database stands behind an address, and how a backup becomes a store there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rasd.model import StoreError
from rasd.store.address import FileAddress, parse, shown
from rasd.store.clock import Clock, utc_now
from rasd.store.contract import Store

if TYPE_CHECKING:
    from rasd.store.database import Database
    from rasd.store.listing.told import Tellings


def open_store(
    place: str | Path,
    *,
    create: bool = True,
    clock: Clock = utc_now,
    tellings: Tellings | None = None,
) -> Store:
    """The store at a path or address, made where there is none; closes with its `with` block.

    Raises `StoreError` for a file of another program or a newer version, and without `create`
    where there is no store. `clock` gives the times of its log. What texts find, once worked out,
    is kept in `tellings`, which stores that are open side by side may share.
    """
    database = _database(place)
    # Imported here, as below: commands without a store do not wait for SQLAlchemy.
    from rasd.store.sql import SqlStore  # noqa: PLC0415

    return SqlStore(database, create=create, clock=clock, tellings=tellings)


def restore_store(backup: Path, place: str | Path) -> dict[str, int]:
    """Makes a store at `place` of a backup; gives the number of rows by table.

    Raises `StoreError` for a damaged archive, naming the member, before anything is made, and for
    a store that is not empty. All of it is written, or nothing.
    """
    database = _database(place)
    from rasd.store.backup import Archive, check_empty  # noqa: PLC0415
    from rasd.store.database import reported, writing  # noqa: PLC0415
    from rasd.store.listing.rows import fill_rows  # noqa: PLC0415
    from rasd.store.migrate import HEAD, held_version, number  # noqa: PLC0415

    archive = Archive(backup)
    try:
        if number(archive.version) > number(HEAD):
            raise StoreError(
                f"{backup}: made by a newer version of rasd. Install that version: "
                "pip install --upgrade rasd"
            )
        archive.check()
        connection = database.open(create=True, version=archive.version)
        try:
            with reported(database), writing(database, connection):
                check_empty(connection, database.name)
                if held_version(connection) != archive.version:
                    raise StoreError(
                        f"{database.name}: its tables are of another version than the backup. "
                        "Restore into a new file or an empty database"
                    )
                rows = archive.restore(connection)
                if archive.version == HEAD:
                    fill_rows(connection)
        finally:
            connection.close()
    finally:
        archive.close()
    # One of an earlier version is brought up to the present one.
    open_store(place, create=False).close()
    return rows


def _database(place: str | Path) -> Database:
    address = parse(place)
    if isinstance(address, FileAddress):
        from rasd.store.sqlite import SqliteDatabase  # noqa: PLC0415

        return SqliteDatabase(address.path)
    from rasd.store.postgresql import PostgresqlDatabase  # noqa: PLC0415

    return PostgresqlDatabase(address, shown(place))

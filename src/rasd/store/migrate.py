"""Decides whether a store's tables are those of this version, and brings older ones up to it.

All steps of one store happen in the transaction of the caller, or none.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from rasd.model import SCHEMA, StoreError
from rasd.store.listing.rows import fill_rows

FIRST = "0001_first"
HEAD = "0013_sharing"
"""The last step in `migrations/versions`."""
VERSION_TABLE = "store_version"


def number(version: str) -> int:
    """The number of a step: 7 for `0007_name`."""
    return int(version.partition("_")[0])


def held_version(connection: Connection) -> str:
    """The version of the tables."""
    find = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - our name
    [version] = connection.execute(find).one()
    return str(version)


def is_current(connection: Connection, name: str) -> bool:
    """Whether the tables are those of this version; raises where they are of a later one."""
    version = held_version(connection)
    if number(version) > number(HEAD):
        raise StoreError(
            f"{name}: made by a newer version of rasd (store schema {number(version)}, this one "
            f"knows {number(HEAD)}). Install that version: pip install --upgrade rasd"
        )
    check_records(connection, name)
    return version == HEAD


def check_records(connection: Connection, name: str) -> None:
    """Raises where the records of the store are of another schema."""
    find = text("SELECT value FROM meta WHERE name = 'record_schema'")
    found = connection.execute(find).scalar()
    if found != SCHEMA:
        raise StoreError(
            f"{name}: made by another version of rasd (records of {found!r}, expected {SCHEMA!r})."
            " Open it with that version, or move it away and run again on the reports to rebuild it"
        )


def migrate(
    connection: Connection, name: str, *, known_as: str | None = None, to: str = HEAD
) -> None:
    """Makes or changes the tables, inside the transaction that is open.

    `known_as` is the version of a store that does not say it itself. A step that empties the rows
    of lists has them made anew.
    """
    # Imported here: half of the time that opening a current store would take.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext, RevisionStep, StampStep  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    steps = ScriptDirectory(str(Path(__file__).with_name("migrations")))

    def plan(held: object, _: MigrationContext) -> list[StampStep | RevisionStep]:
        return [*steps._upgrade_revs(to, held)]  # type: ignore[arg-type]

    if known_as:
        options = {"version_table": VERSION_TABLE}
        MigrationContext.configure(connection, opts=options).stamp(steps, known_as)
    try:
        with EnvironmentContext(Config(), steps, fn=plan) as environment:
            environment.configure(connection=connection, version_table=VERSION_TABLE)
            environment.run_migrations()
    except CommandError as error:
        raise StoreError(
            f"{name}: made by another version of rasd ({error}). Open it with that version"
        ) from error
    if to == HEAD:
        fill_rows(connection)

"""Decides how a database on a PostgreSQL server becomes a store: made, recognised or refused.

Writers take turns by an advisory lock of the store's schema and see what the one before has
written; a reader sees the state at the beginning of its snapshot. The lock goes with its
transaction, so a process that dies keeps nobody waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.pool import NullPool

from rasd.model import StoreError
from rasd.store.address import ServerAddress
from rasd.store.database import WAIT_SECONDS, reported, run, writing
from rasd.store.migrate import HEAD, VERSION_TABLE, is_current, migrate
from rasd.store.tables import METADATA

_LOCK = 0x72617364  # "rasd"
_State = Literal["current", "older", "empty"]
_REMEDIES = {
    "3D000": "Make the database first: createdb NAME",
    "28": "Check user and password; a password may stand in PGPASSWORD or ~/.pgpass",
    "08": "Check that the server runs and can be reached, then run again",
    "57P": "The server was stopped: run again when it is back; what was finished is kept",
    "55P03": "Another program is writing to it: wait until it has finished, then run again",
    "40": "Another program is writing to it: wait until it has finished, then run again",
    "53": "Free some space or connections on the server and run again; what was finished is kept",
    "42501": "Ask for the right to create and change tables in this database",
    "25006": "Connect to a server that can be written to",
}
"""By the beginning of the SQLSTATE code."""


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """The database at `address`; the store lies in its current schema."""

    address: ServerAddress
    name: str
    begin_write: tuple[str, ...] = (
        # Not REPEATABLE READ: its state would be fixed before the lock has been waited for.
        "BEGIN ISOLATION LEVEL READ COMMITTED",
        f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))",
    )
    begin_read: tuple[str, ...] = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "SELECT count(*) FROM meta",
    )
    unwaiting: tuple[str, str] = (
        "SET lock_timeout = '10ms'",
        f"SET lock_timeout = '{WAIT_SECONDS}s'",
    )

    def open(self, *, create: bool, version: str = HEAD) -> Connection:
        _require_driver(self.name)
        address = self.address
        url = URL.create(
            "postgresql+psycopg",
            username=address.user,
            password=address.password,
            host=address.host,
            port=address.port,
            database=address.database,
            query=dict(address.query),
        )
        with reported(self):
            engine = create_engine(
                url,
                connect_args={"client_encoding": "utf8", "application_name": "rasd"},
                poolclass=NullPool,
                isolation_level="AUTOCOMMIT",  # transactions are begun by hand, as they are meant
                hide_parameters=True,
            )
            connection = engine.connect()
            try:
                self._prepare(connection, version, create=create)
            except BaseException:
                connection.close()
                raise
        return connection

    def in_transaction(self, connection: Connection) -> bool:
        from psycopg import Connection as Driver  # noqa: PLC0415 - an extra
        from psycopg.pq import TransactionStatus  # noqa: PLC0415

        driver = None if connection.invalidated else connection.connection.driver_connection
        if not isinstance(driver, Driver) or driver.closed:
            return False
        idle = (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)
        return driver.info.transaction_status not in idle

    def explained(self, said: str, code: str) -> tuple[str, str]:
        for secret in self.address.secrets():
            said = said.replace(secret, "***")
        said = said.rstrip(".")
        matching = (remedy for start, remedy in _REMEDIES.items() if code.startswith(start))
        if remedy := next(matching, None):
            return said, remedy
        if not code and "database" in said and "does not exist" in said:
            return said, _REMEDIES["3D000"]
        if not code:  # the client library's own words: it did not reach the server
            return said, (
                "Check the address, that the server runs, and user and password "
                "(PGPASSWORD or ~/.pgpass); then run again"
            )
        return said, "What was finished before is kept; run again"

    def _prepare(self, connection: Connection, version: str, *, create: bool) -> None:
        run(connection, f"SET lock_timeout = '{WAIT_SECONDS}s'", "SET timezone = 'UTC'")
        self._check_server(connection)
        if self._recognised(connection, create=create) == "current":
            return
        with writing(self, connection):
            # Another process may have made the tables while this one waited.
            state = self._recognised(connection, create=create)
            if state != "current":
                migrate(connection, self.name, to=version if state == "empty" else HEAD)

    def _check_server(self, connection: Connection) -> None:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise StoreError(
                f"{self.name}: the database is encoded in {encoding}, which cannot hold Arabic "
                "beside everything else. Make one with: createdb --encoding UTF8 --template "
                "template0 NAME"
            )
        if connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
            raise StoreError(
                f"{self.name}: no schema of the search path exists. Make it with CREATE SCHEMA"
            )

    def _recognised(self, connection: Connection, *, create: bool) -> _State:
        """Raises for tables of another program, a newer version, and without `create` for none."""
        names = connection.exec_driver_sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).scalars()
        tables = set(names)
        if VERSION_TABLE in tables:
            return "current" if is_current(connection, self.name) else "older"
        if taken := sorted(tables & set(METADATA.tables)):
            raise StoreError(
                f"{self.name}: tables of another program are there ({', '.join(taken)}). "
                "Name another database"
            )
        if not create:
            raise StoreError(
                f"{self.name}: there is no store. Make one with: rasd run INPUT --out FOLDER "
                "--db ADDRESS"
            )
        return "empty"


def _require_driver(name: str) -> None:
    try:
        import psycopg  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise StoreError(
            f"{name}: PostgreSQL needs the extra `postgres`. "
            "Install it with: pip install 'rasd[postgres]'"
        ) from error

"""`rasd backup` and `rasd restore`: a store as one file, from and into either database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import counted

Backup = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, as backup.zip.")]


def backup(file: Backup, *, db: Db = DEFAULT_DB) -> None:
    """Write all that a store holds into one file.

    A zip archive with a JSON lines file for each table and a manifest with their SHA-256. It holds
    one state, however long it takes and whoever writes meanwhile; the same store gives the same
    bytes. A file of that name is replaced when the new one is complete.
    """
    from rasd.model import SettingsError
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        part: Path | None = None
        try:
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
            part = Path(name)
            with os.fdopen(handle, "wb") as stream:
                rows = store.write_backup(stream)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        except OSError as error:
            raise SettingsError(
                f"{file}: cannot be written: {error.strerror}. Free some space or name another"
            ) from error
        finally:
            if part is not None:
                part.unlink(missing_ok=True)
    print(f"{file}: {_held(rows)}, {file.stat().st_size / 1e6:,.1f} MB")


def restore(
    file: Backup,
    *,
    db: Annotated[
        str,
        typer.Option(
            metavar="DB",
            help="Where to make the store: a new file, or an empty database as "
            "postgresql://USER@HOST/DATABASE.",
            show_default=True,
        ),
    ] = DEFAULT_DB,
) -> None:
    """Make a store of a backup.

    Every part is held against its SHA-256 first; a damaged archive is refused, naming the part. So
    is a store that is not empty. All is written, or nothing.
    """
    from rasd.store import restore_store, shown

    rows = restore_store(file, db)
    print(f"{shown(db)}: {_held(rows)}")


def _held(rows: dict[str, int]) -> str:
    tables = ("document", "mention", "event", "judgement", "original")
    return ", ".join(counted(rows.get(table, 0), table) for table in tables)

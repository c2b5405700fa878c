"""`rasd export` and `rasd report`: files from the store of a run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import plain, utf8_stdout

if TYPE_CHECKING:
    from rasd.export import Exporter
    from rasd.store import Store

_DAMAGE_SHOWN = 10


def export(
    *,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="F",
            help="One of jsonl, csv, geojson, ftm, acled, webannotation, labelstudio, inception, "
            "parquet, geoparquet, redirects.",
        ),
    ],
    db: Db = DEFAULT_DB,
    out: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help="A folder for the files of the format, a file that ends like the format's own "
            "(then its events alone), or - for standard output.",
        ),
    ] = "-",
) -> None:
    """Write the dataset in a published format.

    On standard output the events are written; a folder gets every file of the format.
    """
    from rasd.export import EXPORTERS
    from rasd.model import SettingsError
    from rasd.store import open_store

    if format not in EXPORTERS:
        raise SettingsError(f"no format {format!r}; there are: {', '.join(EXPORTERS)}")
    with open_store(db, create=False) as store:
        _write(store, EXPORTERS[format], format, out)
        _tell_of_damage(store, db)


def report(
    *,
    db: Db = DEFAULT_DB,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where to write it.",
            show_default="report.html beside the store's file, or here",
        ),
    ] = None,
) -> None:
    """Write report.html anew from the store."""
    from rasd.run import REPORT, write_report_of
    from rasd.store import open_store

    with open_store(db, create=False) as store:
        beside = Path(REPORT) if "://" in db else Path(db).with_name(REPORT)
        print(write_report_of(store, out or beside))
        _tell_of_damage(store, db)


def _write(store: Store, exporter: Exporter, format: str, out: str) -> None:
    from rasd.export import write_outputs
    from rasd.export.files import alone_in, as_bytes, write_file

    main = exporter.main
    if out == "-":
        utf8_stdout()
        with store.snapshot():
            for part in main.parts(store):
                sys.stdout.buffer.write(as_bytes(part))
        sys.stdout.buffer.flush()
    elif out.endswith(Path(main.file).suffix):
        with alone_in(Path(out).parent), store.snapshot():
            write_file(main.parts(store), Path(out))
        print(out)
    else:
        with alone_in(Path(out)), store.snapshot():
            written = write_outputs(store, Path(out), formats=(format,))
        print(*written, sep="\n")


def _tell_of_damage(store: Store, db: str) -> None:
    """Names the rows that were left out, and leaves with the code of a failure."""
    from rasd.store import shown

    damaged = store.damaged()
    for row in damaged[:_DAMAGE_SHOWN]:
        print(f"rasd: {shown(db)}: {plain(row.message())}", file=sys.stderr)
    if rest := damaged[_DAMAGE_SHOWN:]:
        print(f"rasd: {shown(db)}: and {len(rest):,} damaged rows more", file=sys.stderr)
    if damaged:
        print("rasd: all that can be read was written", file=sys.stderr)
        raise typer.Exit(Code.FAILED)

"""`rasd export` and `rasd report`: files from the store of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import plain, utf8_stdout

if TYPE_CHECKING:
    from rasd.export import Exporter, Source
    from rasd.run import PublicSource
    from rasd.store import Store

_DAMAGE_SHOWN = 10
LOG = "removed.csv"


def export(
    *,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="F",
            help="One of jsonl, csv, xlsx, hxl, geojson, ftm, acled, uwazi, webannotation, "
            "labelstudio, inception, parquet, geoparquet, ged, gtd, plover, polecat, "
            "redirects.",
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
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="Make the records fit to be published: names of private persons hidden, quotes "
            "cut, recent places coarse. Beside a file or in a folder, removed.csv tells how much "
            "was removed where.",
        ),
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="With --public: the day before which the last 30 days are recent.",
            show_default="that of the newest report",
        ),
    ] = None,
) -> None:
    """Write the dataset in a published format.

    On standard output the events are written; a folder gets every file of the format.
    """
    from rasd.export import EXPORTERS
    from rasd.model import SettingsError
    from rasd.store import open_store

    if format not in EXPORTERS:
        raise SettingsError(f"no format {format!r}; there are: {', '.join(EXPORTERS)}")
    day = _day(as_of)
    if day is not None and not public:
        raise SettingsError("--as-of says what is recent for --public: add it, or leave it out")
    _check_place(EXPORTERS, format, out)
    with open_store(db, create=False) as store:
        if public:
            _write_public(store, EXPORTERS[format], format, out, day)
        else:
            _write(store, store, EXPORTERS[format], format, out)
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


def _day(text: str | None) -> date | None:
    from rasd.model import SettingsError

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"--as-of {text}: not a date; write it as 2024-05-31") from None


def _check_place(exporters: Mapping[str, Exporter], format: str, out: str) -> None:
    """Refuses a file that another format would write, and bytes on a terminal."""
    from rasd.model import SettingsError

    main = exporters[format].main
    own = Path(main.file).suffix
    if out == "-":
        if "charset" not in exporters[format].media_type and sys.stdout.isatty():
            raise SettingsError(f"{format} is no text to read here: name a file, --out {main.file}")
        return
    others = {Path(each.file).suffix for known in exporters.values() for each in known.outputs}
    ends = Path(out).suffix
    if ends in others - {own} and not out.endswith("/") and not Path(out).is_dir():
        raise SettingsError(
            f"{out}: a file of {format} ends with {own}, not {ends}. Name it so, or name a folder: "
            f"{out}/"
        )


def _write_public(
    store: Store, exporter: Exporter, format: str, out: str, as_of: date | None
) -> None:
    """Writes what may be published of the files of a format, and tells what was removed."""
    from rasd.model import SettingsError
    from rasd.run import PublicSource

    if exporter.main.has_texts:
        raise SettingsError(f"{format} holds articles, which are not published: drop --public")
    source = PublicSource(store, as_of=as_of)
    _write(store, source, exporter, format, out)
    print(f"rasd: {_told(source)}", file=sys.stderr)


def _told(source: PublicSource) -> str:
    by_rule = ", ".join(f"{rule.value} {n:,}" for rule, n in source.log.by_rule().items())
    day = f"places of the 30 days before {source.as_of} are coarse"
    if source.as_of is None:
        day = "no report has a date, so all places are coarse"
    return f"words removed by rule: {by_rule or 'none'}; {day}"


def _write(store: Store, source: Source, exporter: Exporter, format: str, out: str) -> None:
    from rasd.export import write_outputs
    from rasd.export.files import alone_in, as_bytes, write_file, write_files

    main = exporter.main
    log = _log_of(source)
    if out == "-":
        utf8_stdout()
        with store.snapshot():
            for part in main.parts(source):
                sys.stdout.buffer.write(as_bytes(part))
        sys.stdout.buffer.flush()
    elif out.endswith(Path(main.file).suffix):
        with alone_in(Path(out).parent), store.snapshot():
            if log is None:
                write_file(main.parts(source), Path(out))
            else:
                write_files([(Path(out), main.parts(source)), (Path(out).with_name(LOG), log)])
        print(out)
    else:
        beside = () if log is None else ((Path(out) / LOG, log),)
        with alone_in(Path(out)), store.snapshot():
            written = write_outputs(
                source, Path(out), formats=(format,), beside=beside, texts=log is None
            )
        print(*written, sep="\n")


def _log_of(source: Source) -> Iterator[str] | None:
    """The log of what a public source removed: read it after the source."""
    from rasd.redact import removed_text
    from rasd.run import PublicSource

    return removed_text(source.log) if isinstance(source, PublicSource) else None


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

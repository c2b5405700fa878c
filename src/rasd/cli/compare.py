"""`rasd compare`: our events beside an ACLED, GED or GTD file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.show import plain, utf8_stdout

if TYPE_CHECKING:
    from rasd.evaluate.compare import Codebook, Incident

_STORE = "rasd.sqlite"


def compare(
    ours: Annotated[
        str,
        typer.Argument(
            metavar="OURS",
            help="The folder of a run, its store, its events.jsonl or its events.csv.",
        ),
    ],
    theirs: Annotated[
        Path,
        typer.Argument(
            metavar="THEIRS", help="A CSV or XLSX file of ACLED, UCDP GED or GTD that you hold."
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where to write compare.html, the tables and summary.json.",
            show_default="nothing is written",
        ),
    ] = None,
    days: Annotated[
        int, typer.Option(min=0, max=60, metavar="N", help="Days that a pair may lie apart.")
    ] = 2,
    km: Annotated[
        float,
        typer.Option(
            min=0,
            max=500,
            metavar="N",
            help="Kilometres that a pair may lie apart, each beyond "
            "what either side leaves imprecise.",
        ),
    ] = 30.0,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """Compare our events with an ACLED, GED or GTD file.

    Pairs incidents by day, place, kind, parties and toll, and tells how far they agree, what each
    side lacks and why. Rows that can't be read are listed. Nothing of their notes is copied.
    """
    from rasd.evaluate.compare import (
        compare as compared,
    )
    from rasd.evaluate.compare import (
        read_theirs,
        summary_json,
        summary_lines,
        write_comparison,
    )

    other = read_theirs(theirs)
    events, reports = _read(ours, other.codebook)
    found = compared(events, other, days=days, km=km, reports=reports)
    written = write_comparison(found, out) if out is not None else ()
    utf8_stdout()
    if as_json:
        print(json.dumps(summary_json(found), ensure_ascii=False, indent=2))
        return
    for line in summary_lines(found):
        print(plain(line))
    if written:
        print()
        print(*written, sep="\n")


def _read(
    ours: str, codebook: Codebook
) -> tuple[list[Incident], set[tuple[date | None, str | None]]]:
    """Our events in their terms, and the day and outlet of every report that we hold."""
    from rasd.evaluate.compare import event_in_terms, read_our_file
    from rasd.store import open_store

    path = Path(ours)
    if path.is_dir():
        if not (path / _STORE).is_file() and (path / "events.jsonl").is_file():
            return list(read_our_file(path / "events.jsonl", codebook)), set()
        ours = str(path / _STORE)
    elif path.suffix in (".jsonl", ".csv", ".gz"):
        return list(read_our_file(path, codebook)), set()
    with open_store(ours, create=False) as store, store.snapshot():
        events = [event_in_terms(codebook, event) for event in store.events()]
        reports = {(each.published, each.outlet) for each in store.citations()}
    return events, reports

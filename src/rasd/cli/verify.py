"""`rasd verify`: whether a store is as rasd left it."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import counted, plain


def verify(
    *,
    db: Db = DEFAULT_DB,
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="HASH",
            help="A head that was noted earlier: the log must still hold it.",
            show_default="none",
        ),
    ] = None,
) -> None:
    """Check that a store is as rasd left it.

    Its log, judgements, texts, quotes and events: every fault is printed with its place, and the
    exit code is 1. Else the head of the log is printed: note it down elsewhere, and whoever
    writes the whole log anew is found out too.
    """
    from rasd.cli.guard import Code
    from rasd.store import open_store

    with open_store(db, create=False) as store, store.snapshot():
        faults = 0
        for faults, fault in enumerate(store.faults(expect=expect), 1):  # noqa: B007 - counts
            print(f"{plain(fault.place)}: {plain(fault.what)}")
        head, counts = store.log_head(), store.counts()
    if faults:
        print(counted(faults, "fault"))
        raise typer.Exit(Code.FAILED)
    held = ", ".join(
        counted(counts[name], name.removesuffix("s"))
        for name in ("documents", "mentions", "events")
    )
    print(f"no fault in {held} and {counted(head.seq, 'log entry', 'log entries')}")
    print(f"head {head.hash}")

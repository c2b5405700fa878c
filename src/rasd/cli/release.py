"""`rasd release`: the dataset as a folder that can be published."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.options import DEFAULT_DB, Db, day
from rasd.cli.show import counted


def release(
    *,
    out: Annotated[
        Path,
        typer.Option(metavar="FOLDER", help="Where to write it: a new folder.", show_default=False),
    ],
    db: Db = DEFAULT_DB,
    version: Annotated[
        str | None,
        typer.Option(
            metavar="V", help="What this release is called.", show_default="the day of --as-of"
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The release before this one: what differs is listed.",
            show_default="none",
        ),
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=day,
            metavar="DATE",
            help="The day of the release, from which recent events are counted.",
            show_default="the newest day of publication in the store",
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public/--private",
            help="Hide private persons, long quotations and the exact places of recent events.",
        ),
    ] = True,
    formats: Annotated[
        str | None,
        typer.Option(
            metavar="F,F",
            help="Some formats alone, a comma between; jsonl is always there.",
            show_default="all that may be published",
        ),
    ] = None,
    mentions: Annotated[
        bool,
        typer.Option(
            "--mentions",
            help="Add what each report tells by itself; events name their reports without it.",
        ),
    ] = False,
    title: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="What the dataset is called.", show_default="a plain one"
        ),
    ] = None,
    creator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Who answers for the dataset; may be given several times.",
            show_default="not stated",
        ),
    ] = None,
    licence: Annotated[
        str, typer.Option(metavar="ID", help="The licence of the data, by its SPDX identifier.")
    ] = "CC-BY-4.0",
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where the dataset is to be found.", show_default="not stated"
        ),
    ] = None,
) -> None:
    """Write the dataset as a folder that can be published.

    With the data stand the codebook, a statement of method and accuracy, descriptions for
    programs, and checksums. The same store gives the same bytes; a folder that holds another
    release is refused, for what is published stays as it is.
    """
    from rasd.run.release import Wanted, write_release

    made = write_release(
        db,
        out,
        Wanted(
            **({"title": title} if title else {}),
            version=version,
            as_of=as_of,
            licence=licence,
            creators=tuple(creator or ()),
            url=url,
            formats=tuple(filter(None, (formats or "").split(","))),
            previous=previous,
            private=not public,
            mentions=mentions,
        ),
    )
    kind = "private release" if made.release.private else "public release"
    held = f"{counted(made.events, 'event')}, {made.bytes / 1e6:,.1f} MB"
    print(f"{kind} {made.release.version}, as of {made.release.as_of}: {held}")
    print(made.folder if made.is_new else f"{made.folder}: holds the same release already")

"""`rasd judge import`: what people corrected in Label Studio or INCEpTION."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.options import DEFAULT_DB, Db
from rasd.cli.show import plain

if TYPE_CHECKING:
    from rasd.run.returned import Outcome


def import_annotations(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            exists=True,
            dir_okay=False,
            help="What Label Studio or INCEpTION has exported.",
        ),
    ],
    *,
    author: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who annotated.", show_default="as the file says"),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="F",
            help="labelstudio or inception.",
            show_default="found from the file",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be judged.")
    ] = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Take over corrected annotations as judgements.

    Only what differs from the tasks that `rasd export` gave out is judged; the same file again
    changes nothing. What cannot be taken over is named, and the rest holds.
    """
    from rasd.model import SettingsError
    from rasd.run.returned import FORMATS, import_answers, read_answers
    from rasd.store import open_store, utc_now

    if format not in (None, *FORMATS):
        raise SettingsError(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    with open_store(db, create=False) as store:
        answers = (answer for path in files for answer in read_answers(path, of=format))
        outcome = import_answers(store, answers, author=author, now=utc_now(), dry_run=dry_run)
    _tell(outcome, dry_run=dry_run)
    if outcome.refused:
        raise typer.Exit(Code.FAILED)


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    for where, said in outcome.made:
        what = f"{said.action.value} {said.field}" if said.field else said.action.value
        print(f"{said.id}  {what} by {plain(said.by)}  ({plain(where)})")
    for refusal in outcome.refused:
        print(f"rasd: refused: {plain(refusal.where)}: {plain(refusal.why)}", file=sys.stderr)
    parts = [
        f"{len(outcome.made)} {'would be imported' if dry_run else 'imported'}",
        f"{len(outcome.refused)} refused",
    ]
    if outcome.same:
        parts.append(f"{outcome.same} known already")
    if outcome.unchanged:
        parts.append(f"{outcome.unchanged} unchanged tasks")
    print(", ".join(parts))

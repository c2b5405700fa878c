"""`rasd data`: the words, names and grammars that rasd works with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.guard import Code
from rasd.cli.show import counted

data = typer.Typer(
    name="data",
    help="Check the words, names and grammars that rasd works with.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@data.callback()
def _data() -> None:
    pass


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="A folder of your own, laid out like rasd's data and checked on top of it.",
            show_default="rasd's own data",
        ),
    ] = None,
) -> None:
    """List every fault of the data files as file:line: what.

    Ends with code 1 where there are any.
    """
    from rasd.knowledge.check import check_data
    from rasd.model import SettingsError

    if folder is not None and not folder.is_dir():
        raise SettingsError(f"{folder}: is no folder; give one that holds data files")
    faults = check_data(folder)
    for fault in faults:
        print(fault)
    if faults:
        print(f"rasd: {counted(len(faults), 'fault')}", file=sys.stderr)
        raise typer.Exit(Code.FAILED)
    print("No faults")

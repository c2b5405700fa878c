"""The commands of `rasd` by name. Each lives in a module of its own and loads what it needs."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd import __version__
from rasd.cli.extract import extract
from rasd.cli.guard import GuardedGroup
from rasd.cli.options import examples
from rasd.cli.run import run

app = typer.Typer(
    name="rasd",
    cls=GuardedGroup,
    help="Turn Arabic conflict reporting into an event dataset with evidence.",
    epilog=examples(
        "rasd demo --out out                     try it on the bundled reports",
        "rasd run reports/ --out out             then open out/report.html",
    ),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"rasd {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


app.command(
    epilog=examples(
        "rasd run reports/ --out out",
        "rasd run monday.jsonl tuesday.csv --out out --workers 4",
        "rasd run page.html --out out --published 2019-04-10 --outlet Sahel24",
    )
)(run)
app.command(
    epilog=examples(
        "rasd extract article.txt --published 2019-04-10",
        "cat articles.jsonl | rasd extract - | jq .killed",
        "rasd extract articles.jsonl --what all > predicted.jsonl",
    )
)(extract)

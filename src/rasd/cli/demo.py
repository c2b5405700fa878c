"""`rasd demo`: the main job on the reports that come with the program."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.options import Workers, processors


def demo(
    *,
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Folder for the store, the files and report.html."),
    ] = Path("rasd-demo"),
    workers: Workers = None,
) -> None:
    """Try rasd on 50 bundled reports, all fictional.

    Runs the main job on them; open report.html in DIR afterwards. Nothing in these reports
    happened.
    """
    from rasd.cli.run import finish
    from rasd.run import Job

    with as_file(files("rasd.data").joinpath("demo/reports")) as reports:
        job = Job(inputs=(reports,), out=out, workers=workers or processors())
        finish(job, quiet=False, strict=False)

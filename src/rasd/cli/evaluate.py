"""`rasd eval`: predictions against annotated articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Annotated articles (docs/how-to/evaluate.md).")
    ],
    predicted: Annotated[
        Path,
        typer.Argument(
            metavar="PREDICTED",
            help="Output of `rasd extract` (add --what all to score figures, too), or the folder "
            "of a `rasd run`.",
        ),
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Everything as JSON, every mistake included.")
    ] = False,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="List every mistake with its quote.")
    ] = False,
) -> None:
    """Score mentions against annotated articles, per field.

    Prints what was found, missed and invented, how often each field is right, and whether the
    confidence can be believed, each with a 95% interval.
    """
    from rasd.evaluate import evaluate_files, mistakes_text, scorecard_json, scorecard_markdown

    card = evaluate_files(gold, predicted)
    if as_json:
        print(json.dumps(scorecard_json(card), ensure_ascii=False, indent=2, default=str))
        return
    print(scorecard_markdown(card), end="")
    if mistakes:
        print()
        print(mistakes_text(card), end="")

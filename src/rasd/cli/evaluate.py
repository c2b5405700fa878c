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
        list[Path],
        typer.Argument(
            metavar="PREDICTED...",
            help="Output of `rasd extract` (add --what all to score figures, too), or the folder "
            "of a `rasd run`. Several are shown side by side, with their differences to the first.",
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

    if len(predicted) > 1:
        _side_by_side(gold, predicted, as_json=as_json, mistakes=mistakes)
        return
    card = evaluate_files(gold, predicted[0])
    if as_json:
        print(json.dumps(scorecard_json(card), ensure_ascii=False, indent=2, default=str))
        return
    print(scorecard_markdown(card), end="")
    if mistakes:
        print()
        print(mistakes_text(card), end="")


def _side_by_side(gold: Path, predicted: list[Path], *, as_json: bool, mistakes: bool) -> None:
    from rasd.evaluate import (
        evaluate_side_by_side,
        mistakes_text,
        side_by_side_json,
        side_by_side_markdown,
    )

    found = evaluate_side_by_side(gold, predicted)
    if as_json:
        print(json.dumps(side_by_side_json(found), ensure_ascii=False, indent=2, default=str))
        return
    print(side_by_side_markdown(found), end="")
    if mistakes:
        for name, card in zip(found.names, found.cards, strict=True):
            print(f"\n{name}\n\n{mistakes_text(card)}", end="")

"""Predicted records: reading `rasd extract` output, one JSON object a line.

A line with `quantity` is a figure, one with `doc_ids` an event, any other a mention.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rasd.model import Event, Figure, InputError, Mention, from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    """What one prediction file holds."""

    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()


def read_predictions(path: Path) -> Predictions:
    """The records of a JSONL file, or of the `mentions.jsonl` and `figures.jsonl` in a folder.

    Raises `InputError` that names file, line and field.
    """
    if path.is_dir():
        return _read_folder(path)
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the prediction file cannot be read: {error}") from error
    mentions: list[Mention] = []
    figures: list[Figure] = []
    events: list[Event] = []
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(
                f"{path}:{number}: not JSON: {error.msg}; "
                "expected one mention a line, as `rasd extract` writes them"
            ) from error
        try:
            if not isinstance(value, dict):
                raise InputError(f"expected a mention object, found {type(value).__name__}")
            if "quantity" in value:
                figures.append(from_json(Figure, value))
            elif "doc_ids" in value:
                events.append(from_json(Event, value))
            else:
                mentions.append(from_json(Mention, value))
        except InputError as error:
            raise InputError(f"{path}:{number}: {error}") from error
    return Predictions(mentions=tuple(mentions), figures=tuple(figures), events=tuple(events))


def _read_folder(path: Path) -> Predictions:
    if not (path / "mentions.jsonl").is_file():
        raise InputError(
            f"{path}: the folder holds no mentions.jsonl; expected the output of `rasd run`, "
            "or give a JSONL file"
        )
    mentions = read_predictions(path / "mentions.jsonl").mentions
    beside = path / "figures.jsonl"
    figures = read_predictions(beside).figures if beside.is_file() else ()
    return Predictions(mentions=mentions, figures=figures)

"""Decides how events of ours are read from a file of a run: `events.jsonl`, or `events.csv`.

The CSV holds all that is compared. An apostrophe that guards a text from being run as a formula is
taken off again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from rasd.evaluate.compare.incident import Codebook, Incident, People
from rasd.evaluate.compare.ours import event_in_terms, incident_of
from rasd.evaluate.rows import read_jsonl
from rasd.model import (
    Actor,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    InputError,
    Place,
    PlacePrecision,
    Status,
    SubEventType,
    from_json,
)

T = TypeVar("T")
_NEEDED = ("id", "event_type", "sub_event_type", "status", "date_start", "lat", "geo_precision")
_JOINT = "; "


def read_our_file(path: Path, codebook: Codebook) -> Iterator[Incident]:
    """The events of a file of ours in their terms.

    Raises `InputError` that names the line of an event that can't be read.
    """
    if path.suffix == ".csv":
        yield from _of_csv(path, codebook)
        return
    for where, value in read_jsonl(path):
        try:
            event = from_json(Event, value)
        except InputError as error:
            raise InputError(
                f"{where}: no event of ours: {error}. Name an events.jsonl, an events.csv, the "
                "folder of a run or its store"
            ) from error
        yield event_in_terms(codebook, event)


def _of_csv(path: Path, codebook: Codebook) -> Iterator[Incident]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise InputError(
                    f"{path}:1: no events.csv of ours: it lacks the columns {', '.join(missing)}"
                )
            for row in rows:
                try:
                    yield _incident(codebook, {name: cell or "" for name, cell in row.items()})
                except ValueError as error:
                    raise InputError(f"{path}:{rows.line_num}: {error}") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _incident(codebook: Codebook, row: Mapping[str, str]) -> Incident:
    return incident_of(
        codebook,
        id=_text(row, "id"),
        sub=SubEventType(row["sub_event_type"]),
        of_type=EventType(row["event_type"]),
        status=Status(row["status"]),
        when=DateValue(
            start=_maybe(row, "date_start", date.fromisoformat),
            end=_maybe(row, "date_end", date.fromisoformat),
            precision=DatePrecision(row.get("date_precision") or "unknown"),
            text=row.get("date_text", ""),
        ),
        where=Place(
            text=_text(row, "place_text"),
            name_en=_text(row, "place_name_en") or None,
            country=row.get("country") or None,
            lat=_maybe(row, "lat", float),
            lon=_maybe(row, "lon", float),
            precision=PlacePrecision(row["geo_precision"] or "unknown"),
        ),
        doers=_actors(row, "perpetrator"),
        targets=_actors(row, "target"),
        killed=_people(row, "killed"),
        wounded=_people(row, "wounded"),
        outlets=filter(None, _text(row, "outlets").split(_JOINT)),
        published=(
            date.fromisoformat(day) for day in row.get("published", "").split(_JOINT) if day
        ),
    )


def _text(row: Mapping[str, str], name: str) -> str:
    return row.get(name, "").removeprefix("'")


def _maybe(row: Mapping[str, str], name: str, read: Callable[[str], T]) -> T | None:
    cell = row.get(name, "")
    return read(cell) if cell else None


def _people(row: Mapping[str, str], name: str) -> People | None:
    low = _maybe(row, f"{name}_min", int)
    if low is None:
        return None
    best = _maybe(row, f"{name}_best", int)
    if best is None:
        return People(low, low, _maybe(row, f"{name}_max", int))
    least, most = _maybe(row, f"{name}_low", int), _maybe(row, f"{name}_high", int)
    return People(best if least is None else least, best, best if most is None else most)


def _actors(row: Mapping[str, str], side: str) -> Iterator[Actor]:
    columns = [
        _text(row, f"{side}_{part}").split(_JOINT)
        for part in ("ids", "names", "texts", "categories")
    ]
    length = max(map(len, columns))
    # Names in the words of a source may hold the joint themselves: ids decide how many there are.
    if len(columns[2]) != length:
        columns[2] = [""] * length
    for cells in zip(*(column + [""] * (length - len(column)) for column in columns), strict=True):
        actor_id, name, text, category = cells
        if actor_id or name or category:
            yield Actor(id=actor_id or None, name_en=name or None, text=text, category=category)

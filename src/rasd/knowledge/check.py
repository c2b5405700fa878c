"""Decides whether the data files are sound; `rasd data check` prints each fault.

Every list has a schema in `data/schemas.toml`, every event file the same parts, every name
that one file takes from another exists there. All faults come at once, as
``ar/cues.tsv:14: kind 'negatoin' is none of negation, plan, …; did you mean 'negation'?``
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from rasd.knowledge.check_events import event_faults
from rasd.knowledge.check_gazetteer import check_gazetteer
from rasd.knowledge.gazetteer import PLACES
from rasd.knowledge.schemas import (
    ListSchema,
    grammar_tables,
    letter_faults,
    list_schemas,
    row_faults,
)
from rasd.knowledge.tables import Row, data_file
from rasd.model import SubEventType

_EVENTS = "ar/events"
_FOLDING = "ar/folding.tsv"
_LINE = re.compile(r"at line (\d+)")
_SKIPPED = frozenset({"demo", "__pycache__"})


def check_data(folder: Path | None = None) -> list[str]:
    """Each fault of the shipped data as ``file:line: what``, or of a folder of the user's own.

    The folder has the layout of `rasd/data`; what it lacks is taken from the shipped files, so
    that its rows may refer to shipped rows. No fault: an empty list.
    """
    files = dict(_walk(data_file("") if folder is None else folder, ""))
    faults = sorted(_list_faults(files, folder), key=_by_place)
    faults += _toml_faults(files, folder)
    faults += _letter_faults(files, folder)
    if folder is None:
        faults += check_gazetteer()
    elif (folder / "places" / PLACES).is_file():
        faults += check_gazetteer(folder / "places")
    return faults


def _by_place(fault: str) -> tuple[str, int]:
    file, line, _ = fault.split(":", 2)
    return file, int(line)


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry


def _named(path: str, folder: Path | None) -> str:
    return path if folder is None else (folder / path).as_posix()


def _list_faults(files: Mapping[str, Traversable], folder: Path | None) -> Iterator[str]:
    schemas = list_schemas()
    for path in files:
        if path.endswith(".tsv") and path not in schemas:
            yield f"{_named(path, folder)}:1: no schema in schemas.toml describes this list"
    for path, schema in schemas.items():
        if path not in files:
            if folder is None:
                yield f"{path}:1: the list is missing"
            continue
        rows, faults = _rows(_named(path, folder), files[path].read_text("utf-8"), schema)
        yield from faults
        if not faults:
            yield from row_faults(schema, rows, _known(schema, files))


def _rows(name: str, text: str, schema: ListSchema) -> tuple[tuple[Row, ...], list[str]]:
    """The rows of a list, and what keeps it from being read."""
    lines = text.split("\n")
    columns = lines[0].split("\t")
    if columns != list(schema.columns):
        return (), [f"{name}:1: columns are {columns}, expected {list(schema.columns)}"]
    rows: list[Row] = []
    faults: list[str] = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if not line or line.startswith("#"):
            continue
        if len(cells) != len(columns):
            faults.append(f"{name}:{number}: {len(cells)} cells, the header names {len(columns)}")
        else:
            rows.append(Row(f"{name}:{number}", dict(zip(columns, cells, strict=True))))
    return tuple(rows), faults


def _known(schema: ListSchema, files: Mapping[str, Traversable]) -> dict[str, frozenset[str]]:
    """The values of each column that this list refers to, shipped and own together."""
    targets = {target for column in schema.columns.values() for target in column.refers}
    known: dict[str, frozenset[str]] = {}
    for target in targets:
        path, column = target.split("#")
        texts = [data_file(path).read_text("utf-8")]
        if path in files:
            texts.append(files[path].read_text("utf-8"))
        known[target] = frozenset(value for text in texts for value in _values(text, column))
    return known


def _values(text: str, column: str) -> Iterator[str]:
    header, *lines = text.split("\n")
    columns = header.split("\t")
    at = columns.index(column) if column in columns else len(columns)
    for line in lines:
        cells = line.split("\t")
        if at < len(cells) and cells[at]:
            yield cells[at]


def _toml_faults(files: Mapping[str, Traversable], folder: Path | None) -> Iterator[str]:
    present = set()
    for path, file in files.items():
        if not path.endswith(".toml"):
            continue
        name, text = _named(path, folder), file.read_text("utf-8")
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = _LINE.search(str(error))
            yield f"{name}:{line[1] if line else text.count(chr(10)) + 1}: no TOML: {error}"
            continue
        if path.startswith(f"{_EVENTS}/"):
            stem = Path(path).stem
            present.add(stem)
            yield from event_faults(name, stem, text, document)
        else:
            yield from _grammar_faults(name, path, document)
    if folder is None:
        for missing in sorted(set(SubEventType) - present):
            yield f"{_EVENTS}/{missing}.toml:1: the sub-event type has no file"


def _letter_faults(files: Mapping[str, Traversable], folder: Path | None) -> Iterator[str]:
    for path, file in files.items():
        if path.endswith((".tsv", ".toml")) and path != _FOLDING:
            yield from letter_faults(_named(path, folder), file.read_text("utf-8"))


def _grammar_faults(name: str, path: str, document: Mapping[str, Any]) -> Iterator[str]:
    tables = grammar_tables()
    if path not in tables:
        yield f"{name}:1: no schema in schemas.toml describes this file"
        return
    for table in tables[path]:
        if table not in document:
            yield f"{name}:1: {table!r} is missing"

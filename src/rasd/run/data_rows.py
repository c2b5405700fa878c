"""Finds the data row that a piece of evidence names, as it stands in the package's data.

| evidence says | what is found |
|---|---|
| `ar/weapons.tsv:15` | line 15 of the list, with its column names |
| `places.tsv:276781` | the place with this id in the gazetteer |
| `ar/events/attack.toml#6` | the sixth trigger of the file |
| `counts/number`, `times/weekday` | the entry with this id in a grammar |
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_GAZETTEER, _PLACES = "places/places.tsv.gz", "places.tsv"
_GRAMMARS = "ar"
_TRIGGERS = "[[triggers]]"
_PROOF = ("examples", "counter", "[[")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """Where a row stands (`file:line`) and what it says, as name and value pairs."""

    where: str
    cells: tuple[tuple[str, str], ...]


def find_row(name: str) -> DataRow | None:
    """The row that `Evidence.row` or `Evidence.rule` names; `None` where no file holds one."""
    path, mark, number = name.rpartition("#")
    if mark and number.isdecimal():
        return _trigger(path, int(number))
    path, mark, key = name.partition(":")
    if mark and path == _PLACES:
        return _place(key)
    if mark and path.endswith(".tsv") and key.isdecimal():
        return _line(path, int(key))
    return _grammar_entry(name)


def _line(path: str, number: int) -> DataRow | None:
    lines = _lines(path)
    if not 1 < number <= len(lines):
        return None
    return _listed(f"{path}:{number}", lines[0], lines[number - 1])


def _place(key: str) -> DataRow | None:
    lines = _lines(_GAZETTEER)
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith(f"{key}\t"):
            return _listed(f"{_GAZETTEER}:{number}", lines[0], line)
    return None


def _listed(where: str, header: str, line: str) -> DataRow:
    cells = zip(header.split("\t"), line.split("\t"), strict=False)
    return DataRow(where=where, cells=tuple((name, cell) for name, cell in cells if cell))


def _trigger(path: str, number: int) -> DataRow | None:
    lines = _lines(path)
    starts = [at for at, line in enumerate(lines) if line.strip() == _TRIGGERS]
    if not 0 < number <= len(starts):
        return None
    return _entry(path, starts[number - 1])


def _grammar_entry(rule: str) -> DataRow | None:
    wanted = f'id = "{rule}"'
    for path in _grammar_files():
        for at, line in enumerate(_lines(path)):
            if line.strip() == wanted:
                return _entry(path, at - 1)
    return None


def _entry(path: str, start: int) -> DataRow:
    """A table of a TOML file from its header on; its proof is left out."""
    cells = []
    for line in _lines(path)[start + 1 :]:
        if not line.strip() or line.startswith(_PROOF):
            break
        name, equals, value = line.partition(" = ")
        if equals and not line.startswith("#"):
            cells.append((name, value.strip().strip('"')))
    return DataRow(where=f"{path}:{start + 1}", cells=tuple(cells))


def _grammar_files() -> Iterator[str]:
    names = sorted(entry.name for entry in files("rasd.data").joinpath(_GRAMMARS).iterdir())
    return (f"{_GRAMMARS}/{name}" for name in names if name.endswith(".toml"))


@cache
def _lines(path: str) -> tuple[str, ...]:
    file: Traversable = files("rasd.data").joinpath(path)
    if not file.is_file():
        return ()
    content = file.read_bytes()
    unpacked = gzip.decompress(content) if path.endswith(".gz") else content
    return tuple(unpacked.decode("utf-8").split("\n"))

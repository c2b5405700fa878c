"""Decides what is known of each column of a format: where it comes from, and what is lost.

`data/export/columns/FORMAT.tsv` has a row for each column, in the order of the file. `from` names
the fields of an event that it is made of (`place.lat`; several with `|` between; empty where it is
none of them), `fit` how well that works:

- exact: our value, at most spelled as the format has it
- approximate: worked out from ours by a rule that the note states
- constant: the same in every row, as the note says
- empty: the format asks for something that we do not hold

`data/export/lost.tsv` names, for each format, the fields of an event that no column carries. Both
together cover every field of an event, which a test holds them to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rasd.model import DataError


class Fit(StrEnum):
    """How well a column of another codebook can be filled."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    CONSTANT = "constant"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """One column of a format. `type` is that of a Data Package field."""

    name: str
    type: str
    of: tuple[str, ...]
    fit: Fit
    note_en: str
    note_ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostField:
    """A field of an event that a format has no place for."""

    field: str
    note_en: str
    note_ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What a format makes of an event."""

    format: str
    columns: tuple[MappedColumn, ...]
    lost: tuple[LostField, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in their order."""
        return tuple(column.name for column in self.columns)


_COLUMNS = ("column", "type", "from", "fit", "note_en", "note_ar")
_LOST = ("format", "field", "note_en", "note_ar")


@cache
def mapping_of(name: str) -> Mapping:
    """The mapping of a format. Raises `DataError` for a file that is not as described above."""
    columns = tuple(
        MappedColumn(
            name=column,
            type=type_,
            of=tuple(filter(None, of.split("|"))),
            fit=_fit(fit, where),
            note_en=note_en,
            note_ar=note_ar,
        )
        for where, (column, type_, of, fit, note_en, note_ar) in rows(
            f"columns/{name}.tsv", _COLUMNS
        )
    )
    lost = tuple(
        LostField(field=field, note_en=note_en, note_ar=note_ar)
        for _, (of, field, note_en, note_ar) in rows("lost.tsv", _LOST)
        if of == name
    )
    return Mapping(format=name, columns=columns, lost=lost)


def mapped_formats() -> tuple[str, ...]:
    """The formats that have a mapping, in the order of their names."""
    folder = files("rasd.data").joinpath("export", "columns")
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name.removesuffix(".tsv") for path in folder.iterdir()))


def rows(file: str, header: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The rows of a list in `data/export`, each with its `file:line`."""
    text = files("rasd.data").joinpath("export", *file.split("/")).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if number == 1 and tuple(cells) != header:
            raise DataError([f"{file}:1: expected the header {' '.join(header)}, tabs between"])
        if len(cells) != len(header):
            raise DataError([f"{file}:{number}: expected {len(header)} cells, found {len(cells)}"])
        if number > 1:
            yield f"{file}:{number}", cells


def _fit(word: str, where: str) -> Fit:
    try:
        return Fit(word)
    except ValueError:
        raise DataError([f"{where}: fit {word!r} is none of {', '.join(Fit)}"]) from None

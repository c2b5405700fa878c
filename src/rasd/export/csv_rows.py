"""Decides how rows of another codebook's table read as CSV.

UTF-8 without a byte order mark, since scripts that were written for those tables trip over one;
a comma between cells, lines ended as RFC 4180 has it, an empty cell for what is missing. A text
that a spreadsheet would run as a formula (`=1+1`, `+964`, `@x`) gets an apostrophe in front;
numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | None

_RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """What a writer takes for a file: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_rows(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The header and then one line for each row."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield _written(writer.writerow(header))
    for row in rows:
        yield _written(writer.writerow([guarded(cell) for cell in row]))


def guarded(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs and no reader stops at."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")  # some readers take it for the end of the file
    return f"'{text}" if text.startswith(_RUN_AS_FORMULA) else text


def _written(line: object) -> str:
    # `writerow` gives back what the file's `write` returns; its stub knows only of files.
    return str(line)

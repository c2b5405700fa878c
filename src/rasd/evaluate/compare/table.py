"""Decides what the rows of a foreign table are, however it was saved.

UTF-8 with a mark or without, UTF-16, else windows-1252; commas, semicolons or tabs, as the header
has them; a row of HXL tags below the header is none of data. A record may run over lines inside
quotes, for 60 lines at most: a quote that is never closed costs its own line, not the rest of the
file. Too many cells, as where a list of sources was written without quotes round it, are joined
again in the column named for it. The first sheet of an `.xlsx` is read as it stands.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from rasd.evaluate.compare.incident import Fault
from rasd.model import InputError

_MOST_LINES = 60
_SAMPLE = 1 << 16
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile(r"[A-Z]+")

Row = tuple[int, list[str]]
"""The line on which a row begins, and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """The header of a table, in small letters, and its rows in order; a fault for a broken one."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Mapping[str, str]] | Fault]


def read_table(path: Path, *, spills: Sequence[str]) -> Table:
    """The table of a file; surplus cells belong to the first of the columns `spills` it has.

    Raises `InputError` for a file without a header.
    """
    try:
        rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _records(path)
        _, head = next(rows, (0, []))
    except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    if isinstance(head, str) or len(head) < 2:
        raise InputError(f"{path}: has no header: expected a CSV or XLSX file of ACLED, GED or GTD")
    # A mark of UTF-8 before bytes of windows-1252, as in files that went through a spreadsheet.
    head = [head[0].removeprefix("\u00ef\u00bb\u00bf"), *head[1:]]
    header = tuple(name.strip().lower().replace(" ", "_") for name in head)
    return Table(header, _named(header, rows, spills))


def _named(
    header: tuple[str, ...], rows: Iterator[tuple[int, list[str] | str]], spills: Sequence[str]
) -> Iterator[tuple[int, Mapping[str, str]] | Fault]:
    spill = next((header.index(name) for name in spills if name in header), None)
    width = len(header)
    for line, cells in rows:
        if isinstance(cells, str):
            yield Fault(line=line, reason=cells)
            continue
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        surplus = len(cells) - width
        if surplus > 0 and spill is not None:
            end = spill + surplus + 1
            cells = [*cells[:spill], ",".join(cells[spill:end]), *cells[end:]]  # noqa: PLW2901
        elif surplus < 0 and width + surplus > 1:
            yield Fault(line=line, reason=f"has {len(cells)} cells; the header has {width}")
            continue
        yield line, dict(zip(header, cells, strict=False))


def _records(path: Path) -> Iterator[tuple[int, list[str] | str]]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = file.readlines()
    delimiter = _delimiter(lines[0]) if lines else ","
    width = 0
    at = 0
    while at < len(lines):
        start, text = at, lines[at]
        at += 1
        if '"' in text:
            while text.count('"') % 2 and at < len(lines) and at - start < _MOST_LINES:
                text += lines[at]
                at += 1
            if text.count('"') % 2:
                # One line alone is lost to a quote that nobody closed.
                at = start + 1
                cells = lines[start].rstrip("\r\n").split(delimiter)
                if len(cells) != width:
                    yield start + 1, "a quote is opened and never closed"
                    continue
                yield start + 1, cells
                continue
            try:
                cells = next(csv.reader([text], delimiter=delimiter), [])
            except csv.Error as error:
                yield start + 1, f"no row of a CSV file: {error}"
                continue
        else:
            cells = text.rstrip("\r\n").split(delimiter)
        width = width or len(cells)
        yield start + 1, cells


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        file.seek(0)
        try:
            for line in file:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _sheet(path: Path) -> Iterator[tuple[int, list[str] | str]]:
    with zipfile.ZipFile(path) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            with book.open("xl/sharedStrings.xml") as file:
                for _, item in etree.iterparse(file, tag=f"{_NS}si", resolve_entities=False):
                    shared.append("".join(text.text or "" for text in item.iter(f"{_NS}t")))
                    item.clear()
        with book.open("xl/worksheets/sheet1.xml") as file:
            for _, row in etree.iterparse(file, tag=f"{_NS}row", resolve_entities=False):
                cells: list[str] = []
                for cell in row.iter(f"{_NS}c"):
                    column = _number(cell.get("r", ""), len(cells))
                    cells.extend("" for _ in range(column - len(cells)))
                    cells.append(_said(cell, shared))
                yield int(row.get("r", "0")), cells
                row.clear()


def _number(reference: str, default: int) -> int:
    letters = _COLUMN.match(reference)
    if letters is None:
        return default
    at = 0
    for letter in letters[0]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _said(cell: etree._Element, shared: Sequence[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_NS}t"))
    value = cell.findtext(f"{_NS}v") or ""
    return shared[int(value)] if kind == "s" and value else value

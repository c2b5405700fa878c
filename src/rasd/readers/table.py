"""CSV with a header: comma, semicolon or tab, whichever makes `text` a column of its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from rasd.model import DocumentError, Issue
from rasd.readers.draft import Draft, issue_of
from rasd.readers.lines import Line, text_lines
from rasd.readers.raw import ROW, Raw
from rasd.readers.rows import draft_of
from rasd.readers.source import Source, empty

_DELIMITERS = (",", ";", "\t")


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each row; line ends inside quotes stay as they are."""
    lines = _Lines(text_lines(source))
    header_line = _header_line(lines)
    delimiter, header = _header(header_line, source.name)
    header_data = lines.take_data()
    csv.field_size_limit(max(source.limits.record, csv.field_size_limit()))
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.number + 1
        where = f"{source.name}:{start}"
        try:
            cells = next(rows)
            data = lines.take_data()
            if not any(cells):
                continue
            row = dict(zip(header, cells, strict=False))
            raw = Raw(data=header_data + data, media_type=ROW)
            yield from draft_of(
                row, raw=raw, where=where, part=start, warnings=lines.take_warnings()
            )
        except StopIteration:
            return
        except csv.Error as error:
            lines.take_data()
            yield issue_of(
                where, DocumentError("malformed", f"no CSV: {error}", "quote the field properly")
            )
        except DocumentError as error:
            lines.take_data()
            yield issue_of(where, error)
            if error.kind in ("truncated", "missing", "unsafe"):
                return


class _Lines:
    """The lines that the CSV parser asks for, with the number and warnings of those taken."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._warnings: list[str] = []
        self._data: list[bytes] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number = line.number
        self._warnings.extend(line.warnings)
        self._data.append(line.data)
        if isinstance(line.text, DocumentError):
            raise line.text
        return line.text

    def take_data(self) -> bytes:
        """The lines since the last call, as they stand in the file."""
        taken = b"".join(self._data)
        self._data.clear()
        return taken

    def take_warnings(self) -> tuple[str, ...]:
        taken = tuple(dict.fromkeys(self._warnings))
        self._warnings.clear()
        return taken


def _header_line(lines: _Lines) -> str:
    """The first line with anything on it; a `sep=;` line of Excel is passed over."""
    for line in lines:
        if line.strip() and not line.lower().startswith("sep="):
            return line
    raise empty()


def _header(line: str, name: str) -> tuple[str, list[str]]:
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter))
        except csv.Error:
            continue
        header = [cell.strip().lower() for cell in cells]
        if "text" in header:
            return delimiter, header
    raise DocumentError(
        "malformed",
        f"{name}:1: no column `text` in the header {line.strip()[:80]!r}",
        "name the columns id, text, title, published, outlet, url; only text is required",
    )

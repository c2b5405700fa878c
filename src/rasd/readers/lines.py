"""Numbered lines of text from a file of any size, each decoded by itself.

A line end inside a line of text never gets lost or changed: only `\\n` ends a line.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from rasd.model import DocumentError
from rasd.readers.decode import bom_length, decode, stream_encoding
from rasd.readers.source import Source, byte_lines, stream_faults, too_large


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line with its end; `text` is the error itself where the line could not be read.

    `data` is the line as it stands in the file.
    """

    number: int
    text: str | DocumentError
    data: bytes = b""
    warnings: tuple[str, ...] = ()


def text_lines(source: Source) -> Iterator[Line]:
    """The lines of `source`, counted from 1, without a byte order mark."""
    encoding = stream_encoding(source.head)
    source.stream.read(bom_length(source.head))
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(source, encoding)
        return
    for number, data in byte_lines(source.stream, source.limits.record):
        if data is None:
            yield Line(number=number, text=too_large(source.limits.record))
            continue
        yield _line(number, data, encoding)


def _line(number: int, data: bytes, encoding: str) -> Line:
    """A line in UTF-8 where it decodes as that, else in the encoding of the file's start."""
    try:
        return Line(number=number, text=data.decode("utf-8"), data=data)
    except UnicodeDecodeError:
        pass
    try:
        if encoding != "utf-8":
            return Line(number=number, text=data.decode(encoding), data=data)
    except UnicodeDecodeError:
        pass
    return _guessed(number, data)


def _guessed(number: int, data: bytes) -> Line:
    try:
        decoded = decode(data)
    except DocumentError as error:
        return Line(number=number, text=error)
    note = decoded.warning or f"this line is {decoded.encoding}, unlike the start of the file"
    return Line(number=number, text=decoded.text, data=data, warnings=(note,))


def _wide_lines(source: Source, encoding: str) -> Iterator[Line]:
    limit = source.limits.record
    text = io.TextIOWrapper(source.stream, encoding=encoding, errors="replace", newline="\n")
    number = 0
    while True:
        with stream_faults():
            line = text.readline(limit + 1)
        if not line:
            return
        number += 1
        if len(line) <= limit:
            # Broken sequences, already replaced by U+FFFD, are the only bytes that differ.
            yield Line(number=number, text=line, data=line.encode(encoding, "surrogatepass"))
            continue
        while line and not line.endswith("\n"):
            with stream_faults():
                line = text.readline(limit)
        yield Line(number=number, text=too_large(limit))

"""One input as a stream of bytes, gunzipped on the way, never longer in memory than allowed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rasd.model import DocumentError
from rasd.readers.limits import MEGABYTE, Limits

HEAD = 65_536
GZIP = b"\x1f\x8b"
_FREE_GROWTH = 10 * MEGABYTE
_MOST_BLANK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An opened input: `name` is what its document ids start with, `suffix` is lower case.

    `head` holds the first bytes of `stream`, which still stands at its start. `url` is the address
    that the whole input was fetched from. `path` is the file itself, where its bytes are read as
    they lie there and may be of any number.
    """

    name: str
    suffix: str
    stream: io.BufferedReader[Any]
    head: bytes
    limits: Limits
    url: str | None = None
    path: Path | None = None

    def read_all(self) -> bytes:
        """Everything, or `DocumentError` where that is nothing or too much."""
        data = read_bounded(self.stream, self.limits.text)
        if not data.strip():
            raise empty()
        return data


def open_source(
    name: str,
    file_name: str,
    raw: BinaryIO,
    limits: Limits,
    *,
    url: str | None = None,
    path: Path | None = None,
) -> Source:
    """A `Source` over `raw`; gzip is recognised by its first bytes, whatever the name says."""
    stream, head = _with_head(raw)
    suffixes = _suffixes(file_name)
    if head.startswith(GZIP):
        path = None
        inflated = io.BufferedReader(_Inflated(stream, limits), buffer_size=HEAD)
        stream, head = inflated, _peek(inflated)
        if suffixes and suffixes[-1] in (".gz", ".gzip"):
            suffixes.pop()
    if limits.stream is not None:
        path = None
        bounded = io.BufferedReader(_Bounded(stream, limits.stream), buffer_size=HEAD)
        stream, head = bounded, _peek(bounded)
    suffix = suffixes[-1] if suffixes else ""
    return Source(
        name=name, suffix=suffix, stream=stream, head=head, limits=limits, url=url, path=path
    )


def read_bounded(stream: io.BufferedReader[Any], limit: int) -> bytes:
    """The rest of `stream`; more than `limit` bytes, or a cut gzip file, is a `DocumentError`."""
    with stream_faults():
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(limit)
    return data


def byte_lines(stream: io.BufferedReader[Any], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines with their line ends; `None` stands for a line of more than `limit` bytes."""
    number = blank = 0
    while True:
        with stream_faults():
            line = stream.readline(limit + 1)
        if not line:
            return
        number += 1
        blank = blank + 1 if line.isspace() else 0
        if blank > _MOST_BLANK:
            # Else a few kilobytes of gzip keep the run busy for minutes.
            raise DocumentError(
                "unsafe", f"{blank} blank lines in a row", "remove them if you trust the file"
            )
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                with stream_faults():
                    line = stream.readline(limit)
            yield number, None
        else:
            yield number, line


def empty() -> DocumentError:
    """The error for an input that holds nothing but white space."""
    return DocumentError("empty", "there is nothing in it", "remove it or fill it")


def too_large(limit: int) -> DocumentError:
    """The error for a text beyond the limit."""
    return DocumentError(
        "too_large",
        f"one text of more than {limit / MEGABYTE:g} MB",
        "split it, or give many texts as JSONL, which may be of any size",
    )


class stream_faults:  # noqa: N801 - reads as `with stream_faults():`
    """Turns what a broken or unreadable stream raises into a `DocumentError`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, EOFError):
            raise DocumentError(
                "truncated", "the gzip file ends too early", "fetch or copy the file again"
            ) from error
        if isinstance(error, (zlib.error, gzip.BadGzipFile)):
            raise DocumentError(
                "malformed", f"broken gzip data: {error}", "fetch or copy the file again"
            ) from error
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise DocumentError(
                "missing", f"cannot be read: {reason}", "check the path and permissions"
            ) from error


class _Inflated(io.RawIOBase):
    """Gunzipped bytes that stop with an error where the growth is a bomb's."""

    def __init__(self, packed: io.BufferedReader[Any], limits: Limits) -> None:
        self._counter = _Counter(packed)
        self._plain = gzip.GzipFile(fileobj=self._counter)
        self._out = 0
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer
        data = self._plain.read1(len(view))
        view[: len(data)] = data
        self._out += len(data)
        if self._out > max(_FREE_GROWTH, self._limits.inflation * self._counter.count):
            raise DocumentError(
                "unsafe",
                f"the gzip file grows more than {self._limits.inflation} times",
                "unpack it yourself if you trust it",
            )
        return len(data)


class _Bounded(io.RawIOBase):
    """The same bytes, that stop with an error where they are more than the limit."""

    def __init__(self, whole: io.BufferedReader[Any], limit: int) -> None:
        self._whole = whole
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer
        data = self._whole.read1(len(view))
        view[: len(data)] = data
        self._left -= len(data)
        if self._left < 0:
            raise DocumentError(
                "too_large",
                "the rest of the file was not read: it is too large for this way of reading it",
                "split it, or give it to `rasd run`, which reads files of any size",
            )
        return len(data)


class _Counter(io.RawIOBase):
    """Counts the packed bytes that were taken."""

    def __init__(self, packed: io.BufferedReader[Any]) -> None:
        self._packed = packed
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        taken = self._packed.readinto(buffer)  # type: ignore[arg-type]  # any writable buffer
        self.count += taken
        return taken


class _Chain(io.RawIOBase):
    """Bytes already taken from a pipe, then the rest of the pipe."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer
        if self._first:
            data, self._first = self._first[: len(view)], self._first[len(view) :]
        else:
            read = getattr(self._rest, "read1", self._rest.read)
            data = read(len(view))
        view[: len(data)] = data
        return len(data)


def _with_head(raw: BinaryIO) -> tuple[io.BufferedReader[Any], bytes]:
    """A stream with its first bytes; from a pipe no more than its first non-blank line."""
    with stream_faults():
        if raw.seekable():
            stream = io.BufferedReader(_Chain(b"", raw), buffer_size=HEAD)
            return stream, _peek(stream)
        first = raw.readline(HEAD)
        while first and not first.strip() and len(first) < HEAD:
            more = raw.readline(HEAD - len(first))
            if not more:
                break
            first += more
        return io.BufferedReader(_Chain(first, raw), buffer_size=HEAD), first


def _peek(stream: io.BufferedReader[Any]) -> bytes:
    with stream_faults():
        return stream.peek(HEAD)


def _suffixes(name: str) -> list[str]:
    parts = name.replace("\\", "/").rsplit("/", 1)[-1].lstrip(".").lower().split(".")
    return [f".{part}" for part in parts[1:]]

"""The HTTP responses in a web archive, one after the other, from a stream that cannot go back.

Written here because fastwarc needs a seekable file and reads a cut-off archive as if it were
whole: this one says where the archive ends too early.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from rasd.model import DocumentError
from rasd.readers.source import Source, stream_faults, too_large

_LONGEST_HEADER = 200_000
_AGAIN = "fetch or copy the archive again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A delivered file: its number among the records, its address, and what the server said.

    `block` is the record's content as archived, `body` the file in it, unpacked.
    """

    number: int
    url: str | None
    status: int
    content_type: str
    charset: str | None
    block: bytes
    body: bytes | DocumentError


def responses(source: Source) -> Iterator[Response]:
    """All responses over HTTP; `DocumentError` where the archive is cut off or broken."""
    number = 0
    while (headers := _record_headers(source)) is not None:
        number += 1
        length = _length(headers, number)
        if headers.get("WARC-Type") != "response" or length > 2 * source.limits.text:
            _skip(source, length, number)
            continue
        block = _take(source, length, number)
        if (found := _response(block, headers, number, source.limits.text)) is not None:
            yield found


def _record_headers(source: Source) -> Message | None:
    """The next record's headers, `None` at the end of the archive."""
    line = b"\r\n"
    while line in (b"\r\n", b"\n"):
        with stream_faults():
            line = source.stream.readline(_LONGEST_HEADER)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise DocumentError("malformed", "a record does not start with WARC/", _AGAIN)
    lines: list[bytes] = []
    size = 0
    while True:
        with stream_faults():
            line = source.stream.readline(_LONGEST_HEADER)
        if not line:
            raise DocumentError("truncated", "the archive ends within a record's headers", _AGAIN)
        if line in (b"\r\n", b"\n"):
            return _headers(b"".join(lines))
        lines.append(line)
        size += len(line)
        if size > _LONGEST_HEADER:
            raise DocumentError("malformed", "a record's headers never end", _AGAIN)


def _length(headers: Message, number: int) -> int:
    stated = str(headers.get("Content-Length", "")).strip()
    if not (stated.isascii() and stated.isdigit() and len(stated) < 16):
        raise DocumentError("malformed", f"record {number} states no length", _AGAIN)
    return int(stated)


def _take(source: Source, length: int, number: int) -> bytes:
    with stream_faults():
        block = source.stream.read(length)
    if len(block) < length:
        raise DocumentError("truncated", f"the archive ends within record {number}", _AGAIN)
    return block


def _skip(source: Source, length: int, number: int) -> None:
    while length > 0:
        length -= len(_take(source, min(length, 1_000_000), number))


def _response(block: bytes, record: Message, number: int, limit: int) -> Response | None:
    head, found, body = block.partition(b"\r\n\r\n")
    if not found:
        head, found, body = block.partition(b"\n\n")
    status_line, _, rest = head.partition(b"\n")
    parts = status_line.split(None, 2)
    if not found or len(parts) < 2 or not parts[0].startswith(b"HTTP/") or not parts[1].isdigit():
        return None
    headers = _headers(rest)
    content: bytes | DocumentError
    try:
        content = _decoded(body, headers, limit)
    except DocumentError as error:
        content = error
    url = str(record.get("WARC-Target-URI", "")).strip("<> \r\n")
    return Response(
        number=number,
        url=url or None,
        status=int(parts[1]),
        content_type=headers.get_content_type(),
        charset=headers.get_content_charset(),
        block=block,
        body=content,
    )


def _headers(lines: bytes) -> Message:
    return BytesHeaderParser().parsebytes(lines)


def _decoded(body: bytes, headers: Message, limit: int) -> bytes:
    """The body as the page was written: chunks joined, compression undone."""
    if "chunked" in str(headers.get("Transfer-Encoding", "")).lower():
        body = _joined(body)
    coding = str(headers.get("Content-Encoding", "")).strip().lower()
    try:
        match coding:
            case "gzip" | "x-gzip" if body.startswith(b"\x1f\x8b"):
                with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
                    body = packed.read(limit + 1)
            case "deflate":
                body = _inflated(body, limit)
            case "br" | "zstd":
                body = _if_plain(body, coding)
            case _:
                pass
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(
            "malformed", f"broken {coding} data: {error}", "fetch it again"
        ) from error
    if len(body) > limit:
        raise too_large(limit)
    return body


def _inflated(body: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, limit + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, limit + 1)


def _if_plain(body: bytes, coding: str) -> bytes:
    """Some crawlers undo the compression and keep the header."""
    if body.lstrip()[:1] == b"<":
        return body
    raise DocumentError(
        "unsupported", f"the page is packed with {coding}", "archive it without compression"
    )


def _joined(body: bytes) -> bytes:
    """The chunks of a body; a body that is no chunks was joined by the crawler already."""
    joined = bytearray()
    rest = memoryview(body)
    while rest:
        end = bytes(rest[:64]).find(b"\n")
        stated = bytes(rest[: max(end, 0)]).split(b";")[0].strip()
        try:
            size = int(stated, 16)
        except ValueError:
            return bytes(joined) or body
        if size <= 0:
            break
        joined += rest[end + 1 : end + 1 + size]
        rest = rest[end + 1 + size :]
        rest = rest[2:] if bytes(rest[:2]) == b"\r\n" else rest[1:]
    return bytes(joined)

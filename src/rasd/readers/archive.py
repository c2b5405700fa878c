"""A web archive: each HTML response a document, with its address.

The archive's own dates say when a page was fetched, so the publication date comes from the
page or not at all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from rasd.model import DocumentError, Issue, IssueKind
from rasd.readers.draft import Draft
from rasd.readers.page import page_draft
from rasd.readers.source import Source, too_large

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each page that was delivered; other files and failed requests are passed over."""
    pages = 0
    for number, record in enumerate(_records(source), 1):
        if not _is_page(record):
            continue
        pages += 1
        url = record.headers.get("WARC-Target-URI", "").strip("<>") or None
        where = f"{source.name}#{number}"
        try:
            body = _body(record, source.limits.text)
            if not body.strip():
                raise DocumentError("empty", "the page is empty", "leave it out")
            yield page_draft(body, url=url, charset=record.http_charset, part=number)
        except DocumentError as error:
            yield Issue(
                source=where,
                kind=IssueKind(error.kind),
                message=f"{url}: {error}",
                remedy=error.remedy,
            )
    if not pages:
        raise DocumentError(
            "no_text", "the archive holds no HTML page", "check that it holds responses"
        )


def _records(source: Source) -> Iterator[Any]:
    try:
        yield from ArchiveIterator(
            source.stream,
            record_types=WarcRecordType.response,
            parse_http=True,
            auto_decode="all",
        )
    except EOFError as error:
        raise DocumentError(
            "truncated", "the archive ends too early", "fetch or copy it again"
        ) from error
    except (OSError, ValueError, RuntimeError, zlib.error) as error:
        raise DocumentError(
            "malformed", f"a broken web archive: {error}", "fetch or copy it again"
        ) from error


def _is_page(record: Any) -> bool:
    kind = (record.http_content_type or "").lower()
    status = getattr(record.http_headers, "status_code", None)
    return kind in _PAGES and status in (None, 200)


def _body(record: Any, limit: int) -> bytes:
    try:
        body: bytes = record.reader.read(limit + 1)
    except (OSError, ValueError, EOFError, zlib.error) as error:
        raise DocumentError("malformed", f"a broken record: {error}", "fetch it again") from error
    if len(body) > limit:
        raise too_large(limit)
    return body

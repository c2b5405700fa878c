"""A web archive: each HTML response a document, with its address.

The archive's own dates say when a page was fetched, so the publication date comes from the
page or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.model import DocumentError, Issue
from rasd.readers.draft import Draft, issue_of
from rasd.readers.page import page_draft
from rasd.readers.raw import Raw
from rasd.readers.source import Source
from rasd.readers.warc_records import Response, responses

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each page that was delivered; other files and failed requests are passed over."""
    pages = 0
    for response in responses(source):
        if response.status != 200 or response.content_type not in _PAGES:
            continue
        pages += 1
        try:
            yield _draft(response)
        except DocumentError as error:
            yield issue_of(f"{source.name}#{response.number}", error, about=response.url)
    if not pages:
        raise DocumentError(
            "no_text", "the archive holds no HTML page", "check that it holds responses"
        )


def _draft(response: Response) -> Draft:
    if isinstance(response.body, DocumentError):
        raise response.body
    if not response.body.strip():
        raise DocumentError("empty", "the page is empty", "leave it out")
    return page_draft(
        response.body,
        raw=Raw(data=response.block, media_type="application/http"),
        url=response.url,
        charset=response.charset,
        part=response.number,
    )

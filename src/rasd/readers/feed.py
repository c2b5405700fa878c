"""RSS and Atom: each item a document. Document types and entities are refused unread.

An entity of a few lines can grow without end in a feed parser; no feed needs one.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import feedparser

from rasd.model import DocumentError, Issue
from rasd.readers.dates import read_date
from rasd.readers.decode import decode
from rasd.readers.draft import Draft, issue_of
from rasd.readers.markup import FAULTS, fragment_text
from rasd.readers.raw import Raw
from rasd.readers.rows import draft_of
from rasd.readers.source import Source

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT = re.compile(r"<[a-zA-Z]")


def read(source: Source) -> Iterator[Draft | Issue]:
    """A draft for each item, its markup taken off."""
    feed, raw, notes = _feed(source)
    for number, entry in enumerate(feed.entries, 1):
        where = f"{source.name}#{number}"
        try:
            row, at = _row(entry, feed), f"#{number}"
            yield from draft_of(row, raw=raw, where=where, part=number, locator=at, warnings=notes)
        except DocumentError as error:
            yield issue_of(where, error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An item as a feed names it, whether or not its text is there too.

    `id` is what the feed calls it, `moment` when it says it was published, in seconds since 1970,
    `changed` its last change in the feed's words. `body` is its text, `whole` where the feed gives
    that as the content and not as a summary.
    """

    url: str | None
    title: str
    published: date | None
    text: bool
    id: str | None = None
    moment: float | None = None
    changed: str = ""
    body: str = ""
    whole: bool = False


def named_in(source: Source) -> tuple[str | None, tuple[Named, ...]]:
    """The title of a feed, and what it names; raises `DocumentError` as `read` does."""
    feed, _, _ = _feed(source)
    outlet = fragment_text(feed.feed.get("title", "")) or None
    return outlet, tuple(_named(entry, feed) for entry in feed.entries)


def _named(entry: Any, feed: Any) -> Named:
    row = _row(entry, feed)
    # Not through the library's own look-up, which gives `published` for a missing `updated`.
    said = dict(entry)
    moment = said.get("published_parsed") or said.get("updated_parsed")
    return Named(
        url=str(row["url"]) if row["url"] else None,
        title=str(row["title"]),
        published=read_date(str(row["published"])),
        text=bool(row["text"]),
        id=str(row["id"]) if row["id"] else None,
        moment=float(calendar.timegm(moment)) if moment else None,
        changed=str(said.get("updated") or said.get("published") or ""),
        body=str(row["text"] or ""),
        whole=any(part.get("value") for part in entry.get("content", [])),
    )


def _feed(source: Source) -> tuple[Any, Raw, tuple[str, ...]]:
    """A feed with items, what it was read from, and what had to be assumed to read it."""
    data = source.read_all()
    declared = _ENCODING.search(data[:200])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else None)
    text = _DECLARATION.sub("", decoded.text)
    _refuse_entities(text)
    feed = _parse(text)
    if not feed.entries:
        raise DocumentError("no_text", "the feed holds no items", "fetch it again, or leave it out")
    raw = Raw(data=data, media_type="application/xml")
    return feed, raw, () if decoded.warning is None else (decoded.warning,)


def _refuse_entities(text: str) -> None:
    root = _ROOT.search(text)
    prolog = text[: root.start() if root else len(text)].upper()
    if "<!DOCTYPE" in prolog or "<!ENTITY" in text.upper():
        raise DocumentError(
            "unsafe",
            "the feed declares a document type or entities",
            "remove the <!DOCTYPE …> part if you trust the feed",
        )


def _parse(text: str) -> Any:
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
        )
    except FAULTS as error:
        raise DocumentError(
            "malformed", f"the feed cannot be parsed: {error}", "fetch the feed again"
        ) from error


def _row(entry: Any, feed: Any) -> dict[str, object]:
    """The item under the contract's column names."""
    bodies = [part.get("value", "") for part in entry.get("content", [])]
    body = max([*bodies, entry.get("summary", "")], key=len)
    stated = entry.get("published") or entry.get("updated") or ""
    day = read_date(stated)
    return {
        "id": entry.get("id") or entry.get("link"),
        "text": fragment_text(body) or None,
        "title": fragment_text(entry.get("title", "")),
        "published": stated if day is None else day.isoformat(),
        "outlet": fragment_text(feed.feed.get("title", "")),
        "url": entry.get("link"),
    }

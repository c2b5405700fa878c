"""Decides what of a feed is followed: each item once, by its page or by the text it gives whole."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, time
from urllib.parse import quote

from rasd.model import DocumentError
from rasd.readers.feed import Named, named_in
from rasd.readers.limits import LIMITS
from rasd.readers.sniff import format_of
from rasd.readers.source import open_source
from rasd.run.watch.config import Source, TextFrom
from rasd.run.watch.links import plain_url
from rasd.run.watch.records import Found

WHOLE = 400
"""Letters from which the content of an item counts as the whole article, not its first lines."""
_CUT = ("…", "...", "[…]", "[...]")
"""What a text ends in that goes on elsewhere."""


def items_of(body: bytes, url: str, source: Source) -> tuple[tuple[Found, ...], int]:
    """The items of a feed, and how many are left out for want of address and text.

    Raises `DocumentError` for what is no feed.
    """
    opened = open_source(url, "feed.xml", io.BytesIO(body), LIMITS)
    if (found := format_of(opened)) != "feed":
        raise DocumentError(
            "unsupported",
            f"what stands there is no feed, but {found}",
            "open the address in a browser and find that of the feed",
        )
    try:
        outlet, named = named_in(opened)
    except DocumentError as error:
        if error.kind == "no_text":  # a feed may be empty for a while
            return (), 0
        raise
    items = [_found(each, outlet, url, source) for each in named]
    kept = {each.url: each for each in items if each is not None}
    return tuple(kept.values()), sum(each is None for each in items)


def _found(item: Named, outlet: str | None, url: str, source: Source) -> Found | None:
    address = _address(item.url, url)
    published = item.moment
    if published is None and item.published is not None:
        published = datetime.combine(item.published, time(), UTC).timestamp()
    takes_text = item.text and _takes_text(item, source.text, has_page=address is not None)
    if address is None and not takes_text:
        return None
    own = address or f"{url}#{quote(item.id or item.title, safe='')[:300]}"
    text = _line(item, own, source.outlet or outlet, address) if takes_text else ""
    # Of a text that the feed gives, the text itself says whether it has changed.
    return Found(
        url=own,
        title=item.title,
        published=published,
        day=item.published.isoformat() if item.published else "",
        changed=text or item.changed,
        text=text,
    )


def _address(link: str | None, base: str) -> str | None:
    if not link:
        return None
    try:
        return plain_url(link, base)
    except (DocumentError, ValueError):
        return None


def _takes_text(item: Named, where: TextFrom, *, has_page: bool) -> bool:
    """Whether the article is taken from the feed itself."""
    if not has_page or where is TextFrom.FEED:
        return True
    if where is TextFrom.PAGE:
        return False
    return item.whole and len(item.body) >= WHOLE and not item.body.rstrip().endswith(_CUT)


def _line(item: Named, own: str, outlet: str | None, address: str | None) -> str:
    """The item as a line of JSON, as readers take it."""
    return json.dumps(
        {
            "id": own,
            "text": item.body,
            "title": item.title or None,
            "published": item.published.isoformat() if item.published else None,
            "outlet": outlet,
            "url": address,
        },
        ensure_ascii=False,
    )

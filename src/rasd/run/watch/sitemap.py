"""Decides what of a sitemap is followed: its pages by their last change, and the maps in an index.

Document types and entities are refused unread, as in a feed.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

from lxml import etree

from rasd.model import DocumentError
from rasd.readers.limits import LIMITS
from rasd.readers.source import open_source
from rasd.run.watch.links import plain_url
from rasd.run.watch.records import Found

MOST = 50_000
"""Entries that the protocol allows in one map."""
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def entries_of(body: bytes, url: str) -> tuple[Found, ...]:
    """The entries of a sitemap or of an index of them, packed or not, in their order.

    Raises `DocumentError` for what is none.
    """
    data = open_source(url, "sitemap.xml", io.BytesIO(body), LIMITS).read_all()
    if _DECLARES.search(data):
        raise DocumentError(
            "unsafe", "the sitemap declares a document type or entities", "follow the site's feed"
        )
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise DocumentError(
            "malformed", f"the sitemap cannot be parsed: {error}", "follow the site's feed"
        ) from error
    kind = None if root is None else etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise DocumentError(
            "unsupported",
            f"what stands there is no sitemap, but <{kind}>",
            "look up its address in the site's robots.txt",
        )
    found = (_entry(each, url, is_list=kind == "sitemapindex") for each in root[:MOST])
    return tuple(each for each in found if each is not None)


def moment_of(written: str) -> float | None:
    """The time that a map states (W3C Datetime), a day alone as its start in UTC.

    >>> moment_of("2031-05-06T08:00:00+03:00") == moment_of("2031-05-06T05:00Z")
    True
    """
    text = written.strip()
    if _DAY.match(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _entry(node: etree._Element, url: str, *, is_list: bool) -> Found | None:
    # Extensions such as those for news and pictures use the same short names in other spaces.
    said: dict[str, str] = {}
    for each in node.iter():
        if isinstance(each.tag, str) and each.text and each.text.strip():
            space, name = etree.QName(each).namespace or "", etree.QName(each).localname
            said.setdefault(f"news:{name}" if "news" in space else name, each.text.strip())
    try:
        address = plain_url(said.get("loc", ""), url)
    except (DocumentError, ValueError):
        return None
    if "loc" not in said:
        return None
    changed = said.get("lastmod", "")
    dated = said.get("news:publication_date", "")
    published = moment_of(dated) or moment_of(changed)
    return Found(
        url=address,
        title=said.get("news:title", ""),
        published=published,
        day=dated[:10] if moment_of(dated) is not None else "",
        changed=changed,
        is_list=is_list,
    )

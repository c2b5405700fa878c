"""Decides which addresses are one: without what only tracks readers, and by the page's own word."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from html import unescape
from urllib.parse import urljoin, urlsplit, urlunsplit

from rasd.model import DocumentError
from rasd.run.net.urls import clean_url

_TRACKING = re.compile(
    r"(?:utm_\w*|at_\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid"
    r"|_ga|_gl|ncid|ocid|cmpid|spm|ref_src|__twitter_impression)",
    re.IGNORECASE,
)
_HEAD = 200_000
_LINK = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b[^>]{0,2000}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
_PREFIXES = ("www.", "m.", "amp.", "mobile.")


def plain_url(url: str, base: str = "") -> str:
    """An address in one form: absolute, clean, without parameters that track readers.

    >>> plain_url("/a?id=7&utm_source=rss#top", "https://example.org/feed")
    'https://example.org/a?id=7'
    """
    parts = urlsplit(clean_url(urljoin(base, url.strip())))
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.split("=")[0])
    ]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def canonical_of(body: bytes, url: str) -> str | None:
    """The address that a page calls its own, where that can be believed.

    It must be on the same site and no front page: many sites name theirs on every article.
    """
    for tag in _LINK.findall(body[:_HEAD]):
        found = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag)}
        if b"canonical" not in found.get(b"rel", b"").lower().split() or b"href" not in found:
            continue
        try:
            own = plain_url(unescape(found[b"href"].decode("utf-8", "replace")), url)
        except (DocumentError, ValueError):
            return None
        return own if _site(own) == _site(url) and _is_inner(own) else None
    return None


def head_of(body: bytes) -> str:
    """The words of a page's title element as its bytes have them, to tell pages apart."""
    found = _TITLE.search(body[:_HEAD])
    return " ".join(found[1].decode("latin-1").split()) if found else ""


def wanted(url: str, include: tuple[str, ...], exclude: tuple[str, ...]) -> bool:
    """Whether the path of an address is one that a source asks for.

    >>> wanted("https://example.org/news/7", ("/news/*",), ("*/sport/*",))
    True
    """
    path = urlsplit(url).path
    if any(fnmatchcase(path, pattern) for pattern in exclude):
        return False
    return not include or any(fnmatchcase(path, pattern) for pattern in include)


def _site(url: str) -> str:
    host = urlsplit(url).netloc
    return next((host.removeprefix(each) for each in _PREFIXES if host.startswith(each)), host)


def _is_inner(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") != "" or parts.query != ""

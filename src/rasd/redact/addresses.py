"""Decides what of a report's id and web address is published.

A page of a social network is a person's: its host alone stays. Of other addresses the parameters
go, save numbers, and the path from the first part that may hold a name. An id with such a part
is replaced by a digest of it, the same wherever the report is named.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from rasd.knowledge.tables import read_rows
from rasd.redact.names import read_names

_PARTS = re.compile(r"[-_.+~,;:!\s]+")
_HEX = re.compile(r"[0-9a-f]{8,}|[0-9]+")


@lru_cache(maxsize=200_000)
def published_id(ident: str) -> str:
    """The id of a report, or a digest where it may hold a name."""
    if not may_name(ident):
        return ident
    return "report-" + hashlib.sha256(ident.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=200_000)
def published_url(url: str) -> str | None:
    """A web address without what may name a person; `None` for what is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or not host.isascii():
        return None
    base = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    if _personal(host):
        return base + "/"
    kept: list[str] = []
    for part in parts.path.split("/")[1:]:
        if may_name(unquote(part)):
            return base + "/" + "".join(f"{k}/" for k in kept)
        kept.append(part)
    query = "&".join(pair for pair in parts.query.split("&") if _numbers(pair))
    return base + "/" * bool(kept) + "/".join(kept) + (f"?{query}" if query else "")


def may_name(text: str) -> bool:
    """Whether some part of an id or a path may be a name."""
    return any(_may_name_part(part) for part in _PARTS.split(text) if part)


def _may_name_part(part: str) -> bool:
    plain = part.lower()
    if _HEX.fullmatch(plain) or plain in _sections():
        return False
    letters = re.sub(r"[0-9]+", " ", plain)
    if not letters.strip():
        return False
    if all(word in _sections() for word in letters.split()):
        return False
    return not plain.isascii() or any(w.rule is not None for w in read_names(letters).words)


def _numbers(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return value.isdigit() and len(value) < 9 and name.isascii() and name.isalnum()


def _personal(host: str) -> bool:
    return any(host == site or host.endswith("." + site) for site in _addresses("social"))


def _sections() -> frozenset[str]:
    return _addresses("section")


@lru_cache(maxsize=2)
def _addresses(what: str) -> frozenset[str]:
    return frozenset(
        form
        for row in read_rows("redact/addresses.tsv")
        if row["what"] == what
        for form in row.many("forms")
    )

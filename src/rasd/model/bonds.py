"""Which reports of a corpus may tell one incident, whatever people say of them."""

from __future__ import annotations

from msgspec import Struct


class Bonds(Struct, frozen=True, kw_only=True, gc=False):
    """A mention of a document with the `others` that may be one incident with it.

    `part` is the same for all mentions that such bonds connect, and for no others.
    """

    mention_id: str
    doc_id: str
    part: str
    others: tuple[str, ...]

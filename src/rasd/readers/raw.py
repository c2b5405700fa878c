"""Bytes that one or many documents are read from; hashed once, when somebody keeps them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from rasd.model import Original

LINE = "application/x-ndjson"
ROW = "text/csv"


@dataclass(frozen=True, kw_only=True)
class Raw:
    """A file after gunzipping, or a record as it stands in one."""

    data: bytes
    media_type: str

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def original(self, locator: str | None) -> Original:
        """The bytes as a store keeps them."""
        return Original(
            sha256=self.sha256,
            size=len(self.data),
            media_type=self.media_type,
            locator=locator,
            chunks=lambda: iter((self.data,)),
        )

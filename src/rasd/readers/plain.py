"""Plain text: the decoded file is the body, to the last space; only a byte order mark goes."""

from __future__ import annotations

from collections.abc import Iterator

from rasd.model import Issue
from rasd.readers.decode import decode
from rasd.readers.draft import Draft
from rasd.readers.raw import Raw
from rasd.readers.source import Source


def read(source: Source) -> Iterator[Draft | Issue]:
    """One draft."""
    data = source.read_all()
    decoded = decode(data)
    warnings = () if decoded.warning is None else (decoded.warning,)
    raw = Raw(data=data, media_type="text/plain")
    yield Draft(text=decoded.text, raw=raw, whole=True, warnings=warnings)

"""Decides how our records are named where a format asks for an address: `urn:rasd:event:event-1`.

A document that was found on the web is named by its own address.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from rasd import __version__
from rasd.model import Citation

SOFTWARE = f"urn:rasd:software:{__version__}"
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}\ud800-\udfff]+", re.IGNORECASE)


def urn(kind: str, record_id: str) -> str:
    """The name of a record, whatever its id holds."""
    return f"urn:rasd:{kind}:{quote(record_id, safe='', errors='surrogatepass')}"


def web_address(citation: Citation | None) -> str | None:
    """The address of a document, where it has one that programs accept."""
    url = citation.url if citation is not None else None
    return url if url is not None and _ADDRESS.fullmatch(url) else None

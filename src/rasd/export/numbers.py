"""Decides the number of an event where a format wants a number for an id.

Our ids end in twelve hexadecimal digits; read as a number they have at most fifteen digits, which
a spreadsheet keeps whole. The number leads back to the id and stays the same over every run. An id
of another shape gets twelve digits of its own digest, above all of those.
"""

from __future__ import annotations

import hashlib
import re

_OURS = re.compile(r"event-([0-9a-f]{12})")
_ABOVE = 1 << 48


def number_of(event_id: str) -> int:
    """A number that no other event has, the same in every run.

    >>> number_of("event-0000000000ff")
    255
    """
    ours = _OURS.fullmatch(event_id)
    if ours:
        return int(ours[1], 16)
    digest = hashlib.sha256(event_id.encode("utf-8", "surrogatepass")).hexdigest()
    return _ABOVE + int(digest[:12], 16)

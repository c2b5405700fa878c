"""Decides how the way from old ids to new ones reads in a spreadsheet.

`new_id` is empty for an event whose reports are in no event now; an event in several pieces has a
row for each.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from rasd.model import Redirect

_COLUMNS = ("old_id", "new_id", "kind")


def redirects_text(redirects: Iterable[Redirect]) -> Iterator[str]:
    """The header, then one row for each redirect."""
    yield _row(_COLUMNS)
    for each in redirects:
        yield _row((each.old_id, each.new_id or "", each.kind.value))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()

"""Decides the file of PLOVER records: JSON Lines, by the manual's draft 2.0."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rasd.export.left_out import left_out_text
from rasd.export.plover.coded import reason
from rasd.export.plover.record import plover_record
from rasd.export.source import Source

_FORMAT = "plover"


def plover_text(source: Source) -> Iterator[str]:
    """One line for each event that PLOVER has."""
    citations = {citation.id: citation for citation in source.citations()}
    for event in source.events():
        if reason(event) is None:
            yield json.dumps(plover_record(event, citations), ensure_ascii=False) + "\n"


def plover_left_out(source: Source) -> Iterator[str]:
    """The events that PLOVER has no place for, each with the reason."""
    return left_out_text(_FORMAT, source.events(), reason)

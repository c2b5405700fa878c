"""Decides the files in the style of the Global Terrorism Database (GTD).

135 columns in its order. GTD itself may not be passed on; this is the form of its table alone,
filled with our events.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.export.csv_rows import Cell, csv_rows
from rasd.export.gtd.counted import reason
from rasd.export.gtd.event_row import event_cells
from rasd.export.gtd.numbers import Numbers
from rasd.export.left_out import left_out_text
from rasd.export.mapping import mapping_of
from rasd.export.source import Source

_FORMAT = "gtd"


def gtd_text(source: Source) -> Iterator[str]:
    """The table: a row for each event that GTD counts."""
    return csv_rows(mapping_of(_FORMAT).names, _rows(source))


def gtd_left_out(source: Source) -> Iterator[str]:
    """The events that GTD does not count, each with the reason."""
    return left_out_text(_FORMAT, source.events(), reason)


def _rows(source: Source) -> Iterator[list[Cell]]:
    names = mapping_of(_FORMAT).names
    citations = {citation.id: citation for citation in source.citations()}
    numbers = Numbers()
    for event in source.events():
        if reason(event) is None:
            cells = event_cells(event, citations, numbers)
            yield [cells.get(name) for name in names]

"""Tables of other codebooks have all of their columns, whatever the events hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import strategies as records

from rasd.export.acled import acled_left_out_text, acled_text
from rasd.export.mapping import mapping_of
from rasd.model import Citation, Document, Event, Figure, Mention, Redirect

some_events = st.lists(records.events(), max_size=3, unique_by=lambda event: event.id)
few = settings(max_examples=80, deadline=None)


@dataclass(frozen=True)
class Events:
    """A source of events alone."""

    held: list[Event]

    def events(self) -> Iterable[Event]:
        return self.held

    def documents(self) -> Iterable[Document]:
        return ()

    def citations(self) -> Iterable[Citation]:
        return ()

    def mentions(self) -> Iterable[Mention]:
        return ()

    def figures(self) -> Iterable[Figure]:
        return ()

    def redirects(self) -> Iterable[Redirect]:
        return ()


def read(parts: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(parts), newline=""), strict=True))


@few
@given(some_events)
def test_acled_has_31_columns_and_no_event_twice(events: list[Event]) -> None:
    rows = read(acled_text(Events(events)))
    left = read(acled_left_out_text(Events(events)))
    assert len(rows) + len(left) == len(events)
    assert len({row["event_id_cnty"] for row in rows}) == len(rows)
    for row in rows:
        assert tuple(row) == mapping_of("acled").names
        assert None not in row.values()
        assert row["time_precision"] in ("1", "2", "3")
        assert int(row["fatalities"]) >= 0
        assert row["actor1"] and row["notes"] and row["location"]

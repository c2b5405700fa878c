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
from rasd.export.ged import ged_left_out_text, ged_text
from rasd.export.mapping import mapping_of
from rasd.model import (
    INCIDENT_TYPES,
    PARENT,
    Actor,
    Citation,
    Count,
    DatePrecision,
    DateValue,
    Document,
    Event,
    Figure,
    Harm,
    Mention,
    Outcome,
    Place,
    PlacePrecision,
    Redirect,
    Status,
    replace,
)

some_events = st.lists(records.events(), max_size=3, unique_by=lambda event: event.id)
few = settings(max_examples=80, deadline=None)

PARTIES = ("is_core", "irq_army", "yem_houthi", "yem_irg", "ext_us_coalition", "gen_civilians")
GROUPS = ("soldiers", "fighters", "civilians", "children", "members")
actors = st.builds(
    Actor,
    id=st.sampled_from(PARTIES),
    name_en=st.just("A Party"),
    text=st.just("text"),
    category=st.sampled_from(("rebel", "state_force", "generic")),
)
dead = st.integers(min_value=0, max_value=300)
harms = st.builds(
    Harm,
    outcome=st.just(Outcome.KILLED),
    group=st.sampled_from(GROUPS),
    min=dead,
    max=st.none(),
)
places = st.builds(
    Place,
    text=records.words,
    country=st.sampled_from(("IQ", "YE", "PS", "XK")),
    lat=st.floats(min_value=-90, max_value=90),
    lon=st.floats(min_value=-180, max_value=180),
    precision=st.sampled_from([p for p in PlacePrecision if p is not PlacePrecision.UNKNOWN]),
)


@st.composite
def violence(draw: st.DrawFn) -> Event:
    """An event of armed force that most codebooks count."""
    kind = draw(st.sampled_from([k for k, parent in PARENT.items() if parent in INCIDENT_TYPES]))
    day = draw(records.days)
    return replace(
        draw(records.events()),
        sub_event_type=kind,
        event_type=PARENT[kind],
        status=Status.REPORTED,
        date=DateValue(start=day, end=day, precision=DatePrecision.DAY, text="day"),
        place=draw(places),
        perpetrators=tuple(draw(st.lists(actors, min_size=1, max_size=2))),
        targets=tuple(draw(st.lists(actors, max_size=2))),
        killed=Count(min=draw(dead), max=draw(st.none() | dead), text="dead"),
        harm=tuple(draw(st.lists(harms, max_size=3))),
    )


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


@few
@given(st.lists(violence(), max_size=3, unique_by=lambda event: event.id))
def test_ged_has_49_columns_and_deaths_that_add_up(events: list[Event]) -> None:
    rows = read(ged_text(Events(events)))
    left = read(ged_left_out_text(Events(events)))
    assert len(rows) + len(left) == len(events)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert tuple(row) == mapping_of("ged").names
        assert None not in row.values()
        best = sum(int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown"))
        assert best == int(row["best"])
        assert int(row["low"]) <= best <= int(row["high"])
        assert int(row["high"]) >= 1
        assert row["side_a"] != row["side_b"]


@few
@given(violence())
def test_acled_codes_whatever_has_a_day_and_a_point_in_a_country(event: Event) -> None:
    rows = read(acled_text(Events([event])))
    is_placed = event.place is not None and event.place.precision is not PlacePrecision.COUNTRY
    assert len(rows) == is_placed
    for row in rows:
        assert row["interaction"].split("-")[0].removesuffix(" only") in (
            row["inter1"],
            row["inter2"],
        )

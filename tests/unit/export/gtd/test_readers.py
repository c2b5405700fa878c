"""Files in GTD's style open in the readers that scripts for GTD use."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from tests.hostile import TEXTS, bare_event, hostile_citation, hostile_event, hostile_events
from tests.sources import Held, demo, seeds

from rasd.export.files import as_bytes
from rasd.export.gtd import gtd_left_out, gtd_text
from rasd.export.mapping import mapping_of
from rasd.export.source import Source
from rasd.model import SubEventType

pandas = pytest.importorskip("pandas")

NUMBERS = ("eventid", "iyear", "imonth", "iday", "country", "region", "attacktype1", "targtype1",
           "weaptype1", "specificity", "vicinity", "success", "suicide", "claimed")  # fmt: skip
MAYBE = ("latitude", "longitude", "nkill", "nwound", "nkillter", "natlty1", "nhostkid")


def written(source: Source) -> bytes:
    return b"".join(map(as_bytes, gtd_text(source)))


def assert_opens(source: Source) -> int:
    """Reads the file as a script for GTD does, and checks what such a script relies on."""
    table = pandas.read_csv(io.BytesIO(written(source)), low_memory=False)
    assert tuple(table.columns) == mapping_of("gtd").names
    left = list(csv.DictReader(io.StringIO("".join(gtd_left_out(source)), newline="")))
    events = list(source.events())
    assert len(table) + len(left) == len(events)
    assert table["eventid"].is_unique
    ids = table["addnotes"].str.extract(r"rasd event (\S+?);")[0]
    assert Counter(ids) + Counter(row["event_id"] for row in left) == Counter(e.id for e in events)
    if len(table):
        for name in NUMBERS:
            assert table[name].dtype == "int64", name
        for name in MAYBE:
            assert table[name].dtype in ("float64", "int64"), name
        assert table["attacktype1"].between(1, 9).all()
        assert table["targtype1"].between(1, 22).all()
        assert table["weaptype1"].between(1, 13).all()
        assert (
            table["eventid"] // 10**4
            == table["iyear"] * 10**4 + table["imonth"] * 100 + table["iday"]
        ).all()
    return len(table)


def test_the_demo_opens(tmp_path: Path) -> None:
    with demo(tmp_path) as store:
        assert assert_opens(store) > 20


def test_the_seeds_open(tmp_path: Path, shared: Path) -> None:
    with seeds(tmp_path, shared) as store:
        assert assert_opens(store) > 0


def test_hostile_values_open() -> None:
    source = Held(hostile_events(), [hostile_citation(TEXTS[0])])
    assert assert_opens(source) > 50


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    source = Held([hostile_event(text, SubEventType.ATTACK)], [hostile_citation(text)])
    read = csv.reader(io.StringIO(written(source).decode(), newline=""))
    for cell in next(row for n, row in enumerate(read) if n):
        assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n"))
        assert not cell.startswith("-") or float(cell) < 0


def test_events_of_which_nothing_is_known_are_left_out() -> None:
    source = Held([bare_event(kind, number=n) for n, kind in enumerate(SubEventType)])
    assert assert_opens(source) == 0


def test_the_same_events_give_the_same_bytes() -> None:
    events = hostile_events()
    assert written(Held(events)) == written(Held(list(events)))

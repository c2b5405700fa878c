"""A file of theirs is read whatever is in it: each row is an incident or a named fault."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rasd.evaluate.compare import Theirs, read_theirs

HEADERS = [
    "event_id_cnty,event_date,event_type,sub_event_type,country,latitude,longitude,fatalities",
    "id,type_of_violence,side_a,date_start,date_end,latitude,longitude,best,source_article",
    "eventid,iyear,imonth,iday,attacktype1,latitude,longitude,nkill,summary",
]
CELLS = st.sampled_from(
    ["", "1", "2031", "2031-05-06", "-99", "91", "1e400", "nan", '"', '""', '"a,b"', "\ud800"]
) | st.text(max_size=8)
LINES = st.lists(st.lists(CELLS, max_size=12).map(",".join), max_size=12)


def read(content: bytes) -> Theirs:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "theirs.csv"
        path.write_bytes(content)
        return read_theirs(path)


@given(st.sampled_from(HEADERS), LINES, st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_no_row_stops_the_others(header: str, lines: list[str], encoding: str) -> None:
    last = ",".join("" for _ in header.split(","))
    text = "\n".join([header, *lines, last])
    theirs = read(text.encode(encoding, "replace"))
    assert len({row.id for row in theirs.incidents}) == len(theirs.incidents)
    assert all(fault.reason and fault.line > 1 for fault in theirs.faults)


@given(st.sampled_from(HEADERS), st.binary(max_size=200))
def test_bytes_of_any_kind_below_a_header_are_read_or_named(header: str, rest: bytes) -> None:
    theirs = read(header.encode() + b"\n" + rest)
    assert all(row.line > 1 for row in theirs.incidents)

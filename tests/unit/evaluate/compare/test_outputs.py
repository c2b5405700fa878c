"""The files of a comparison are safe to open, and hold nothing that somebody else wrote."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from tests.builders import DAY, make_count, make_event, make_mention, make_place

from rasd.evaluate.compare import (
    Codebook,
    Comparison,
    compare,
    event_in_terms,
    read_our_file,
    read_theirs,
    summary_json,
    write_comparison,
)
from rasd.export.files import write_file
from rasd.export.jsonl import jsonl_text
from rasd.export.table import csv_text
from rasd.model import Account, Grade, InputError, Toll, Voice

HEADER = "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,location,latitude,"
HEADER += "longitude,source,notes,fatalities\n"
NOTE = "A SECRET NOTE OF THEIRS"
HOSTILE = '=cmd()|"</script><b>قرية"'


@pytest.fixture
def found(tmp_path: Path) -> Comparison:
    rows = [
        f"SYR1,{DAY},Battles,Armed clash,=1+1,Syria,Tall Warda,35,38,Invented Wire,{NOTE},2",
        f"<b>2</b>,{DAY},Riots,Mob violence,x,Syria,Tall Warda,31,38,Invented Wire,{NOTE},0",
        f"SYR3,{DAY},Riots,Mob violence,x,Syria,Tall Warda,north,38,Invented Wire,{NOTE},0",
    ]
    path = tmp_path / "acled.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    place = make_place(HOSTILE, lat=30.0, lon=31.0)
    ours = [
        make_event(make_mention("a", 1, killed=make_count(2))),
        make_event(make_mention("a", 2, place=place)),
    ]
    return compare([event_in_terms(Codebook.ACLED, event) for event in ours], read_theirs(path))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_page_three_tables_and_the_figures_are_written(found: Comparison, tmp_path: Path) -> None:
    written = write_comparison(found, tmp_path / "out")
    names = ["compare.html", "matched.csv", "ours-only.csv", "theirs-only.csv", "summary.json"]
    assert [path.name for path in written] == names
    assert json.loads(written[-1].read_text("utf-8")) == summary_json(found)
    assert [row["their_id"] for row in table(written[1])] == ["SYR1"]
    assert [row["reason"] for row in table(written[2])] == ["unexplained"]
    assert [row["their_line"] for row in table(written[3])] == ["3"]


def test_none_of_their_notes_names_or_sources_are_copied(found: Comparison, tmp_path: Path) -> None:
    for path in write_comparison(found, tmp_path / "out"):
        text = path.read_text("utf-8")
        assert NOTE not in text
        assert "Invented Wire" not in text
        assert "=1+1" not in text


def test_what_others_wrote_is_escaped_on_the_page(found: Comparison, tmp_path: Path) -> None:
    page = write_comparison(found, tmp_path / "out")[0].read_text("utf-8")
    assert "&lt;b&gt;2&lt;/b&gt;" in page
    assert "<b>" not in page
    assert '<bdi dir="auto">=cmd()' in page


def test_the_page_loads_nothing_and_runs_nothing(found: Comparison, tmp_path: Path) -> None:
    page = write_comparison(found, tmp_path / "out")[0].read_text("utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_malformed_rows_are_listed_with_their_line(found: Comparison) -> None:
    [fault] = summary_json(found)["malformed"]
    assert fault == {"line": 4, "reason": "latitude is 'north', which is no number"}


def test_the_same_comparison_gives_the_same_bytes(found: Comparison, tmp_path: Path) -> None:
    one = [path.read_bytes() for path in write_comparison(found, tmp_path / "one")]
    assert one == [path.read_bytes() for path in write_comparison(found, tmp_path / "two")]


def test_our_csv_gives_the_same_incidents_as_our_jsonl(tmp_path: Path) -> None:
    account = Account(
        mention_id="m",
        doc_id="a",
        outlet="Sahel24",
        published=date(2031, 5, 7),
        source=1,
        attributed_to=(),
        voice=Voice.NEUTRAL,
        reliability=Grade(value="C", suggested=True, reason="usual"),
    )
    toll = Toll(field="killed", low=1, best=2, high=5, timeline=())
    events = [
        make_event(make_mention("a", 1, killed=make_count(2)), tolls=(toll,), accounts=(account,)),
        make_event(make_mention("a", 2, date=None, wounded=make_count(3, None))),
        make_event(make_mention("a", 3, place=make_place("=تل", lat=None, lon=None))),
    ]
    write_file(jsonl_text(events), tmp_path / "events.jsonl")
    write_file(csv_text(events), tmp_path / "events.csv")
    of_lines, of_table = (
        list(read_our_file(tmp_path / name, Codebook.GTD))
        for name in ("events.jsonl", "events.csv")
    )
    assert len(of_lines) == 3
    assert of_lines == of_table


def test_a_table_that_is_not_ours_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("id,name\n1,x\n", "utf-8")
    with pytest.raises(InputError, match="lacks the columns event_type"):
        list(read_our_file(tmp_path / "events.csv", Codebook.ACLED))

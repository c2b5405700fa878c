"""A spreadsheet opens the CSV file with Arabic readable, numbers as numbers and no formula run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.builders import (
    make_actor,
    make_count,
    make_event,
    make_evidence,
    make_mention,
    make_place,
)

from rasd.export import write_csv
from rasd.export.table import csv_text
from rasd.model import (
    Attribution,
    AttributionRole,
    Claim,
    Conflict,
    Effect,
    Event,
    Grade,
    Harm,
    Materiel,
    Outcome,
    PlacePrecision,
    Toll,
    replace,
)

KILLED = Toll(field="killed", low=2, best=4, high=6, timeline=())
POSSIBLE = Grade(value="3", suggested=True, reason="one_source")
DISPUTE = Conflict(field="killed", values=("2", "6"), doc_ids=("a", "b"))


def row(**values: object) -> dict[str, str]:
    event = make_event(make_mention("a"), **values)
    text = "".join(csv_text([event])).removeprefix("\ufeff")
    [found] = csv.DictReader(io.StringIO(text, newline=""))
    return found


def test_the_file_starts_with_the_mark_that_excel_needs_for_arabic(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    write_csv([make_event(make_mention("a"), campaign="حملة الورد")], path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,event_type,sub_event_type,status,date_start,")
    assert "حملة الورد" in data.decode("utf-8-sig")
    assert data.count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize(
    ("column", "expected", "values"),
    [
        pytest.param("sub_event_type", "remote_explosive", {}, id="code"),
        pytest.param("date_start", "2031-05-06", {}, id="day"),
        pytest.param("date_start", "", {"date": None}, id="no date"),
        pytest.param("lat", "35.0", {}, id="latitude"),
        pytest.param("lon", "-8.0", {"place": make_place(lon=-8.0)}, id="negative longitude"),
        pytest.param(
            "geo_precision",
            "admin1",
            {"place": make_place(precision=PlacePrecision.ADMIN1)},
            id="precision",
        ),
        pytest.param("geonameid", "172955", {"place": make_place(geonameid=172955)}, id="number"),
        pytest.param("killed_min", "2", {"killed": make_count(2, None)}, id="lower bound"),
        pytest.param("killed_max", "", {"killed": make_count(2, None)}, id="open above"),
        pytest.param("killed_min", "0", {"killed": make_count(0)}, id="none killed"),
        pytest.param("killed_min", "", {}, id="nothing said"),
        pytest.param("killed_high", "6", {"tolls": (KILLED,)}, id="range of a toll"),
        pytest.param("wounded_high", "", {"tolls": (KILLED,)}, id="no range"),
        pytest.param("credibility", "3", {"credibility": POSSIBLE}, id="grade"),
        pytest.param("credibility_suggested", "true", {"credibility": POSSIBLE}, id="suggested"),
        pytest.param("n_conflicts", "0", {}, id="no conflicts"),
        pytest.param("n_conflicts", "2", {"conflicts": (DISPUTE, DISPUTE)}, id="number of them"),
        pytest.param(
            "killed_approx", "true", {"killed": replace(make_count(9), approx=True)}, id="about"
        ),
        pytest.param("killed_approx", "false", {"killed": make_count(9)}, id="not about"),
        pytest.param("weapons", "rifle; grenade", {"weapons": ("rifle", "grenade")}, id="several"),
        pytest.param(
            "perpetrator_ids",
            "; is_core",
            {"perpetrators": (make_actor(None, text="مسلحون"), make_actor("is_core"))},
            id="a party without id keeps its place",
        ),
        pytest.param(
            "perpetrator_texts",
            "مسلحون; is_core",
            {"perpetrators": (make_actor(None, text="مسلحون"), make_actor("is_core"))},
            id="its text stands beside",
        ),
        pytest.param("target_ids", "", {"targets": (make_actor(None),)}, id="no id at all"),
        pytest.param(
            "harm",
            "killed police 8; wounded children 2+; wounded women 1-3",
            {
                "harm": (
                    Harm(outcome=Outcome.KILLED, group="police", min=8, max=8),
                    Harm(outcome=Outcome.WOUNDED, group="children", min=2, max=None),
                    Harm(outcome=Outcome.WOUNDED, group="women", min=1, max=3),
                )
            },
            id="harm",
        ),
        pytest.param(
            "materiel",
            "vehicle destroyed 3; house damaged",
            {
                "materiel": (
                    Materiel(object="vehicle", effect=Effect.DESTROYED, count=3),
                    Materiel(object="house", effect=Effect.DAMAGED, count=None),
                )
            },
            id="materiel",
        ),
        pytest.param(
            "claimed_by_ids",
            "is_core",
            {"claimed_by": (Claim(id="is_core", channel=None, text="التنظيم"),)},
            id="claim",
        ),
        pytest.param(
            "attribution",
            "Al-Warda (says)",
            {
                "attribution": (
                    Attribution(id=None, name="Al-Warda", role=AttributionRole.SAYS, text="الوردة"),
                )
            },
            id="attribution",
        ),
        pytest.param(
            "conflicts",
            "killed: 5 (a) | 7 (b)",
            {"conflicts": (Conflict(field="killed", values=("5", "7"), doc_ids=("a", "b")),)},
            id="conflict",
        ),
        pytest.param(
            "quote",
            "انفجار",
            {"evidence": (make_evidence("أمس", field="date"), make_evidence("انفجار"))},
            id="quote of the event itself",
        ),
        pytest.param(
            "quote", "", {"evidence": (make_evidence("أمس", field="date"),)}, id="no such quote"
        ),
        pytest.param("independent_sources", "3", {"independent_sources": 3}, id="sources"),
        pytest.param("doc_ids", "a; b", {"doc_ids": ("a", "b")}, id="documents"),
    ],
)
def test_a_cell_reads_as_documented(column: str, expected: str, values: dict[str, object]) -> None:
    assert row(**values)[column] == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert row(campaign=f"{start}1+1")["campaign"] == f"'{start}1+1"


@pytest.mark.parametrize("text", ["حملة =1", "a-b", "'=1", "5"])
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert row(campaign=text)["campaign"] == text


def test_commas_quotes_and_line_ends_survive() -> None:
    text = 'قال "نعم"، ثم, \r\nلا'
    assert row(campaign=text)["campaign"] == text


def test_an_empty_table_is_a_header() -> None:
    assert "".join(csv_text([])).count("\r\n") == 1


def test_every_field_of_an_event_has_a_column() -> None:
    """But for `values`, who says what of each field, `links` and `review`: none fits into a row."""
    from rasd.export.columns import columns

    shown = {column.field for column in columns()}
    assert set(Event.__struct_fields__) - {"values", "links", "review"} <= shown

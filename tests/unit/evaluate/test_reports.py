"""Reports of coded incidents and the mentions that tell them."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.builders import DAY, make_count, make_evidence, make_mention, make_place

from rasd.evaluate.reports import locate, read_reports
from rasd.model import replace


def source(name: str, text: str, day: str | None = None) -> dict[str, Any]:
    return {"source_id": name, "text": text, "title": None, "date": day, "outlet": "o", "url": None}


def incident(name: str, day: str, *sources: dict[str, Any], killed: int = 1) -> dict[str, Any]:
    return {
        "incident_id": name,
        "incident_date": day,
        "location_ar": "Tall Warda",
        "region_en": None,
        "killed_min": killed,
        "killed_max": killed,
        "component": "c",
        "sources": list(sources),
    }


def write(folder: Path, *incidents: dict[str, Any]) -> Path:
    path = folder / "coded.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, incidents)).encode()))
    return path


def test_a_text_of_two_incidents_is_one_document_with_two_reports(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        incident("i", "2024-01-01", source("s", "both")),
        incident("j", "2024-01-02", source("t", "both"), source("u", "one")),
    )

    reports = read_reports(path)

    assert [document.text for document in reports.documents] == ["both", "one"]
    assert [(r.incident.id, r.doc_id) for r in reports.reports] == [
        ("i", "i/s"),
        ("j", "i/s"),
        ("j", "j/u"),
    ]


def test_an_undated_text_takes_the_day_of_its_last_incident_only_where_asked(
    tmp_path: Path,
) -> None:
    path = write(
        tmp_path,
        incident("i", "2024-01-01", source("s", "both"), source("v", "dated", "2024-01-05")),
        incident("j", "2024-01-02", source("t", "both")),
    )

    assert [d.published for d in read_reports(path).documents] == [None, date(2024, 1, 5)]
    assert [d.published for d in read_reports(path, assume_dates=True).documents] == [
        date(2024, 1, 2),
        date(2024, 1, 5),
    ]


def test_each_incident_of_a_text_takes_the_mention_that_fits_it(tmp_path: Path) -> None:
    both = source("s", "both")
    path = write(
        tmp_path,
        incident("i", DAY.isoformat(), both, killed=3),
        incident("j", DAY.isoformat(), both, killed=8),
    )
    reports = read_reports(path).reports
    place = make_place("Tall Warda")
    eight = make_mention("i/s", 0, place=place, killed=make_count(8))
    three = make_mention("i/s", 1, place=place, killed=make_count(3))

    assert locate(reports, [eight, three]) == {("i", "i/s"): three.id, ("j", "i/s"): eight.id}


def test_a_mention_tells_one_incident(tmp_path: Path) -> None:
    both = source("s", "both")
    path = write(tmp_path, incident("i", "2024-01-01", both), incident("j", "2024-01-01", both))

    assert len(locate(read_reports(path).reports, [make_mention("i/s")])) == 1


def test_of_two_that_fit_alike_the_one_told_first_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path, incident("i", "2024-01-01", source("s", "text")))
    late = replace(make_mention("i/s", 0), evidence=(make_evidence("late", start=50),))
    early = replace(make_mention("i/s", 1), evidence=(make_evidence("early", start=5),))

    assert locate(read_reports(path).reports, [late, early]) == {("i", "i/s"): early.id}

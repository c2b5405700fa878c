"""Reading annotated articles, and what is said about bad ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rasd.evaluate import read_gold
from rasd.model import InputError

TEXT = "انفجرت عبوة في تل وردة. وأكدت الشرطة انفجار العبوة."


def event(**overrides: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "id": "1-1",
        "event_type": "explosion",
        "sub_event_type": "remote_explosive",
        "status": "reported",
        "evidence": "انفجرت عبوة",
        "span": [0, 11],
    }
    return given | overrides


def write(folder: Path, value: object, name: str = "gold.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def article(**overrides: Any) -> dict[str, Any]:
    return {"doc": "a.txt", "published": "2031-05-06", "events": [event()]} | overrides


def test_the_dialect_of_the_development_articles(tmp_path: Path) -> None:
    given = event(
        same_mentions=["انفجار العبوة"],
        same_spans=[[37, 50]],
        date=["2031-05-05", "2031-05-06"],
        killed=[2, None],
        lat=35.0,
        lon=38.0,
        km=15,
        target=["gen_civilians|house"],
        optional=True,
    )
    (only,) = read_gold(write(tmp_path, [article(events=[given])]))

    (read,) = only.events
    assert only.published == date(2031, 5, 6)
    assert read.spans == ((0, 11), (37, 50))
    assert read.date == (date(2031, 5, 5), date(2031, 5, 6))
    assert (read.killed, read.wounded, read.km) == ((2, None), None, 15)
    assert read.optional and not read.is_core


def test_the_dialect_of_the_seeds_finds_further_passages_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    given = event(same_incident_mentions=["انفجار العبوة"], lat=35.0, lon=38.0, weapon="IED")
    (only,) = read_gold(write(tmp_path, [article(events=[given], must_not=["an air strike"])]))

    start, end = only.events[0].spans[1]
    assert TEXT[start:end] == "انفجار العبوة"
    assert only.events[0].km == 30
    assert only.events[0].is_core
    assert only.must_not == ("an air strike",)


def test_one_article_a_line_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    lines = [json.dumps(article(doc=name)) for name in ("a", "b")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert [a.doc for a in read_gold(path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param([article(events=[event(span=[9, 3])])], r"event 1 span", id="span"),
        pytest.param([article(events=[event(event_type="bang")])], "bang", id="type"),
        pytest.param(
            [article(events=[event(event_type="battle")])], "belongs to 'explosion'", id="parent"
        ),
        pytest.param([article(events=[event(killed=3)])], r"killed.*\[min, max\]", id="count"),
        pytest.param([article(events=[event(date=["May", "June"])])], "YYYY-MM-DD", id="date"),
        pytest.param([article(), article()], "twice", id="twice"),
        pytest.param([{"events": []}], "'doc' is missing", id="doc"),
        pytest.param([], "no annotated article", id="empty"),
    ],
)
def test_a_bad_gold_file_is_refused_with_file_and_field(
    tmp_path: Path, value: object, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_gold(write(tmp_path, value))

    assert "gold.json" in str(caught.value)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(article()) + "\n{oops\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"gold\.jsonl:2: not JSON"):
        read_gold(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.json"):
        read_gold(tmp_path / "nowhere.json")

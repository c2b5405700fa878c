"""The demonstration reports and their gold belong together, and the texts are our own."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from tests.golden.demo_gold import REPORTS, load_gold, main_text, quotes_of

import rasd.data
from rasd.model import Document
from rasd.model.codes import PARENT, Status, SubEventType
from rasd.readers import read_inputs

GOLD = load_gold()
COUNTS = ("killed", "wounded", "killed_or_wounded", "abducted", "detained")
DATA = Path(rasd.data.__file__).parent
WORD = re.compile(r"[\u0621-\u064A]+")
RUN = 12


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """The reports as the readers deliver them."""
    found = list(read_inputs([REPORTS]))
    problems = [item for item in found if not isinstance(item, Document)]
    assert not problems
    return {item.id: item for item in found if isinstance(item, Document)}


def test_each_report_has_gold_and_each_gold_a_report(documents: dict[str, Document]) -> None:
    ids = [entry["doc"] for entry in GOLD]
    assert len(ids) == len(set(ids)) >= 30
    assert set(ids) == set(documents)


def test_reports_carry_the_date_and_outlet_of_the_gold(documents: dict[str, Document]) -> None:
    for entry in GOLD:
        document = documents[entry["doc"]]
        published = document.published.isoformat() if document.published else None
        assert (published, document.outlet) == (entry["published"], entry["outlet"]), entry["doc"]


def test_each_quotation_stands_at_its_span(documents: dict[str, Document]) -> None:
    for entry in GOLD:
        text = documents[entry["doc"]].text
        for quote, (start, end) in quotes_of(entry):
            assert text[start:end] == quote, entry["doc"]
            assert text.count(quote) == 1, f"{entry['doc']}: {quote!r} is ambiguous"


def test_pages_give_their_main_text_and_nothing_of_the_furniture(
    documents: dict[str, Document],
) -> None:
    pages = [name for name in documents if name.endswith(".html")]
    assert len(pages) == 3
    for name in pages:
        assert documents[name].text == main_text(name)


def test_event_ids_are_unique() -> None:
    counts = Counter(event["id"] for entry in GOLD for event in entry["events"])
    assert counts and max(counts.values()) == 1


@pytest.mark.parametrize("entry", GOLD, ids=[entry["doc"] for entry in GOLD])
def test_events_are_well_formed(entry: dict[str, object], documents: dict[str, Document]) -> None:
    text = documents[str(entry["doc"])].text.replace("#", "")
    events = entry["events"]
    assert isinstance(events, list)
    for event in events:
        assert PARENT[SubEventType(event["sub_event_type"])] == event["event_type"]
        Status(event["status"])
        assert event["place"] is None or event["place"] in text, event["id"]
        if event["date"] is not None:
            start, end = (date.fromisoformat(day) for day in event["date"])
            assert start <= end
            assert entry["published"] is None or end.isoformat() <= str(entry["published"])
        for field in COUNTS:
            low, high = event.get(field, [0, None])
            assert low >= 0 and (high is None or low <= high)


def test_actor_and_weapon_ids_are_those_of_the_product() -> None:
    actors, weapons = _ids(DATA / "actors" / "actors.tsv"), _ids(DATA / "ar" / "weapons.tsv")
    for entry in GOLD:
        for event in entry["events"]:
            named = "|".join([*event["perpetrator"], *event.get("target", [])]).split("|")
            unknown = {name for name in named if name and " " not in name} - actors
            assert not unknown, event["id"]
            assert set(event.get("weapons", [])) <= weapons, event["id"]


def test_the_set_covers_the_ontology() -> None:
    covered = {event["sub_event_type"] for entry in GOLD for event in entry["events"]}
    assert set(SubEventType) - covered <= {SubEventType.OTHER}
    statuses = {event["status"] for entry in GOLD for event in entry["events"]}
    assert statuses == set(Status)
    assert sum(not entry["events"] and not entry["figures"] for entry in GOLD) >= 6


def test_four_incidents_are_told_by_several_reports_with_different_tolls() -> None:
    told: dict[str, list[dict[str, object]]] = {}
    for entry in GOLD:
        for event in entry["events"]:
            if "incident" in event:
                told.setdefault(event["incident"], []).append(event)
    assert len(told) == 4
    for events in told.values():
        assert len(events) >= 2
        assert any(a["killed"] != b["killed"] for a, b in combinations(events, 2))
        assert len({str(event["date"]) for event in events}) == 1


@pytest.mark.shared
def test_no_run_of_twelve_words_comes_from_the_development_texts(
    documents: dict[str, Document], shared: Path
) -> None:
    own = {run for document in documents.values() for run in _runs(document.text)}
    assert own
    for text in _shared_texts(shared):
        assert own.isdisjoint(_runs(text))


def _ids(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"] for row in csv.DictReader(lines, delimiter="\t")}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _shared_texts(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "seeds").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((shared / "dev").rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines

"""`rasd compare` sets our events beside a file that a user holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.review import demo_store
from tests.runs import rasd_here

from rasd.evaluate.compare import Codebook, Incident, event_in_terms
from rasd.export import EXPORTERS
from rasd.store import open_store

HEADER = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "country", "latitude")
HEADER += ("longitude", "fatalities")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("compare") / "rasd.sqlite"
    demo_store(place)
    return place


@pytest.fixture(scope="module")
def acled(store: Path) -> Path:
    """The demo's events as ACLED would have them, and a row that can't be read."""
    path = store.parent / "acled.csv"
    with open_store(store, create=False) as opened:
        events = [event_in_terms(Codebook.ACLED, event) for event in opened.events()]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        rows.writerows(_rows(events))
        rows.writerow(["BAD", "tomorrow", *HEADER[2:]])
    return path


def _rows(events: Iterable[Incident]) -> Iterable[tuple[object, ...]]:
    for number, event in enumerate(event for event in events if not event.reason):
        kind = event.kinds[0]
        dead = event.killed.best if event.killed else 0
        yield (f"X{number}", event.first, kind.type, kind.sub, event.country, event.lat,
               event.lon, dead)  # fmt: skip


def test_events_beside_themselves_are_all_found(store: Path, acled: Path) -> None:
    done = rasd_here("compare", store, acled, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["theirs_that_we_have"]["value"] == 1.0
    assert found["ours_that_they_have"]["value"] == 1.0
    assert found["agreement"]["same sub-event type"]["value"] == 1.0
    assert [fault["line"] for fault in found["malformed"]] == [found["pairs"] + 2]


@pytest.mark.parametrize(
    "codebook", [name for name in ("acled", "ged", "gtd") if name in EXPORTERS]
)
def test_our_own_export_is_found_whole_and_what_it_leaves_out_is_explained(
    store: Path, tmp_path: Path, codebook: str
) -> None:
    assert (
        rasd_here("export", "--format", codebook, "--db", store, "--out", tmp_path).exit_code == 0
    )
    done = rasd_here("compare", store, tmp_path / f"{codebook}.csv", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["pairs"] > 9
    assert found["malformed"] == []
    assert found["theirs_that_we_have"]["value"] == 1.0
    assert "unexplained" not in found["ours_only"]
    assert "unexplained" not in found["theirs_only"]


def test_files_are_written_beside_a_summary_for_people(
    store: Path, acled: Path, tmp_path: Path
) -> None:
    done = rasd_here("compare", store.parent, acled, "--out", tmp_path / "compared")
    assert done.exit_code == 0, done.output
    assert "of theirs, we have" in done.stdout
    assert "Rows of theirs that could not be read: 1" in done.stdout
    assert {path.name for path in (tmp_path / "compared").iterdir()} == {
        "compare.html", "matched.csv", "ours-only.csv", "theirs-only.csv", "summary.json",
    }  # fmt: skip


def test_a_file_of_no_known_codebook_is_refused(store: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    done = rasd_here("compare", store, tmp_path / "x.csv")
    assert done.exit_code != 0
    assert "ACLED" in done.output


def test_a_file_of_theirs_that_is_missing_is_named(store: Path, tmp_path: Path) -> None:
    done = rasd_here("compare", store, tmp_path / "none.csv")
    assert done.exit_code != 0
    assert "none.csv" in done.output

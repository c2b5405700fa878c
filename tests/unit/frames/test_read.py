"""The dataset as data frames: the same columns from a store, a folder and a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from tests.builders import make_document, make_event, make_figure, make_mention
from tests.review import demo_store

import rasd
from rasd.export import write_outputs
from rasd.export.columns import columns
from rasd.model import Count, SettingsError, StoreError
from rasd.store import open_store

READERS = [name for name in rasd.__all__ if name.startswith("read_")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled reports."""
    place = tmp_path_factory.mktemp("frames") / "rasd.sqlite"
    demo_store(place)
    return place


@pytest.fixture(scope="module")
def folder(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as JSON Lines, without the store."""
    out = tmp_path_factory.mktemp("lines")
    with open_store(store) as held:
        write_outputs(held, out)
    return out


@pytest.mark.parametrize("name", READERS)
def test_a_store_and_a_folder_give_the_same_frame(name: str, store: Path, folder: Path) -> None:
    read = getattr(rasd, name)
    assert read(store).equals(read(folder))


@pytest.mark.parametrize("name", READERS)
def test_pandas_has_the_rows_and_columns_of_polars(name: str, store: Path) -> None:
    read = getattr(rasd, name)
    ours, theirs = read(store), read(store, frame="pandas")
    assert list(theirs.columns) == ours.columns
    assert len(theirs) == len(ours) > 0


def test_events_have_the_columns_of_the_table(store: Path) -> None:
    found = rasd.read_events(store)
    assert found.columns == [column.name for column in columns()]
    with open_store(store) as held:
        assert found["id"].to_list() == [event.id for event in held.events()]


def test_values_are_typed_and_missing_is_not_zero(tmp_path: Path) -> None:
    told = make_mention("a", killed=Count(min=2, max=None, text="قتيلان على الأقل"))
    silent = make_mention("b", killed=None)
    path = tmp_path / "events.jsonl"
    write_outputs(_Lines(told, silent), tmp_path, formats=["jsonl"])
    found = rasd.read_events(path)
    assert found["killed_min"].to_list() == [2, None]
    assert found["killed_max"].to_list() == [None, None]
    assert found.schema["killed_min"] == pl.Int64
    assert found.schema["date_start"] == pl.Date
    assert found.schema["killed_approx"] == pl.Boolean
    theirs = rasd.read_events(path, frame="pandas")
    assert theirs["killed_min"].dtype == pd.Int64Dtype()
    assert theirs["killed_min"].isna().tolist() == [False, True]
    assert theirs["date_start"].dtype == "datetime64[s]"


def test_several_values_are_a_list_where_lists_are_wanted(store: Path) -> None:
    joined, lists = rasd.read_events(store), rasd.read_events(store, lists=True)
    assert lists.schema["doc_ids"] == pl.List(pl.String)
    assert [len(ids) for ids in lists["doc_ids"]] == [
        len(ids.split("; ")) for ids in joined["doc_ids"]
    ]
    assert lists.schema["killed_min"] == pl.Int64


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("frame", ["polars", "pandas"])
def test_an_empty_store_gives_an_empty_frame_of_the_same_types(
    name: str, frame: str, store: Path, tmp_path: Path
) -> None:
    open_store(tmp_path / "empty.sqlite").close()
    read = getattr(rasd, name)
    empty, full = read(tmp_path / "empty.sqlite", frame=frame), read(store, frame=frame)
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)


def test_evidence_is_the_text_at_its_offsets(store: Path) -> None:
    with open_store(store) as held:
        documents = {document.id: document for document in held.documents()}
    for row in rasd.read_evidence(store).iter_rows(named=True):
        document = documents[row["doc_id"]]
        text = document.title if row["part"] == "title" else document.text
        assert text is not None
        assert text[row["start"] : row["end"]] == row["quote"]


def test_accounts_lead_to_events_mentions_and_documents(store: Path) -> None:
    found = rasd.read_accounts(store)
    for column, frame in (
        ("event_id", rasd.read_events(store)),
        ("mention_id", rasd.read_mentions(store)),
        ("doc_id", rasd.read_citations(store)),
    ):
        assert set(found[column]) <= set(frame["id"])


def test_citations_hold_no_text(store: Path) -> None:
    assert "text" not in rasd.read_citations(store).columns


def test_what_is_no_dataset_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"neither rasd\.sqlite nor events\.jsonl"):
        rasd.read_events(tmp_path)
    with pytest.raises(SettingsError, match="no such file"):
        rasd.read_events(tmp_path / "events.jsonl")
    (tmp_path / "events.csv").touch()
    with pytest.raises(SettingsError, match="Read the store"):
        rasd.read_events(tmp_path / "events.csv")
    with pytest.raises(StoreError):
        rasd.read_events(tmp_path / "none.sqlite")
    (tmp_path / "events.jsonl").write_text(json.dumps({"id": "x"}) + "\n")
    with pytest.raises(SettingsError, match=r"events\.jsonl:1: no event"):
        rasd.read_events(tmp_path / "events.jsonl")


def test_another_library_is_refused_by_name(store: Path) -> None:
    with pytest.raises(ValueError, match="neither 'polars' nor 'pandas'"):
        rasd.read_events(store, frame="dask")  # type: ignore[call-overload]


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_missing_library_is_named_with_its_install(
    library: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SettingsError, match=r"pip install 'rasd\[frames\]'"):
        rasd.read_events(store, frame=library)  # type: ignore[call-overload]


def test_importing_the_package_loads_no_library_of_frames() -> None:
    program = (
        "import sys, rasd; "
        "assert not {'polars', 'pandas', 'sqlalchemy', 'rasd.frames'} & set(sys.modules); "
        "assert callable(rasd.read_events)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_name_that_is_none_of_ours_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'read_minds'"):
        rasd.read_minds  # noqa: B018


class _Lines:
    """A source of two events."""

    def __init__(self, *mentions: object) -> None:
        self.held = mentions

    def documents(self) -> list[object]:
        return [make_document("a", "خبر")]

    def mentions(self) -> list[object]:
        return list(self.held)

    def events(self) -> list[object]:
        return [make_event(each, killed=each.killed) for each in self.held]  # type: ignore[arg-type, attr-defined]

    def figures(self) -> list[object]:
        return [make_figure("a")]

"""An output file is replaced all at once, and left alone where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import make_document, make_event, make_mention

from rasd.export import CONTRACT_FORMATS, write_outputs
from rasd.export.files import Abreast, write_file, write_files
from rasd.model import CodedDocument, SettingsError
from rasd.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    mention = make_mention("a")
    coded = CodedDocument(document=make_document("a", "خبر"), mentions=(mention,), figures=())
    with open_store(tmp_path / "rasd.sqlite") as store:
        store.write_coded([coded], "r")
        store.write_events([make_event(mention)])
        yield store


def test_the_same_content_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    assert write_file(["خبر"], path)
    before = path.stat()
    assert not write_file(["خ", "بر"], path)
    assert path.stat() == before


def test_other_content_replaces_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(["خبر"], path)
    assert write_file(["آخر\n"], path)
    assert path.read_bytes().decode() == "آخر\n"


def test_an_error_halfway_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(["old"], path)

    def parts() -> Iterator[str]:
        yield "new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_file(parts(), path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.txt", "old")]


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"a\.txt: cannot be written.*another folder"):
        write_file(["x"], tmp_path / "file" / "a.txt")


def test_a_run_leaves_the_files_of_the_contract(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert all(write_outputs(store, out).values())
    assert {path.name for path in out.iterdir()} == {
        "documents.jsonl",
        "mentions.jsonl",
        "events.jsonl",
        "figures.jsonl",
        "events.csv",
        "events.geojson",
    }


def test_a_second_run_changes_no_file(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_outputs(store, out)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert not any(write_outputs(store, out).values())
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_one_format_can_be_asked_for(store: Store, tmp_path: Path) -> None:
    write_outputs(store, tmp_path / "out", formats=["csv"])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["events.csv"]


def test_an_unknown_format_is_refused_before_anything_is_written(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="no format 'xls'; there are: jsonl, csv, "):
        write_outputs(store, tmp_path / "out", formats=[*CONTRACT_FORMATS, "xls"])
    assert not (tmp_path / "out").exists()


def test_files_abreast_take_their_parts_in_turn(tmp_path: Path) -> None:
    taken: list[str] = []

    def parts(name: str) -> Iterator[str]:
        for n in range(3):
            taken.append(f"{name}{n}")
            yield f"{name}{n}\n"

    one, other = tmp_path / "one", tmp_path / "other"
    assert write_files([Abreast(((one, parts("a")), (other, parts("b"))))]) == {
        one: True,
        other: True,
    }
    assert taken == ["a0", "b0", "a1", "b1", "a2", "b2"]
    assert (one.read_text(), other.read_text()) == ("a0\na1\na2\n", "b0\nb1\nb2\n")

"""A file becomes a store, is recognised as one, or is refused with a way out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.builders import make_document, make_mention

from rasd.model import CodedDocument, StoreError
from rasd.store import open_store
from rasd.store.migrate import HEAD, number

CODED = CodedDocument(document=make_document("a", "خبر"), mentions=(make_mention("a"),), figures=())


def change_file(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "rasd.sqlite"


@pytest.fixture
def made(path: Path) -> Path:
    with open_store(path) as store:
        store.write_coded([CODED], "r")
    return path


def test_a_closed_store_is_one_file(made: Path) -> None:
    assert [file.name for file in made.parent.iterdir()] == ["rasd.sqlite"]


def test_opening_and_writing_the_same_leaves_every_byte(made: Path) -> None:
    before = made.read_bytes()
    with open_store(made) as store:
        store.write_coded([CODED], "r")
        assert store.counts()["mentions"] == 1
    assert made.read_bytes() == before


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with open_store(path) as store:
        assert store.counts()["documents"] == 0


def test_a_missing_store_is_not_made_for_a_reader(path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store.*rasd run"):
        open_store(path, create=False)
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        pytest.param(
            "UPDATE store_version SET version_num = '9000_later'",
            f"newer version of rasd .store schema 9000, this one knows {number(HEAD)}.*upgrade",
            id="newer tables",
        ),
        pytest.param(
            "UPDATE store_version SET version_num = '0000_other'",
            "another version of rasd",
            id="tables of another branch",
        ),
        pytest.param(
            "UPDATE meta SET value = 'rasd/9' WHERE name = 'record_schema'",
            "records of 'rasd/9', expected 'rasd/1'",
            id="other records",
        ),
        pytest.param("PRAGMA application_id = 7", "another program", id="another program"),
    ],
)
def test_a_file_of_another_schema_is_refused(made: Path, statement: str, message: str) -> None:
    change_file(made, statement)
    before = made.read_bytes()
    with pytest.raises(StoreError, match=message):
        open_store(made)
    assert made.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    change_file(path, "CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "rasd.sqlite"
    path.write_text("هذا ليس قاعدة بيانات " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="move it away"):
        open_store(path)


def test_a_damaged_store_names_the_file_and_a_remedy(made: Path) -> None:
    data = bytearray(made.read_bytes())
    data[4096:] = b"\x7f" * (len(data) - 4096)
    made.write_bytes(data)
    with pytest.raises(StoreError, match=r"rasd\.sqlite.*move it away"), open_store(made) as store:
        list(store.mentions())


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_a_path_below_a_file_is_refused(made: Path) -> None:
    with pytest.raises(StoreError, match="may write to"):
        open_store(made / "deeper" / "rasd.sqlite")


def test_an_address_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="no store for 'oracle'"):
        open_store("oracle://host/db")


def test_half_a_surrogate_pair_is_refused_by_document(path: Path) -> None:
    broken = CodedDocument(document=make_document("bad", "ا\ud800"), mentions=(), figures=())
    with open_store(path) as store, pytest.raises(StoreError, match=r"'bad'.*surrogate"):
        store.write_coded([broken], "r")


def test_the_columns_say_what_the_records_say(made: Path) -> None:
    with sqlite3.connect(made) as connection:
        rows = connection.execute(
            """SELECT event_type, sub_event_type, date_start, country, lat, lon, killed_min,
            confidence FROM mention"""
        ).fetchall()
    expected = ("explosion", "remote_explosive", "2031-05-06", "SY", 35.0, 38.0, None, 0.6)
    assert rows == [expected]


def test_a_text_shared_by_documents_is_stored_once(path: Path) -> None:
    batch = [
        CodedDocument(document=make_document(name, "نص طويل"), mentions=(), figures=())
        for name in "abc"
    ]
    with open_store(path) as store:
        store.write_coded(batch, "r")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM document_text").fetchone() == (1,)

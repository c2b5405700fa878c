"""A backup holds all of a store, moves it between databases, and shows when it is damaged."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.builders import make_document, make_event, make_figure, make_mention, make_reuse

from rasd.model import CodedDocument, Issue, IssueKind, Original, StoreError
from rasd.search import ArabicAnalyser
from rasd.store import Store, open_store, restore_store
from rasd.store.backup import MANIFEST, tables
from rasd.store.migrate import HEAD
from rasd.store.tables import METADATA, SECRETS

ORIGINAL = bytes(range(256)) * 6000
CODED = [
    CodedDocument(
        document=make_document(name, f"انفجار {name}\x00\x01\u2028 "),
        mentions=(make_mention(name, 0), make_mention(name, 1)),
        figures=(make_figure(name),),
    )
    for name in ("a", "b", "é", "ب")
]


def make_original(data: bytes, locator: str | None) -> Original:
    return Original(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="application/pdf",
        locator=locator,
        chunks=lambda: iter((data,)),
    )


def fill(store: Store) -> None:
    originals = {"a": make_original(ORIGINAL, None), "b": make_original(b"<feed>", "#2")}
    store.write_coded(CODED, "r", originals=originals)
    store.write_coded(
        [CodedDocument(document=make_document("a", "آخر"), mentions=(), figures=())], "r"
    )
    store.write_reuse({"b": [make_reuse("a", share=1 / 3)]})
    store.write_events([make_event(make_mention("b", 0), confidence=0.1 + 0.2)])
    store.write_issues([Issue(source="c.pdf", kind=IssueKind.TRUNCATED, message="cut off")])


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    connection = store._connection  # type: ignore[attr-defined]
    return {
        table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=str)
        for table in tables()
        if table.name != "original_piece"  # how bytes are packed is the machine's own matter
    }


def backup_of(place: str) -> bytes:
    with open_store(place) as store:
        file = io.BytesIO()
        store.write_backup(file)
        return file.getvalue()


@pytest.fixture
def filled(tmp_path: Path) -> str:
    place = str(tmp_path / "filled/rasd.sqlite")
    with open_store(place, clock=lambda: "2031-05-06T07:08:09Z") as store:
        fill(store)
    return place


@pytest.fixture
def archive(filled: str, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    path.write_bytes(backup_of(filled))
    return path


def test_what_is_restored_is_what_was_backed_up(filled: str, archive: Path, place: str) -> None:
    rows = restore_store(archive, place)
    assert (rows["document"], rows["mention"], rows["event"]) == (4, 6, 1)
    with open_store(filled) as store, open_store(place) as restored:
        assert content(store) == content(restored)
        assert list(store.coded()) == list(restored.coded())
        original = restored.original("a")
        assert original is not None
        assert original.data() == ORIGINAL
        assert list(restored.faults()) == list(store.faults())


def test_the_same_store_gives_the_same_bytes_in_every_database(archive: Path, place: str) -> None:
    restore_store(archive, place)
    assert backup_of(place) == backup_of(place) == archive.read_bytes()


def test_an_id_with_characters_that_a_database_does_not_take_ends_no_backup(
    place: str, tmp_path: Path
) -> None:
    coded = CodedDocument(
        document=make_document("z\x00"), mentions=(make_mention("z\x00"),), figures=()
    )
    with open_store(place) as store:
        store.write_coded([coded], "r")
    archive = tmp_path / "backup.zip"
    archive.write_bytes(backup_of(place))
    restore_store(archive, copy := str(tmp_path / "copy.sqlite"))
    with open_store(copy) as store:
        assert list(store.coded()) == [coded]


def test_a_restored_store_goes_on(archive: Path, place: str) -> None:
    restore_store(archive, place)
    with open_store(place) as store:
        assert not store.write_coded(CODED[1:], "r")
        assert store.write_coded(CODED[:1], "r").updated == 1
        found = store.search("انفجار", ArabicAnalyser())
        assert {"a", "b", "é", "ب"} == {each.doc_id for each in found}


def test_a_backup_names_every_table_that_cannot_be_made_anew(archive: Path) -> None:
    with zipfile.ZipFile(archive) as held:
        manifest = json.loads(held.read(MANIFEST))
        for member in manifest["members"]:
            data = held.read(member["name"])
            assert hashlib.sha256(data).hexdigest() == member["sha256"]
            assert data.count(b"\n") == member["rows"]
    named = {Path(member["name"]).stem for member in manifest["members"]}
    derived = {"memory", "bond", "search_state", "search_part"}
    derived |= {"search_of", "document_number", "event_names", "event_shown"}
    derived |= {"event_shape", "event_row", "event_outlet", "event_source"}
    assert set(METADATA.tables) - named == derived | {table.name for table in SECRETS}
    assert manifest["store_schema"] == HEAD


def test_a_store_that_holds_something_is_left_as_it_is(archive: Path, place: str) -> None:
    with open_store(place) as store:
        store.write_issues([Issue(source="x", kind=IssueKind.EMPTY, message="empty")])
    with pytest.raises(StoreError, match=r"not empty .table issue.*new file or an empty database"):
        restore_store(archive, place)
    with open_store(place) as store:
        assert (store.counts()["documents"], store.counts()["issues"]) == (0, 1)


def rewritten(archive: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """The archive with members changed, left out where `change` gives `None`, or added."""
    path = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
        for name, data in more.items():
            new.writestr(name, data)
    return path


def only(wanted: str, change: Callable[[bytes], bytes | None]) -> Callable[[str, bytes], object]:
    return lambda name, data: change(data) if wanted in name else data


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            only("/mention.", lambda data: data.replace(b"0.6", b"0.7")),
            r"tables/mention\.jsonl is not as it was written",
            id="a changed value",
        ),
        pytest.param(
            only("/event.", lambda data: b""), r"tables/event\.jsonl is not", id="a row taken out"
        ),
        pytest.param(
            only("original_piece", lambda data: data + data),
            r"tables/original_piece\.jsonl is longer",
            id="a row put in",
        ),
        pytest.param(
            only("/log.", lambda data: None), r"tables/log\.jsonl is missing", id="a missing table"
        ),
        pytest.param(
            only(MANIFEST, lambda data: None), r"manifest\.json cannot be read", id="no manifest"
        ),
        pytest.param(
            only(MANIFEST, lambda data: data[:-9]), r"manifest\.json cannot be", id="half of it"
        ),
        pytest.param(
            only(MANIFEST, lambda data: data.replace(b"backup/1", b"backup/2")),
            "no backup of a store in the format",
            id="another format",
        ),
        pytest.param(
            only(MANIFEST, lambda data: data.replace(HEAD.encode(), b"9000_later")),
            "newer version of rasd",
            id="a newer version",
        ),
    ],
)
def test_a_changed_archive_is_refused_and_named(
    archive: Path, tmp_path: Path, change: Callable[[str, bytes], bytes | None], message: str
) -> None:
    new = tmp_path / "new.sqlite"
    with pytest.raises(StoreError, match=message):
        restore_store(rewritten(archive, change), new)
    assert not new.exists()


def test_an_added_member_is_named(archive: Path, tmp_path: Path) -> None:
    more = rewritten(archive, lambda _, data: data, stranger=b"x")
    with pytest.raises(StoreError, match="stranger is no part of the backup"):
        restore_store(more, tmp_path / "new.sqlite")


@pytest.mark.parametrize("part", [0.0, 0.3, 0.999])
def test_an_archive_that_is_cut_off_is_refused(archive: Path, tmp_path: Path, part: float) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(StoreError, match="no whole archive"):
        restore_store(archive, tmp_path / "new.sqlite")


def test_a_flipped_bit_is_found_wherever_it_is(archive: Path, tmp_path: Path) -> None:
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as held:
        members = [info for info in held.infolist() if info.compress_size > 20]
    for info in members:
        damaged = bytearray(data)
        damaged[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 4
        archive.write_bytes(damaged)
        with pytest.raises(StoreError, match=f"damaged: {info.filename}"):
            restore_store(archive, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def test_a_restore_that_fails_half_way_leaves_an_empty_store(
    archive: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasd.store import backup

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backup.Archive, "_row", fail)
        with pytest.raises(KeyboardInterrupt):
            restore_store(archive, place)
    assert restore_store(archive, place)["document"] == 4


def test_a_backup_of_an_earlier_version_is_brought_up_to_the_present_one(
    filled: str, place: str, tmp_path: Path
) -> None:
    import sqlite3

    old = tmp_path / "version_1.sqlite"
    connection = sqlite3.connect(old)
    script = Path(__file__).with_name("version_1.sql").read_text("utf-8")
    connection.executescript(script)
    kept = ["document", "document_text", "document_version", "coding", "mention", "meta"]
    lines = {}
    for table in kept:
        cursor = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = [json.dumps(dict(zip(names, row, strict=True))) for row in cursor]
        lines[table] = "".join(f"{row}\n" for row in rows).encode()
    connection.close()
    members = [
        {
            "name": f"tables/{table}.jsonl",
            "sha256": hashlib.sha256(data).hexdigest(),
            "size": len(data),
            "rows": data.count(b"\n"),
        }
        for table, data in lines.items()
    ]
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for table, data in lines.items():
            archive.writestr(f"tables/{table}.jsonl", data)
        manifest = {"format": "rasd-backup/1", "record_schema": "rasd/1"}
        manifest |= {"store_schema": "0001_first", "members": members}  # type: ignore[dict-item]
        archive.writestr(MANIFEST, json.dumps(manifest))
    restore_store(path, place)
    with open_store(place) as store, open_store(shutil.copy(old, tmp_path / "m.sqlite")) as same:
        assert list(same.mentions()) == list(store.mentions())
        assert [document.id for document in store.documents()] == ["a", "b"]
        assert same.counts()["mentions"] == store.counts()["mentions"] == 4


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    path.write_text("notes")
    with pytest.raises(StoreError, match="no whole archive"):
        restore_store(path, tmp_path / "new.sqlite")
    with pytest.raises(StoreError, match="there is no such file"):
        restore_store(tmp_path / "none.zip", tmp_path / "new.sqlite")

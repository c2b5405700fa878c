"""What a store notes for a while lies in tables of its own process."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.builders import make_document, make_event, make_mention

from rasd.model import CodedDocument, RunError
from rasd.store import open_store


def test_a_folder_for_temporary_files_is_told_apart_from_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mention = make_mention("a")
    coded = CodedDocument(document=make_document("a"), mentions=(mention,), figures=())
    event = make_event(mention)
    with open_store(tmp_path / "rasd.sqlite") as store:
        store.write_coded([coded], "r")
        store.write_events([event])

        def full(*_: object, **__: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(sqlite3, "connect", full)
        with pytest.raises(RunError, match="another folder in TMPDIR"):
            store.write_events([])
        assert [event] == list(store.events())

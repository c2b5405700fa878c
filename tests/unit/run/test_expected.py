"""The total of a progress bar."""

from __future__ import annotations

import gzip
from pathlib import Path

from rasd.run import expected_documents


def test_files_of_one_document_count_one_and_lines_count_each(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.html").touch()
    (tmp_path / "c.jsonl").write_text('{"text": 1}\n\n{"text": 2}\n', encoding="utf-8")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b"{}\n{}\n{}\n"))
    assert expected_documents([tmp_path]) == 1 + 1 + 2 + 3


def test_a_feed_or_standard_input_cannot_be_counted(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").touch()
    assert expected_documents([tmp_path]) is None
    assert expected_documents(["-"]) is None


def test_a_damaged_archive_or_a_missing_file_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 9)[:-6])
    assert expected_documents([tmp_path]) is None
    assert expected_documents([tmp_path / "none.jsonl"]) is None

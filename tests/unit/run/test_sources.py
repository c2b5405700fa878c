"""Which issues a second look at the inputs may clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.model import Issue, IssueKind
from rasd.run.sources import input_names, sources_read


def _issue(source: str) -> Issue:
    return Issue(source=source, kind=IssueKind.EMPTY, message="the text is empty")


@pytest.mark.parametrize(
    ("source", "cleared"),
    [
        ("a.jsonl", True),
        ("a.jsonl:12", True),
        ("a.jsonl: x7", True),
        ("a.jsonl#3", True),
        ("b.jsonl:12", False),
        ("a.jsonl.gz", False),
        ("doc: with colon", False),
    ],
)
def test_issues_against_an_input_or_its_parts_are_cleared(source: str, cleared: bool) -> None:
    read = sources_read(frozenset({"a.jsonl"}), (), [_issue(source)])
    assert cleared == (source in read)


def test_documents_that_were_read_are_sources_too() -> None:
    held = [_issue("d1"), _issue("d2")]
    assert {"a.txt", "d1"} == sources_read(frozenset({"a.txt"}), ["d1"], held)


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").touch()
    (tmp_path / "in" / "sub" / "b.txt").touch()
    assert {"a.txt", "sub/b.txt"} == input_names([tmp_path / "in"])

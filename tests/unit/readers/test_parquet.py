"""Parquet is read row by row, by the columns of JSONL."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest

from rasd.model import Document, Issue, IssueKind
from rasd.readers import Limits, parquet, read_inputs

TEXT = "قال شهود إن ثلاثة أشخاص أصيبوا في انفجار عبوة قرب الجسر"


def written(path: Path, selected: str) -> Path:
    duckdb.execute(f"COPY (SELECT {selected}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """5,000 rows in three row groups."""
    columns = f"'r' || i AS id, '{TEXT} ' || i AS text, DATE '2024-01-18' AS Published"
    return written(tmp_path / "many.parquet", f"{columns} FROM range(5000) t(i)")


def documents(*given: Path, **options: object) -> list[Document]:
    found = read_inputs(list(given), **options)  # type: ignore[arg-type]
    return [each for each in found if isinstance(each, Document)]


def test_every_row_comes_once_and_in_order_over_all_row_groups(many: Path) -> None:
    found = documents(many)
    assert [each.id for each in found] == [f"r{n}" for n in range(5000)]
    assert {str(each.published) for each in found} == {"2024-01-18"}
    assert found[4321].text == f"{TEXT} 4321"


def test_a_few_rows_are_read_at_a_time(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    real = parquet.draft_of

    def counted(*arguments: object, **options: object) -> object:
        given.append(1)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(parquet, "draft_of", counted)
    next(read_inputs([many]))
    assert len(given) == 1


def test_a_stream_is_read_as_the_file_is(many: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(many.read_bytes()))
    with many.open("rb") as stdin:
        piped = [each for each in read_inputs(["-"], stdin=stdin) if isinstance(each, Document)]
    assert documents(many) == documents(packed) == piped


def test_a_row_without_a_text_is_an_issue_that_names_it(tmp_path: Path) -> None:
    rows = f"unnest(['a', 'b']) AS id, unnest(['{TEXT}', NULL]) AS text"
    found = list(read_inputs([written(tmp_path / "two.parquet", rows)]))
    assert [type(each) for each in found] == [Document, Issue]
    assert isinstance(found[1], Issue)
    assert (found[1].source, found[1].kind) == ("two.parquet:2", IssueKind.NO_TEXT)


def test_a_file_without_the_column_says_which_it_has(tmp_path: Path) -> None:
    [issue] = read_inputs([written(tmp_path / "none.parquet", "1 AS id, 'x' AS body")])
    assert isinstance(issue, Issue)
    assert "no `text` among the columns body, id" in issue.message


def test_more_than_the_limit_of_a_stream_ends_the_file(many: Path) -> None:
    found = list(read_inputs([many], limits=Limits(stream=100_000)))
    assert 0 < sum(isinstance(each, Document) for each in found) < 5000
    assert isinstance(found[-1], Issue)
    assert found[-1].kind is IssueKind.TOO_LARGE

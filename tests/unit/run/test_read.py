"""What a run has read is remembered on disk, each document once."""

from __future__ import annotations

from rasd.run.read import ReadIds


def ids(*given: str) -> ReadIds:
    found = ReadIds()
    for each in given:
        found.add(each)
    return found


def test_a_document_has_the_number_that_it_came_with() -> None:
    read = ids("b", "a", "\ud800 half", "b", "وثيقة")
    assert [read.number(each) for each in ("b", "a", "\ud800 half", "وثيقة")] == [1, 2, 3, 4]
    assert len(read) == 4
    assert "a" in read
    assert ("c" in read, read.number("c")) == (False, 0)


def test_documents_of_another_run_come_behind_its_own() -> None:
    read = ids("b", "a")
    read.update(ids("c", "a", "\ud800"))
    assert [read.number(each) for each in ("b", "a", "c", "\ud800")] == [1, 2, 3, 4]
    assert len(read) == 4

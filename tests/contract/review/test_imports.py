"""Imports come one after the other, survive what they read, and are known of at any time."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.imports import ENDLESS, desk_over, lines, report, wait_for

from rasd.model import IssueKind
from rasd.review.imports import Desk
from rasd.review.imports.desk import NotTakenError
from rasd.review.imports.folder import Folder, folder_of
from rasd.review.imports.records import Import, State
from rasd.store import open_store

Making = Callable[..., Desk]


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    """Makes desks over one store and one folder; each is closed at the end."""
    made: list[Desk] = []

    def make(**limits: float) -> Desk:
        made.append(desk_over(str(tmp_path / "rasd.sqlite"), tmp_path / "imports", **limits))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


def brought(desk: Desk, *files: tuple[str, bytes]) -> str:
    import_id = desk.begin("Salma")
    for name, data in files:
        desk.add_file(import_id, name, io.BytesIO(data))
    desk.start(import_id)
    return import_id


def ended(desk: Desk, import_id: str) -> Import:
    return wait_for(lambda: desk.get(import_id))


def held(tmp_path: Path) -> dict[str, int]:
    with open_store(tmp_path / "rasd.sqlite", create=False) as store:
        return store.counts()


def test_what_files_report_is_in_the_store_and_the_files_are_gone(
    making: Making, tmp_path: Path
) -> None:
    desk = making()
    import_id = brought(desk, ("a.txt", report(1).encode()), ("b.jsonl", lines(3)))
    found = ended(desk, import_id)
    assert found.state is State.DONE
    assert found.so_far.new == ("a.txt", "r0", "r1", "r2")
    assert found.outcome is not None
    assert found.outcome.new_events == held(tmp_path)["events"] > 0
    assert held(tmp_path)["documents"] == 4
    assert not list((tmp_path / "imports" / import_id).glob("0*"))


def test_what_is_there_already_counts_as_such_and_another_text_as_changed(making: Making) -> None:
    desk = making()
    ended(desk, brought(desk, ("a.txt", report(1).encode()), ("b.txt", report(2).encode())))
    again = ended(desk, brought(desk, ("a.txt", report(1).encode()), ("b.txt", report(3).encode())))
    assert again.outcome is not None
    assert (again.so_far.new, again.so_far.changed) == ((), ("b.txt",))
    assert again.outcome.unchanged == 1


def test_a_file_whose_reading_never_ends_is_left_out_and_the_others_are_read(
    making: Making,
) -> None:
    desk = making(reading=12)
    first, last = report(1).encode(), report(2).encode()
    found = ended(desk, brought(desk, ("a.txt", first), ("endless.html", ENDLESS), ("z.txt", last)))
    assert found.state is State.DONE
    assert sorted(found.so_far.new) == ["a.txt", "z.txt"]
    [issue] = found.issues
    assert (issue.source, issue.kind) == ("endless.html", IssueKind.FAILED)
    assert "longer than 12 seconds" in issue.message


def test_a_file_that_is_too_large_is_named_and_the_others_are_read(making: Making) -> None:
    desk = making(file=1_000)
    found = ended(desk, brought(desk, ("../big.txt", b"x" * 1_001), ("a.txt", report().encode())))
    assert found.so_far.new == ("a.txt",)
    assert [(issue.source, issue.kind) for issue in found.issues] == [
        ("big.txt", IssueKind.TOO_LARGE)
    ]
    alone = ended(desk, brought(desk, ("big.txt", b"x" * 1_001)))
    assert alone.state is State.FAILED


def test_more_files_or_bytes_than_one_import_takes_are_refused(making: Making) -> None:
    desk = making(files=2, whole=1_000)
    import_id = desk.begin("Salma")
    desk.add_file(import_id, "a.txt", io.BytesIO(b"x" * 600))
    with pytest.raises(NotTakenError, match="refused_whole"):
        desk.add_file(import_id, "b.txt", io.BytesIO(b"x" * 401))
    with pytest.raises(NotTakenError, match="refused_files"):
        desk.add_file(import_id, "c.txt", io.BytesIO(b"x"))


def test_so_many_imports_that_have_not_ended_are_enough(making: Making) -> None:
    desk = making(under_way=2)
    desk.begin("Salma")
    desk.begin("Salma")
    with pytest.raises(NotTakenError, match="refused_many"):
        desk.begin("Salma")


def test_a_file_never_lies_under_a_name_of_its_owner(making: Making, tmp_path: Path) -> None:
    desk = making()
    import_id = desk.begin("Salma")
    for name in ("../../outside.txt", "/etc/passwd", "a\x00b", "..\\..\\c.txt", "n" * 5_000):
        desk.add_file(import_id, name, io.BytesIO(b"x"))
    folder = tmp_path / "imports" / import_id
    assert sorted(path.name for path in folder.iterdir()) == [
        *(f"{n:06d}" for n in range(1, 6)),
        "asked.json",
        "items.jsonl",
    ]
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["..", "../..", "20310101000000-0000000g", ".", "", "/etc"])
def test_an_id_is_no_path(tmp_path: Path, name: str) -> None:
    assert folder_of(tmp_path, name) is None


def test_a_second_import_waits_for_the_first_and_can_be_cancelled_meanwhile(
    making: Making,
) -> None:
    desk = making()
    first = brought(desk, ("many.jsonl", lines(60)))
    second, third = brought(desk, ("b.txt", b"x")), brought(desk, ("c.txt", report().encode()))
    waiting = desk.get(second)
    assert waiting is not None
    assert waiting.state is State.WAITING
    desk.cancel(second)
    assert ended(desk, second).state is State.CANCELLED
    assert ended(desk, first).state is State.DONE
    assert ended(desk, third).state is State.DONE


def test_a_cancelled_import_keeps_what_it_has_and_goes_on_when_asked_to(
    making: Making, tmp_path: Path
) -> None:
    desk = making()
    import_id = brought(desk, ("many.jsonl", lines(300)))
    while not (found := desk.get(import_id)) or not found.so_far.new:
        assert found is not None
        assert found.outcome is None
    desk.cancel(import_id)
    found = ended(desk, import_id)
    assert found.state is State.CANCELLED
    documents = held(tmp_path)["documents"]
    assert 0 < documents < 300
    with open_store(tmp_path / "rasd.sqlite", create=False) as store:
        assert store.events_current()
    desk.again(import_id)
    found = ended(desk, import_id)
    assert found.state is State.DONE
    assert len(set(found.so_far.new)) == held(tmp_path)["documents"] == 300


def test_what_a_server_leaves_unfinished_is_interrupted_and_can_be_begun_again(
    making: Making, tmp_path: Path
) -> None:
    stopped = making()
    import_id = brought(stopped, ("many.jsonl", lines(300)))
    while not (found := stopped.get(import_id)) or not found.so_far.new:
        assert found is not None
    stopped.close()
    desk = making()
    found = desk.get(import_id)
    assert found is not None
    assert found.state is State.INTERRUPTED
    assert found.so_far.new
    with Folder(tmp_path / "imports" / import_id).alone() as alone:
        assert alone
    desk.again(import_id)
    assert ended(desk, import_id).state is State.DONE
    assert held(tmp_path)["documents"] == 300


def test_an_import_that_was_never_started_is_forgotten_in_time(making: Making) -> None:
    desk = making(unfinished=-1)
    left = desk.begin("Salma")
    desk.begin("Salma")
    assert desk.get(left) is None


def test_of_those_that_ended_the_newest_are_remembered(making: Making) -> None:
    desk = making(kept=1)
    ids = []
    for n in range(3):
        ids.append(brought(desk, (f"{n}.txt", b"x")))
        ended(desk, ids[-1])
    desk.begin("Salma")
    assert sum(desk.get(each) is not None for each in ids) == 1

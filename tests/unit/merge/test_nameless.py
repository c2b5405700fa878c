"""What waits in a file without a name comes back, and a full folder is told with its remedy."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rasd.merge.filed import Filed
from rasd.merge.made import Made
from rasd.merge.nameless import Nameless
from rasd.merge.numbered import Numbered
from rasd.merge.parted import Pairs, Parted
from rasd.merge.shelf import Shelf
from rasd.model import RunError
from rasd.run.spool import Spool
from rasd.run.waiting import Waiting

ROOM = 2 << 20
"""Bytes that a file may have here."""
DATA = bytes(ROOM + 1)

Write = Callable[[], object]


def filed() -> None:
    held = Filed()
    for number in range(12):  # a table holds some of it in memory
        held.put(bytes([number]), DATA)


def pairs() -> None:
    Pairs(lambda value: value).put((0, n) for n in range(ROOM // 16 + 1))


def numbered() -> None:
    Numbered(Parted(), [0, ROOM // 4 + 1])


def shelf() -> None:
    profiles = Shelf(3)
    for n in range(3):
        profiles.put(n, DATA)


def waiting() -> None:
    with Waiting() as events:
        events.keep([Made("a", DATA)])


def last_block() -> None:
    with Waiting() as events:
        events.keep([Made("a", DATA[:-101]), Made("b", DATA[:500])])


def spool() -> None:
    with closing(Spool()) as blocks:
        blocks.put([DATA])


@pytest.fixture
def little_room() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.filterwarnings("error")
@pytest.mark.usefixtures("little_room")
@pytest.mark.parametrize("write", [filed, pairs, numbered, shelf, waiting, last_block, spool])
def test_a_full_folder_for_temporary_files_is_told_with_its_remedy(write: Write) -> None:
    with pytest.raises(RunError, match="another folder in TMPDIR"):
        write()


def test_a_folder_for_temporary_files_that_is_gone_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(RunError, match="another folder in TMPDIR"):
        Nameless().append(DATA)


def test_bytes_can_be_read_between_those_that_come() -> None:
    file = Nameless(in_memory=100)
    places = []
    for n in range(100):
        places.append(file.append(bytes([n]) * n))
        assert file.read(places[n // 2], n // 2) == bytes([n // 2]) * (n // 2)
    assert [file.read(at, n) for n, at in enumerate(places)] == [bytes([n]) * n for n in range(100)]


def test_what_was_cleared_leaves_nothing_behind() -> None:
    file = Nameless(in_memory=2)
    file.append(b"before")
    file.read(0, 2)
    file.clear()
    assert file.append(b"new") == 0
    assert file.read(0, 10) == b"new"

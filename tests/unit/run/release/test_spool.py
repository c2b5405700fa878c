"""Records pass from the process that makes them to those that write them, whole and in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.filled import filled

from rasd.model import Citation, Event, Figure, Mention
from rasd.run.release.spool import A_PART, Spool, UnfinishedError


@pytest.mark.parametrize("kind", [Event, Mention, Figure, Citation])
def test_a_record_with_every_field_filled_comes_back_as_it_was(kind: type, tmp_path: Path) -> None:
    spool = Spool(tmp_path, lambda _: False)
    records = [filled(kind, "خبر"), filled(kind, "خبر آخر")]
    spool.write("records", records)
    assert list(spool.read("records")) == records


def test_a_reader_waits_for_what_is_still_made(tmp_path: Path) -> None:
    spool = Spool(tmp_path, lambda _: True)
    go_on = threading.Event()

    def slowly() -> Iterator[str]:
        yield from ["a"] * A_PART
        assert go_on.wait(30)
        yield "b"

    maker = threading.Thread(target=spool.write, args=("records", slowly()))
    maker.start()
    found = spool.read("records")
    assert next(found) == "a"
    go_on.set()
    assert list(found) == ["a"] * (A_PART - 1) + ["b"]
    maker.join()


@pytest.mark.parametrize("cut", [0, 3, 9, -1, -9])
def test_records_that_cease_to_come_are_an_error(cut: int, tmp_path: Path) -> None:
    spool = Spool(tmp_path, lambda _: False)
    spool.write("records", ["a", "b"])
    path = tmp_path / "records"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnfinishedError, match="run the same command again"):
        list(spool.read("records"))


def test_records_that_nobody_makes_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError):
        next(Spool(tmp_path, lambda _: False).read("records"))

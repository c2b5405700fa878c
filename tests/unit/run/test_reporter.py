"""The report is the same whoever makes it, and tells the state that the other files tell."""

from __future__ import annotations

import os
import signal
import sys
from io import BytesIO
from pathlib import Path

import pytest
from tests.builders import make_document, make_mention

from rasd.model import CodedDocument, Issue, IssueKind
from rasd.run import reporter, results
from rasd.run.merging import merge_store
from rasd.run.reporter import Reporter, state_of, write_if_same
from rasd.run.results import write_results
from rasd.store import open_store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is copied elsewhere")


def _coded(doc_id: str) -> CodedDocument:
    return CodedDocument(
        document=make_document(doc_id), mentions=(make_mention(doc_id),), figures=()
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = tmp_path / "rasd.sqlite"
    with open_store(found) as store:
        store.write_coded([_coded("a"), _coded("b")], "r")
        merge_store(store)
    return found


@pytest.fixture(autouse=True)
def _also_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporter, "FEW", 1)
    # Other tests of the same process may have left threads behind.
    monkeypatch.setattr(reporter, "active_count", lambda: 1)


def _plain(place: Path, out: Path) -> bytes:
    with open_store(place) as store:
        return write_results(store, out).read_bytes()


def test_the_process_beside_writes_what_this_one_would(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _plain(place, tmp_path / "plain")
    with Reporter(place, workers=2) as beside, open_store(place) as store:
        monkeypatch.setattr("rasd.export.report.report_parts", None)  # in this process alone
        for out in ("out", "again"):
            made = write_results(store, tmp_path / out, beside)
            assert expected == made.read_bytes()
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {path.name for path in (tmp_path / "plain").iterdir()}


def test_a_state_that_is_another_is_not_reported(place: Path, tmp_path: Path) -> None:
    with open_store(place) as store:
        before = state_of(store)
        made = BytesIO(b"what was made before, and may be longer" * 100_000)
        assert write_if_same(place, before, made)
        assert made.getvalue() == _plain(place, tmp_path / "plain")
        store.write_coded([_coded("c")], "r")
        assert state_of(store) != before
    assert not write_if_same(place, before, other := BytesIO())
    assert not other.getvalue()


def test_an_issue_makes_another_state(place: Path) -> None:
    with open_store(place) as store:
        before = state_of(store)
        issue = Issue(source="x", kind=IssueKind.FAILED, message="m")
        merge_store(store, issues=[issue])
        assert state_of(store) != before


def test_where_the_process_beside_has_died_the_report_is_made_here(
    place: Path, tmp_path: Path
) -> None:
    expected = _plain(place, tmp_path / "plain")
    with Reporter(place, workers=2) as beside, open_store(place) as store:
        process = beside._process
        assert process is not None
        process.kill()
        process.join()
        assert expected == write_results(store, tmp_path / "out", beside).read_bytes()


def test_where_it_sees_another_state_the_report_is_made_here(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _plain(place, tmp_path / "plain")
    with Reporter(place, workers=2) as beside, open_store(place) as store:
        monkeypatch.setattr(reporter, "state_of", lambda _: "another")
        assert expected == write_results(store, tmp_path / "out", beside).read_bytes()


def test_with_one_worker_there_is_no_process_beside(place: Path) -> None:
    with Reporter(place, workers=1) as alone:
        assert alone._process is None


def test_where_threads_run_there_is_no_process_beside(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporter, "active_count", lambda: 2)
    with Reporter(place, workers=2) as alone:
        assert alone._process is None


def test_a_run_that_is_broken_off_leaves_nothing_of_the_report(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(results, "write_outputs", broken_off)
    out = tmp_path / "out"
    out.mkdir()
    with (
        pytest.raises(KeyboardInterrupt),
        Reporter(place, workers=2) as beside,
        open_store(place) as store,
    ):
        process = beside._process
        write_results(store, out, beside)
    assert process is not None
    assert not _is_there(process.pid)
    assert [path.name for path in out.iterdir() if path.name.startswith(".report")] == []


def test_the_process_beside_that_dies_at_work_leaves_no_dead_process(
    place: Path, tmp_path: Path
) -> None:
    with Reporter(place, workers=2) as beside, open_store(place) as store:
        process = beside._process
        assert process is not None
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)  # so that it is asked and has not answered
        with store.snapshot():
            parts = beside.report(store)
            os.kill(process.pid, signal.SIGKILL)
            made = b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)
    assert made == _plain(place, tmp_path / "plain")
    assert not _is_there(process.pid)


def _is_there(pid: int | None) -> bool:
    """Whether the system still lists a process, be it a dead one that nobody took leave of."""
    return Path(f"/proc/{pid}").exists()

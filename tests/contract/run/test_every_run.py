"""What every run keeps: the same bytes again, new input added, a kill survived."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.runs import FILES, REPORTS, contents, report_lines

from rasd.engines.choice import EngineChoice
from rasd.model import CodedDocument, Document, IssueKind
from rasd.run import Job, run_job, workers
from rasd.run.workers import BATCH
from rasd.store import open_store


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return report_lines()


@pytest.fixture
def few(tmp_path: Path, lines: list[str]) -> Path:
    """A folder of five reports in three formats."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "three.jsonl").write_text("".join(lines[:3]), encoding="utf-8")
    for name in ("baydar-0622.html", "aden-khabar.txt"):
        (folder / name).write_bytes((REPORTS / name).read_bytes())
    return folder


def test_a_run_leaves_every_file_of_the_contract(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run_job(Job(inputs=(few,), out=out))
    assert sorted((*FILES, "rasd.sqlite")) == sorted(path.name for path in out.iterdir())
    assert (summary.read, summary.new, summary.unchanged, summary.failed) == (5, 5, 0, 0)
    assert summary.incidents > 0
    assert out / "report.html" == summary.report


def test_the_same_input_again_changes_no_byte(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_job(Job(inputs=(few,), out=out))
    before = contents(out) | {"rasd.sqlite": (out / "rasd.sqlite").read_bytes()}
    summary = run_job(Job(inputs=(few,), out=out))
    assert (summary.new, summary.unchanged) == (0, 5)
    assert before == contents(out) | {"rasd.sqlite": (out / "rasd.sqlite").read_bytes()}


def test_new_input_is_added_as_if_all_had_come_at_once(
    few: Path, tmp_path: Path, lines: list[str]
) -> None:
    grown = tmp_path / "grown"
    run_job(Job(inputs=(few,), out=grown))
    more = tmp_path / "more.jsonl"
    more.write_text("".join(lines[3:6]), encoding="utf-8")
    summary = run_job(Job(inputs=(more,), out=grown))
    assert (summary.new, summary.documents) == (3, 8)
    run_job(Job(inputs=(more, few), out=tmp_path / "at_once"))
    assert contents(tmp_path / "at_once") == contents(grown)


def test_a_changed_report_is_coded_anew(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_job(Job(inputs=(few,), out=out))
    report = few / "aden-khabar.txt"
    report.write_bytes(report.read_bytes() + b"\n.")
    summary = run_job(Job(inputs=(few,), out=out))
    assert (summary.new, summary.changed, summary.unchanged) == (0, 1, 4)


def test_one_worker_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    for number in (1, 2):
        run_job(Job(inputs=(REPORTS,), out=tmp_path / str(number), workers=number))
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_a_bad_input_is_an_issue_until_it_is_mended(few: Path, tmp_path: Path) -> None:
    out, bad = tmp_path / "out", few / "bad.txt"
    bad.touch()
    summary = run_job(Job(inputs=(few,), out=out))
    assert [(i.source, i.kind) for i in summary.issues] == [("bad.txt", IssueKind.EMPTY)]
    bad.write_bytes((few / "aden-khabar.txt").read_bytes())
    summary = run_job(Job(inputs=(few,), out=out))
    assert summary.issues == ()
    with open_store(out / "rasd.sqlite") as store:
        assert list(store.issues()) == []


def test_a_report_that_fails_is_an_issue_and_tried_again(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = workers.code_document

    def wrong(document: Document, engine: EngineChoice) -> CodedDocument:
        if document.id == "aden-khabar.txt":
            raise KeyError("no such row")
        return right(document, engine)

    out = tmp_path / "out"
    monkeypatch.setattr(workers, "code_document", wrong)
    summary = run_job(Job(inputs=(few,), out=out))
    assert (summary.new, summary.failed) == (4, 1)
    assert [(i.source, i.kind) for i in summary.issues] == [("aden-khabar.txt", IssueKind.FAILED)]
    monkeypatch.setattr(workers, "code_document", right)
    summary = run_job(Job(inputs=(few,), out=out))
    assert (summary.new, summary.failed, summary.issues) == (1, 0, ())


KILLED = """
import os, signal, sys
from multiprocessing import active_children
from pathlib import Path
from rasd.run import Job, Unwatched, run_job

class Killer(Unwatched):
    def stored(self, documents, new, changed):
        print(*(child.pid for child in active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

run_job(Job(inputs=(Path(sys.argv[1]),), out=Path(sys.argv[2]), workers=2), watch=Killer())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    out = tmp_path / "killed"
    dead = subprocess.run(
        [sys.executable, "-c", KILLED, str(REPORTS), str(out)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert dead.returncode == -signal.SIGKILL, dead.stderr
    with open_store(out / "rasd.sqlite") as store:
        kept = store.counts()["documents"]
    assert kept == BATCH
    orphans = [int(pid) for pid in dead.stdout.split()]
    assert orphans
    assert list(_alive_after(orphans, seconds=10)) == []
    summary = run_job(Job(inputs=(REPORTS,), out=out))
    assert kept == summary.unchanged
    run_job(Job(inputs=(REPORTS,), out=tmp_path / "undisturbed"))
    assert contents(tmp_path / "undisturbed") == contents(out)


def _alive_after(pids: list[int], *, seconds: float) -> Iterator[int]:
    deadline = time.monotonic() + seconds
    for pid in pids:
        while _alive(pid):
            if time.monotonic() > deadline:
                yield pid
                break
            time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"

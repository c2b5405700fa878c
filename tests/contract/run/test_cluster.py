"""A run on a real scheduler with worker processes leaves what a run on this machine leaves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import make_document
from tests.runs import contents, rasd_here, report_lines

from rasd.engines.choice import Endpoint, EngineChoice, EngineName, Model
from rasd.merge import incremental, reuse
from rasd.model import Document, Issue, IssueKind, RunError, SettingsError
from rasd.run import Address, Job, Unwatched, run_job
from rasd.run.cluster import Cluster, Crew, opened_cluster, opening, rows_on
from rasd.run.cluster.coding import PARTITION
from rasd.run.rows import rows_safely
from rasd.run.workers import BATCH, code_safely
from rasd.store import CodedRows

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
psutil = pytest.importorskip("psutil")

COPIES = 3
_OF_THE_MOMENT = frozenset({"log", "meta"})
"""Tables that say when something was written."""


class Told(Unwatched):
    """Keeps what it is told, and kills a process once some documents are stored: a worker of this
    one, if no other is named.
    """

    def __init__(self, *, kill_after: int | None = None, kill: int | None = None) -> None:
        self.lines: list[str] = []
        self.counts: list[int] = []
        self.killed: int | None = None
        self._kill_after = kill_after
        self._kill = kill

    def workers(self, count: int) -> None:
        self.counts.append(count)

    def told(self, line: str) -> None:
        self.lines.append(line)

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        if self._kill_after is not None and self.killed is None and documents >= self._kill_after:
            self.killed = self._kill or worker_processes()[0]
            os.kill(self.killed, signal.SIGKILL)


DEADLY = """
import os, signal
from rasd.run.cluster import work

coded = getattr(work, "coded", work.code_safely)  # it is loaded twice
work.coded = coded

def deadly(document):
    if document.id == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return coded(document)

work.code_safely = deadly
"""
"""What a worker loads to die of one document."""
UNLUCKY = """
import os, signal
from pathlib import Path
from rasd.run.cluster import work

coded = getattr(work, "coded", work.code_safely)  # it is loaded twice
work.coded = coded
died = Path({died!r})

def unlucky(document):
    if not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return coded(document)

work.code_safely = unlucky
"""
"""What workers load so that one of them is killed once, whatever it is at."""


@contextmanager
def dask_process(*arguments: object, file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's own commands, as a cluster is started by hand."""
    command = [sys.executable, "-m", "dask", *map(str, arguments), "--scheduler-file", str(file)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for_file(file: Path) -> None:
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until, "the scheduler did not start"
        time.sleep(0.05)


def worker_processes() -> list[int]:
    """The processes that work for this one, oldest first."""
    children = psutil.Process().children(recursive=True)
    return [
        each.pid
        for each in sorted(children, key=lambda each: each.create_time())
        if "spawn_main" in " ".join(each.cmdline())
    ]


def logical_rows(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a store that does not say when it was written."""
    with sqlite3.connect(out / "rasd.sqlite") as store:
        tables = [
            name
            for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in _OF_THE_MOMENT
        ]
        return {
            name: sorted(store.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in tables
        }


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo reports some times over, so that there are several partitions."""
    path = tmp_path_factory.mktemp("reports") / "many.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for copy in range(COPIES):
            for line in report_lines():
                row = json.loads(line)
                lines.write(json.dumps(row | {"id": f"{row['id']}-{copy}"}) + "\n")
    return path


@pytest.fixture(scope="module")
def here(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run on this machine leaves."""
    out = tmp_path_factory.mktemp("here")
    run_job(Job(inputs=(reports,), out=out))
    return out


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Two workers."""
    with Cluster(Address(local=2), Unwatched()) as cluster:
        yield cluster.crew()


def test_a_worker_killed_in_mid_run_costs_nothing_and_doubles_nothing(
    reports: Path, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (incremental, reuse):  # else so little is merged where it is
        monkeypatch.setattr(module, "FEW", 1)
    watch = Told(kill_after=BATCH)
    job = Job(inputs=(reports,), out=tmp_path, cluster=Address(local=2))
    summary = run_job(job, watch=watch, crew_watch=watch)
    assert watch.killed is not None
    assert (summary.new, summary.failed, summary.issues) == (COPIES * len(report_lines()), 0, ())
    assert contents(tmp_path) == contents(here)
    assert logical_rows(tmp_path) == logical_rows(here)
    assert watch.counts[0] == 2
    assert [line for line in watch.lines if "was lost; its work is done again" in line]


def test_a_second_run_needs_no_worker_and_changes_no_byte(
    reports: Path, here: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(here, out)
    nowhere = Address(scheduler="tcp://127.0.0.1:9")
    summary = run_job(Job(inputs=(reports,), out=out, cluster=nowhere))
    assert (summary.new, summary.changed, summary.failed) == (0, 0, 0)
    assert contents(out) == contents(here)


def _rows(document: Document) -> CodedRows | Issue:
    return rows_safely(code_safely(document))


def test_documents_come_back_in_their_order_as_they_are_coded_here(crew: Crew) -> None:
    documents = [
        make_document(f"d{n:02}", f"قتل {n} مسلحين في انفجار في مدينة الرقة.")
        for n in range(2 * PARTITION + 3)
    ]
    batches = list(rows_on(lambda: crew, iter(documents)))
    assert [len(batch) for batch in batches[:-1]] == [BATCH] * (len(batches) - 1)
    assert [each for batch in batches for each in batch] == [_rows(d) for d in documents]


def test_a_document_that_kills_its_workers_is_an_issue_and_all_others_are_coded(
    tmp_path: Path,
) -> None:
    preloaded = tmp_path / "deadly.py"
    preloaded.write_text(DEADLY, encoding="utf-8")
    documents = [make_document("deadly" if n == 5 else f"d{n}") for n in range(PARTITION + 9)]
    watch = Told()
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.worker.preload": [str(preloaded)]}),
        Cluster(Address(local=2), watch) as cluster,
    ):
        found = [each for batch in rows_on(cluster.crew, documents) for each in batch]
    assert [n for n, each in enumerate(found) if isinstance(each, Issue)] == [5]
    issue = found[5]
    assert isinstance(issue, Issue)
    assert (issue.source, issue.kind, issue.fatal) == ("deadly", IssueKind.FAILED, True)
    others = [n for n in range(len(documents)) if n != 5]
    assert [found[n] for n in others] == [_rows(documents[n]) for n in others]
    assert f"{PARTITION} documents lost their worker and go one by one" in watch.lines


def test_a_document_that_travels_alone_is_tried_again_when_its_worker_is_killed(
    tmp_path: Path,
) -> None:
    preloaded = tmp_path / "unlucky.py"
    died = tmp_path / "died"
    preloaded.write_text(UNLUCKY.format(died=str(died)), encoding="utf-8")
    document = make_document("alone")
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.worker.preload": [str(preloaded)]}),
        Cluster(Address(local=1), Unwatched()) as cluster,
    ):
        found = [each for batch in rows_on(cluster.crew, [document]) for each in batch]
    assert died.exists()
    assert found == [_rows(document)]


def test_a_run_whose_scheduler_dies_says_so_and_the_next_goes_on(
    reports: Path, here: Path, tmp_path: Path
) -> None:
    file = tmp_path / "scheduler.json"
    out = tmp_path / "out"
    with dask_process("scheduler", "--port", 0, "--no-dashboard", file=file) as scheduler:
        wait_for_file(file)
        with dask_process("worker", "--nworkers", 2, "--nthreads", 1, file=file):
            watch = Told(kill_after=BATCH, kill=scheduler.pid)
            job = Job(inputs=(reports,), out=out, cluster=Address(file=str(file)))
            with pytest.raises(RunError, match=r"kept: .*run the same command again"):
                run_job(job, watch=watch, crew_watch=watch)
    summary = run_job(Job(inputs=(reports,), out=out))
    assert 0 < summary.new < COPIES * len(report_lines())
    assert contents(out) == contents(here)


def test_few_documents_are_read_ahead_of_those_that_are_coded(crew: Crew) -> None:
    read = 0

    def endless() -> Iterator[Document]:
        nonlocal read
        while True:
            read += 1
            yield make_document(f"d{read}", "قتل مسلحان.")

    batches = rows_on(lambda: crew, endless())
    next(batches)
    assert read <= 10 * PARTITION
    batches.close()  # type: ignore[attr-defined]  # a generator


def test_workers_that_code_by_another_recipe_are_refused_at_the_door(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "recipe", lambda: "rules/0.0.9/other")
    with (
        pytest.raises(RunError, match=r"tls://.*codes by rules/.*by rules/0.0.9/other: install"),
        opened_cluster(Address(local=1), Unwatched()),
    ):
        pytest.fail("the worker was let in")


def test_a_pickle_that_comes_from_a_worker_is_not_read(crew: Crew) -> None:
    answer = crew.client.submit(Decimal, 1, pure=False)
    with pytest.raises(TypeError, match="serialize object of type Decimal"):
        answer.result()


def test_a_scheduler_that_is_not_there_is_told_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "_SECONDS_TO_CONNECT", 0.2)
    with (
        pytest.raises(
            RunError, match=r"no Dask scheduler .* at tcp://127.0.0.1:9: .*dask scheduler"
        ),
        opened_cluster(Address(scheduler="tcp://127.0.0.1:9"), Unwatched()),
    ):
        pytest.fail("there is no scheduler")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with (
        pytest.raises(SettingsError, match=r"pip install 'rasd\[cluster\]'"),
        opened_cluster(Address(local=1), Unwatched()),
    ):
        pytest.fail("there is no Dask")


def test_workers_of_this_machine_and_a_cluster_are_not_asked_for_together(tmp_path: Path) -> None:
    result = rasd_here("run", "x", "--out", tmp_path, "--cluster", "local:2", "--workers", 2)
    assert (result.exit_code, "leave out one" in result.output) == (2, True)


def test_a_language_model_is_not_asked_by_a_cluster(reports: Path, tmp_path: Path) -> None:
    engine = EngineChoice(
        name=EngineName.LLM, model=Model(name="m"), endpoint=Endpoint(url="http://127.0.0.1:9")
    )
    job = Job(inputs=(reports,), out=tmp_path, cluster=Address(local=2), engine=engine)
    with pytest.raises(SettingsError, match="asked from one machine"):
        run_job(job)

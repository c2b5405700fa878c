"""The main job: read, code what is new, merge, store, write the outputs.

Each batch is stored before the next, so a run that is killed goes on where it stopped; reading
the same input again codes nothing and changes no byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rasd.engines.choice import RULES, EngineChoice
from rasd.model import INCIDENT_TYPES, EventType, Issue, SettingsError
from rasd.run.cluster import Address, Cluster, ClusterHands, CrewWatch, rows_on
from rasd.run.collecting import collected_rarely
from rasd.run.costs import Costs
from rasd.run.hands import OwnHands
from rasd.run.intake import Intake, Tally, Unwatched, Watch, merge_after, take_in
from rasd.run.mend import code_damaged
from rasd.run.merging import merge_store
from rasd.run.reporter import Reporter
from rasd.run.results import write_results
from rasd.run.rows import rows_by
from rasd.store import Damaged, Store, open_store

STORE = "rasd.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one `rasd run` is asked to do.

    `db` is a file or the address of a database, by default `rasd.sqlite` in `out`.
    """

    inputs: tuple[str | Path, ...]
    out: Path
    db: str | Path | None = None
    published: date | None = None
    outlet: str | None = None
    workers: int = 1
    engine: EngineChoice = RULES
    cluster: Address | None = None
    """Whose workers code the documents; processes of this machine where `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did (documents read, new, changed, unchanged, failed) and what there is now.

    `mended` are rows of the store that were damaged and made anew.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    failed: int
    documents: int
    incidents: int
    statements: int
    other_events: int
    figures: int
    mended: int
    issues: tuple[Issue, ...]
    report: Path
    costs: Costs | None = None
    """What asking a language model came to, where the engine asks one."""


def run_job(
    job: Job,
    *,
    watch: Watch | None = None,
    crew_watch: CrewWatch | None = None,
    stdin: BinaryIO | None = None,
) -> Summary:
    """Does the job; bad inputs end up in the summary's issues.

    `crew_watch` is told of the workers of a cluster.
    """
    seen = watch or Unwatched()
    intake = Intake(
        inputs=job.inputs,
        published=job.published,
        outlet=job.outlet,
        workers=job.workers,
        stdin=stdin,
        engine=job.engine,
    )
    place = job.db or job.out / STORE
    with (
        collected_rarely(),
        Reporter(place, workers=job.workers) as reporter,
        open_store(place) as store,
    ):
        tally = Tally()
        with (
            _by_cluster(intake, job.cluster, crew_watch or Unwatched()) as by_cluster,
            _by_model(by_cluster, job.out, tally) as by_them,
        ):
            seen.stage("reading")
            take_in(store, by_them, tally, seen)
            seen.stage("merging")
            merge_after(store, by_them, tally)
        seen.stage("writing")
        report = write_results(store, job.out, reporter)
        mended = 0
        if damaged := store.damaged():
            report, mended = _mended(job, store, tally, damaged)
        return _summary(store, tally, report, mended)


@contextmanager
def _by_cluster(intake: Intake, address: Address | None, watch: CrewWatch) -> Iterator[Intake]:
    """The intake with its documents coded, and its events made, by the cluster at an address."""
    if address is None:
        with OwnHands(intake.workers) as hands:
            yield replace(intake, hands=hands)
        return
    if intake.engine.asks:
        raise SettingsError(
            "--cluster is for the engine 'rules': a language model is asked from one machine, "
            "which keeps its answers and its budget. Leave --cluster out"
        )
    with Cluster(address, watch) as cluster:
        rows = partial(rows_on, cluster.crew)
        yield replace(intake, rows=rows, hands=ClusterHands(cluster.crew))


@contextmanager
def _by_model(intake: Intake, out: Path, tally: Tally) -> Iterator[Intake]:
    """The intake with its documents coded by an engine that asks a language model, if it does."""
    if not intake.engine.asks:
        yield intake
        return
    from rasd.run.llm.coding import code_asking  # noqa: PLC0415 - the network is slow to load
    from rasd.run.llm.report import reporting_asker  # noqa: PLC0415 - as above

    with reporting_asker(intake.engine, out) as asker:
        tally.costs = asker.costs
        code = partial(code_asking, asker=asker, workers=intake.workers, seconds=intake.seconds)
        yield replace(intake, rows=partial(rows_by, code))


def _mended(job: Job, store: Store, tally: Tally, damaged: Sequence[Damaged]) -> tuple[Path, int]:
    """Writes the results again after damaged rows were made good, and says how many were."""
    local = Intake(inputs=(), workers=job.workers, engine=job.engine)
    with _by_model(local, job.out, Tally()) as intake:
        issues = code_damaged(
            store, damaged, workers=job.workers, engine=job.engine, rows=intake.rows
        )
    tally.issues += issues
    merge_store(store, issues=issues)
    return write_results(store, job.out), len(damaged) - len(issues)


def _summary(store: Store, tally: Tally, report: Path, mended: int) -> Summary:
    with store.snapshot():
        types = store.event_types()
        counts = store.counts()
    incidents = sum(count for kind, count in types.items() if kind in INCIDENT_TYPES)
    statements = types.get(EventType.STATEMENT, 0)
    return Summary(
        read=len(tally.read),
        new=tally.change.added,
        changed=tally.change.updated,
        unchanged=tally.unchanged,
        failed=tally.failed,
        documents=counts["documents"],
        incidents=incidents,
        statements=statements,
        other_events=sum(types.values()) - incidents - statements,
        figures=counts["figures"],
        mended=mended,
        issues=tuple(tally.issues),
        report=report,
        costs=tally.costs,
    )

"""`rasd run`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code, code_of
from rasd.cli.llm import (
    BudgetOption,
    Cache,
    Concurrency,
    Engine,
    KeyEnv,
    MaxTokens,
    ModelName,
    PriceIn,
    PriceOut,
    Prompt,
    Seconds,
    Url,
    print_costs,
    read_engine,
)
from rasd.cli.options import Inputs, Outlet, Published, Strict, Workers, processors
from rasd.engines.choice import EngineName, PromptLanguage

if TYPE_CHECKING:
    from rasd.run import Job

Out = Annotated[
    Path,
    typer.Option(metavar="DIR", help="Folder for the store, the files and report.html."),
]
RunDb = Annotated[
    str | None,
    typer.Option(
        metavar="DB",
        help="Keep the store here instead: a file, or postgresql://USER@HOST/DATABASE.",
        show_default="DIR/rasd.sqlite",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="WHERE",
        help="Have documents coded by the workers of a Dask cluster: tcp://HOST:PORT, "
        "tls://HOST:PORT, file:SCHEDULER-FILE, or local:N for N processes of this machine.",
        show_default="processes of this machine, without Dask",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]


def run(
    inputs: Inputs,
    *,
    out: Out,
    published: Published = None,
    outlet: Outlet = None,
    workers: Workers = None,
    cluster: Cluster = None,
    db: RunDb = None,
    engine: Engine = EngineName.RULES,
    llm_url: Url = None,
    llm_model: ModelName = None,
    llm_key_env: KeyEnv = None,
    llm_prompt: Prompt = PromptLanguage.EN,
    llm_max_tokens: MaxTokens = 3072,
    llm_budget: BudgetOption = None,
    llm_price_in: PriceIn = None,
    llm_price_out: PriceOut = None,
    llm_concurrency: Concurrency = 8,
    llm_seconds: Seconds = 300.0,
    llm_cache: Cache = None,
    quiet: Quiet = False,
    strict: Strict = False,
) -> None:
    """Turn reports into an event dataset.

    Reads, extracts, merges, stores and exports: documents.jsonl, mentions.jsonl, events.jsonl,
    figures.jsonl, events.csv, events.geojson, rasd.sqlite and report.html in DIR. The same input
    again changes nothing; new input is added. A run that was stopped goes on where it was.

    Exit codes: 0 done, also with issues; 1 nothing could be read or the run failed; 2 wrong
    usage; 3 issues, with --strict; 130 stopped with Ctrl-C, 143 by SIGTERM.
    """
    from rasd.run import Job, read_address

    if cluster is not None and workers is not None:
        raise typer.BadParameter(
            "--workers is for this machine alone: leave out one of the two", param_hint="--cluster"
        )
    job = Job(
        inputs=tuple(inputs),
        out=out,
        db=db,
        published=published,
        outlet=outlet,
        workers=workers or processors(),
        cluster=None if cluster is None else read_address(cluster),
        engine=read_engine(
            engine,
            url=llm_url,
            model=llm_model,
            key_env=llm_key_env,
            prompt=llm_prompt,
            max_tokens=llm_max_tokens,
            budget=llm_budget,
            price_in=llm_price_in,
            price_out=llm_price_out,
            concurrency=llm_concurrency,
            seconds=llm_seconds,
            cache=llm_cache,
        ),
    )
    finish(job, quiet=quiet, strict=strict)


def finish(job: Job, *, quiet: bool, strict: bool) -> None:
    """Does the job with a progress bar, prints the summary and leaves with the code it earned."""
    from rasd.cli.progress import shown_progress
    from rasd.cli.summary import nothing_readable, summary_text
    from rasd.run import STORE, expected_documents, run_job
    from rasd.store import shown

    try:
        total = expected_documents(job.inputs) if sys.stderr.isatty() and not quiet else None
        with shown_progress(quiet=quiet, total=total) as watch:
            summary = run_job(job, watch=watch, crew_watch=watch)
    except KeyboardInterrupt as stop:
        print(
            f"rasd: stopped. What was finished is kept in {shown(job.db or job.out / STORE)}; "
            "run the same command again to go on",
            file=sys.stderr,
        )
        raise typer.Exit(code_of(stop)) from None
    if not quiet:
        print(summary_text(summary))
        print_costs(summary.costs)
    if summary.read == 0:
        print(nothing_readable(summary), file=sys.stderr)
        raise typer.Exit(Code.FAILED)
    if strict and summary.issues:
        raise typer.Exit(Code.ISSUES)

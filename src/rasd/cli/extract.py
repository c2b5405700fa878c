"""`rasd extract`: records on standard output, one JSON object a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.guard import Code
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
from rasd.cli.show import issue_line, utf8_stdout
from rasd.engines.choice import EngineChoice, EngineName, PromptLanguage

if TYPE_CHECKING:
    from rasd.run.workers import Code as Coder


class What(StrEnum):
    """Which records `extract` prints."""

    MENTIONS = "mentions"
    FIGURES = "figures"
    ALL = "all"


class Format(StrEnum):
    """How `extract` prints them."""

    JSONL = "jsonl"


def extract(
    inputs: Inputs,
    *,
    published: Published = None,
    outlet: Outlet = None,
    what: Annotated[
        What, typer.Option(metavar="WHAT", help="Which records to print: mentions, figures or all.")
    ] = What.MENTIONS,
    format: Annotated[
        Format, typer.Option(metavar="F", help="How to print them: jsonl.")
    ] = Format.JSONL,
    workers: Workers = None,
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
    strict: Strict = False,
) -> None:
    """Print mentions as JSON lines, nothing kept.

    No store and no merging: records come out as soon as their document is read, so the command
    can stand in a pipe. Issues go to standard error, one a line.
    """
    from rasd.model import Issue
    from rasd.readers.inputs import STDIN
    from rasd.run.extract import extract_inputs, record_lines

    make = partial(
        record_lines, mentions=what is not What.FIGURES, figures=what is not What.MENTIONS
    )
    documents = issues = 0
    utf8_stdout(line_by_line=True)
    chosen = read_engine(
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
    )
    number = workers or processors()
    with _coding(chosen, number, streaming=STDIN in inputs) as code:
        for item in extract_inputs(
            inputs, make, published=published, outlet=outlet, workers=number, code=code
        ):
            if isinstance(item, Issue):
                issues += 1
                print(f"rasd: {issue_line(item)}", file=sys.stderr)
                continue
            documents += 1
            sys.stdout.write(item)
    sys.stdout.flush()
    if not documents:
        if not issues:
            print("rasd: nothing could be read: the inputs hold no files", file=sys.stderr)
        raise typer.Exit(Code.FAILED)
    if strict and issues:
        raise typer.Exit(Code.ISSUES)


@contextmanager
def _coding(engine: EngineChoice, workers: int, *, streaming: bool) -> Iterator[Coder | None]:
    """What codes documents by an engine that asks a language model, and at its end what it cost.

    A stream is answered document by document, as it comes.
    """
    if not engine.asks:
        yield None
        return
    from rasd.run.llm.asker import open_asker
    from rasd.run.llm.coding import code_asking, code_asking_stream

    with open_asker(engine) as asker:
        try:
            if streaming:
                yield partial(code_asking_stream, asker=asker)
            else:
                yield partial(code_asking, asker=asker, workers=workers)
        finally:
            print_costs(asker.costs)

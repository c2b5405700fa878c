"""The options of engines that ask a language model, and how their values are read."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.show import counted
from rasd.engines.choice import (
    RULES,
    Budget,
    Endpoint,
    EngineChoice,
    EngineName,
    Model,
    PromptLanguage,
)
from rasd.model import SettingsError

if TYPE_CHECKING:
    from rasd.run.costs import Costs

_BUDGET = re.compile(r"(?P<tokens>\d+) ?tokens?|(?P<money>\d+(?:\.\d+)?)")

Engine = Annotated[
    EngineName,
    typer.Option(
        metavar="NAME",
        help="What reads the reports: rules, llm (a language model reads each) or rules+llm (a "
        "model is asked where the rules are unsure).",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--llm-url",
        metavar="URL",
        help="An OpenAI-compatible server, such as http://127.0.0.1:8080/v1.",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--llm-model",
        metavar="NAME",
        help="The model to ask.",
        show_default=False,
    ),
]
KeyEnv = Annotated[
    str | None,
    typer.Option(
        "--llm-key-env",
        metavar="VAR",
        help="The environment variable that holds the server's key.",
        show_default="no key",
    ),
]
Prompt = Annotated[
    PromptLanguage,
    typer.Option(
        "--llm-prompt",
        metavar="LANG",
        help="The language in which the model is instructed: en or ar.",
    ),
]
MaxTokens = Annotated[
    int,
    typer.Option(
        "--llm-max-tokens",
        metavar="N",
        min=64,
        help="The longest answer, in tokens.",
    ),
]
BudgetOption = Annotated[
    str | None,
    typer.Option(
        "--llm-budget",
        metavar="AMOUNT",
        help="The most that this run may spend: money by the prices given (2.50), or tokens "
        "(200000tokens). Reports left over are read by the next run.",
        show_default="no limit",
    ),
]
PriceIn = Annotated[
    float | None,
    typer.Option(
        "--llm-price-in",
        metavar="PRICE",
        min=0,
        help="Price of a million tokens read.",
        show_default=False,
    ),
]
PriceOut = Annotated[
    float | None,
    typer.Option(
        "--llm-price-out",
        metavar="PRICE",
        min=0,
        help="Price of a million tokens written.",
        show_default=False,
    ),
]
Concurrency = Annotated[
    int,
    typer.Option(
        "--llm-concurrency",
        metavar="N",
        min=1,
        max=1024,
        help="Questions put to the server at once.",
    ),
]
Seconds = Annotated[
    float,
    typer.Option(
        "--llm-seconds",
        metavar="N",
        min=1,
        help="How long one answer may take.",
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        "--llm-cache",
        metavar="FILE",
        help="The file of answers: a question that is in it is not asked again.",
        show_default="answers.sqlite in your cache folder",
    ),
]


def read_engine(
    name: EngineName,
    *,
    url: str | None,
    model: str | None,
    prompt: PromptLanguage,
    max_tokens: int,
    key_env: str | None,
    budget: str | None,
    price_in: float | None,
    price_out: float | None,
    concurrency: int,
    seconds: float,
    cache: Path | None,
) -> EngineChoice:
    """The engine that the options ask for; raises `SettingsError` for those that don't fit."""
    if name is EngineName.RULES:
        given = (url, model, key_env, budget, price_in, price_out, cache)
        if any(each is not None for each in given):
            raise SettingsError(
                "the engine 'rules' asks no language model: leave the --llm options out, or "
                "choose --engine llm or --engine rules+llm"
            )
        return RULES
    if url is None or model is None:
        raise SettingsError(
            f"--engine {name.value} needs a language model: give --llm-url and --llm-model"
        )
    return EngineChoice(
        name=name,
        model=Model(name=model, prompt=prompt, max_tokens=max_tokens),
        endpoint=Endpoint(
            url=url,
            key_env=key_env,
            concurrency=concurrency,
            seconds=seconds,
            cache=cache,
            budget=_budget(budget),
            price_in=price_in,
            price_out=price_out,
        ),
    )


def print_costs(costs: Costs | None) -> None:
    """What asking a language model came to, on standard error; nothing where none was asked."""
    if costs is None or not costs.questions:
        return
    print(f"rasd: {costs_line(costs)}", file=sys.stderr)
    if costs.dropped:
        fields = ", ".join(f"{name} {n:,}" for name, n in sorted(costs.dropped.items()))
        total = counted(costs.dropped.total(), "value")
        print(f"rasd: {total} dropped that no text proves: {fields}", file=sys.stderr)
    if costs.budget_spent:
        print("rasd: the budget is spent; run the same command again to go on", file=sys.stderr)


def costs_line(costs: Costs) -> str:
    """The sums on one line."""
    parts = [
        f"{counted(costs.questions, 'question')}: {costs.cached:,} answered from the cache",
        f"{costs.requests:,} asked",
        *([f"{costs.retries:,} asked again"] if costs.retries else []),
        *([f"{costs.unanswered:,} without an answer"] if costs.unanswered else []),
        f"{costs.tokens_in:,} tokens read and {costs.tokens_out:,} written",
        *([f"at most, for {costs.unknown:,} nobody counted"] if costs.unknown else []),
        *([f"cost {costs.money:,.4f}"] if costs.money is not None else []),
    ]
    return ", ".join(parts)


def _budget(stated: str | None) -> Budget:
    if stated is None:
        return Budget()
    read = _BUDGET.fullmatch(stated.strip().replace(",", ""))
    if read is None:
        raise SettingsError(
            f"--llm-budget {stated!r}: write money as 2.50, or tokens as 200000tokens"
        )
    if read["tokens"] is not None:
        return Budget(tokens=int(read["tokens"]))
    return Budget(money=float(read["money"]))

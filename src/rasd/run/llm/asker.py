"""Asks a language model for many documents at once: cache first, then the server, within budget.

Questions are put from one thread of their own, as many side by side as the endpoint allows;
answers come back as futures, so whoever waits for them keeps the order. A busy or failing server
is asked again, later each time; where ten questions in a row got no answer, the run ends.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from rasd.engines.choice import EngineChoice
from rasd.engines.llm.code import Answered
from rasd.engines.llm.questions import Answer, Question
from rasd.engines.llm.reply import AnswerError, read_reply
from rasd.model import RunError, SettingsError
from rasd.run.costs import Costs
from rasd.run.llm.cache import Answers, Said, default_cache
from rasd.run.llm.client import Client, LaterError, UnansweredError
from rasd.run.llm.meter import Meter, most_of

T = TypeVar("T")

_MOST_FAILURES = 10
_LONGEST_KEY = 4_096

SPENT = "the budget (--llm-budget) is spent"
"""Why a question was not put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a question is put, and how long to wait between: in seconds, doubling."""

    attempts: int = 5
    first: float = 1.0
    longest: float = 60.0


@contextmanager
def open_asker(
    engine: EngineChoice,
    *,
    patience: Patience | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Iterator[Asker]:
    """Whoever asks the model of an engine; raises `SettingsError` before anything is asked."""
    asker = Asker(engine, patience or Patience(), environ)
    try:
        yield asker
    finally:
        asker.close()


class Asker:
    """Asks for documents; its thread starts with the first question."""

    def __init__(
        self, engine: EngineChoice, patience: Patience, environ: Mapping[str, str]
    ) -> None:
        assert engine.endpoint is not None
        self.engine = engine
        self._patience = patience
        self._concurrency = engine.endpoint.concurrency
        self._client = Client(engine.endpoint, _key(engine.endpoint.key_env, environ))
        self._meter = Meter(engine.endpoint)
        self._answers = Answers(engine.endpoint.cache or default_cache(environ))
        self._failures = 0
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._room = asyncio.Semaphore(self._concurrency)
        self._freed = asyncio.Condition()

    @property
    def most(self) -> int:
        """How many documents are worth having under way."""
        return 2 * self._concurrency

    @property
    def costs(self) -> Costs:
        """What asking came to so far."""
        return self._meter.costs

    def ask(self, questions: Sequence[Question]) -> Future[tuple[Answered, ...]]:
        """The answers to the questions about one document.

        The future raises `UnansweredError` where one of them got none, and `RunError` where the
        server will answer none.
        """
        return self._there(self._document(questions))

    def close(self) -> None:
        """Gives up what is under way, and lets go of network and cache."""
        self._there(self._end()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join()
        self._loop.close()
        self._answers.close()

    def _there(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Work on the loop's own thread: the caller's may run a loop already, as a notebook's."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._loop.run_forever, name="rasd-llm", daemon=True
            )
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.close()

    async def _document(self, questions: Sequence[Question]) -> tuple[Answered, ...]:
        said = await asyncio.gather(*map(self._question, questions), return_exceptions=True)
        for each in said:
            if isinstance(each, BaseException):
                raise each
        return tuple(
            Answered(question, Answer(each.content, each.cut))
            for question, each in zip(questions, said, strict=True)
            if isinstance(each, Said)
        )

    async def _question(self, question: Question) -> Said:
        self.costs.questions += 1
        known = self._answers.find(question)
        if known is not None:
            self.costs.cached += 1
            return known
        async with self._room:
            try:
                said = await self._put(question)
            except UnansweredError as error:
                self.costs.unanswered += 1
                if not self.costs.budget_spent:
                    self._failed(error)
                raise
        self._failures = 0
        try:
            read_reply(Answer(said.content, said.cut))
        except AnswerError:
            return said  # not kept: the next run may get a better one
        return self._answers.keep(question, said)

    async def _put(self, question: Question) -> Said:
        """Puts a question until it is answered or patience ends."""
        wait = self._patience.first
        for attempt in range(1, self._patience.attempts + 1):
            most = await self._set_aside(question)
            spent = (0, 0)
            self.costs.requests += 1
            self.costs.retries += attempt > 1
            try:
                said = await self._client.put(question)
                spent = self._counted(said, most)
                return said
            except LaterError as later:
                if later.sent:
                    spent = most  # it may be charged for, though no whole answer came
                own = wait * _jitter(question, attempt)
                pause = own if later.seconds is None else later.seconds + own
                stated = later.seconds or 0.0
                if attempt == self._patience.attempts or stated > self._patience.longest:
                    raise UnansweredError(
                        f"{later}; asked {attempt} times",
                        "run the same command again when the server is well; --llm-concurrency "
                        "sets how many questions it gets at once",
                    ) from later
            except UnansweredError as error:
                spent = most if error.sent else spent
                raise
            finally:
                self._meter.settle(most, *spent)
                async with self._freed:
                    self._freed.notify_all()
            await asyncio.sleep(pause)
            wait = min(wait * 2, self._patience.longest)
        raise AssertionError("the last attempt returns or raises")

    async def _set_aside(self, question: Question) -> tuple[int, int]:
        most = most_of(question, self._client.body(question))
        while not self._meter.set_aside(most):
            if not self._meter.under_way:
                self.costs.budget_spent = True
                raise UnansweredError(
                    f"{SPENT}: one more question may take {sum(most):,} tokens",
                    "run the same command again with a new budget: what was answered is kept",
                )
            async with self._freed:
                await self._freed.wait()
        return most

    def _counted(self, said: Said, most: tuple[int, int]) -> tuple[int, int]:
        """The tokens of an answer; the most they can be where the server does not count them."""
        if said.tokens_in and said.tokens_out:
            return said.tokens_in, said.tokens_out
        self.costs.unknown += 1
        return most[0], min(most[1], len(said.content.encode()))

    def _failed(self, error: UnansweredError) -> None:
        self._failures += 1
        if self._failures >= _MOST_FAILURES:
            raise RunError(
                f"the last {self._failures} questions got no answer ({error}); {error.remedy}. "
                "What was finished is kept"
            )


def _jitter(question: Question, attempt: int) -> float:
    """Between a half and one, other for each question: those refused together come back apart."""
    digest = hashlib.sha256(f"{question.key}{attempt}".encode()).digest()
    return 0.5 + digest[0] / 510


def _key(name: str | None, environ: Mapping[str, str]) -> str | None:
    """The key in an environment variable; it stays in memory and goes nowhere but to the server."""
    if name is None:
        return None
    key = environ.get(name, "").strip()
    if not key:
        raise SettingsError(
            f"--llm-key-env {name}: there is no such environment variable, or it is empty; set it "
            "to the key of the server"
        )
    if not (key.isascii() and key.isprintable() and len(key) <= _LONGEST_KEY) or " " in key:
        raise SettingsError(
            f"--llm-key-env {name}: what the variable holds is no key (spaces or strange letters)"
        )
    return key

"""What was coded is stored in lots: soon, and later many documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from rasd.engines.choice import RULES, Endpoint, EngineChoice, EngineName, Model
from rasd.model import CodedDocument, Document, Issue, RunError
from rasd.run.intake import LOT, Intake, Tally, Unwatched, take_in
from rasd.run.rows import rows_of
from rasd.run.workers import BATCH
from rasd.store import CodedRows, open_store


class Seen(Unwatched):
    """Remembers how many documents each lot held."""

    def __init__(self) -> None:
        self.lots: list[int] = []

    def stored(self, documents: int, new: Sequence[str], changed: Sequence[str]) -> None:
        self.lots.append(len(new))


def _lots(tmp_path: Path, text: str, count: int, engine: EngineChoice = RULES) -> list[int]:
    """The lots in which documents of this text are stored, each with a number behind it."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(count):
        (folder / f"{n}.txt").write_text(f"{text} {n}", encoding="utf-8")
    seen = Seen()
    intake = Intake(inputs=(folder,), engine=engine, rows=_in_batches)
    with open_store(tmp_path / "rasd.sqlite") as store:
        take_in(store, intake, Tally(), seen)
        assert store.counts()["documents"] == count
    assert seen.lots.pop() == 0  # the end
    return seen.lots


def _in_batches(documents: Iterable[Document]) -> Iterator[tuple[CodedRows | Issue, ...]]:
    waiting = iter(documents)
    while batch := tuple(islice(waiting, BATCH)):
        yield tuple(
            rows_of(CodedDocument(document=document, mentions=(), figures=())) for document in batch
        )


def test_the_first_batch_is_stored_alone_and_then_ever_more_together(tmp_path: Path) -> None:
    count = BATCH + 2 * BATCH + 2 * LOT + 5
    assert _lots(tmp_path, "اشتباك", count) == [BATCH, 2 * BATCH, LOT, LOT, 5]


def test_long_articles_are_stored_batch_by_batch(tmp_path: Path) -> None:
    assert _lots(tmp_path, "اشتباك " * 10_000, 3 * BATCH) == [BATCH] * 3


def test_what_a_model_has_read_is_stored_batch_by_batch(tmp_path: Path) -> None:
    endpoint = Endpoint(url="http://127.0.0.1:9/v1")
    asking = EngineChoice(name=EngineName.LLM, model=Model(name="m"), endpoint=endpoint)
    assert _lots(tmp_path, "اشتباك", 3 * BATCH + 1, asking) == [*[BATCH] * 3, 1]


@pytest.mark.parametrize("end", [RunError("no worker is left"), KeyboardInterrupt()])
def test_what_ends_the_coding_leaves_all_that_was_coded_in_the_store(
    tmp_path: Path, end: BaseException
) -> None:
    def ended(documents: Iterable[Document]) -> Iterator[tuple[CodedRows | Issue, ...]]:
        yield from islice(_in_batches(documents), 6)
        raise end

    for n in range(8 * BATCH):
        (tmp_path / f"{n}.txt").write_text(f"اشتباك {n}", encoding="utf-8")
    intake = Intake(inputs=(tmp_path,), rows=ended)
    with open_store(tmp_path / "rasd.sqlite") as store:
        tally = Tally()
        with pytest.raises(type(end)):
            take_in(store, intake, tally, Unwatched())
        assert store.counts()["documents"] == tally.coded == 6 * BATCH

"""Many writers, one reading: each gets every record, and none holds up the others for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from rasd.export.source import Source
from rasd.run.release.together import A_PART, PARTS_AHEAD, write_together

EVENTS, MENTIONS = range(10 * A_PART + 7), range(3 * A_PART)


@dataclass
class Numbers:
    """A source whose records are numbers; counts how often each kind was read, and how far."""

    readings: Counter[str] = field(default_factory=Counter)
    reached: int = 0

    def _read(self, kind: str, numbers: Iterable[int]) -> Iterator[int]:
        self.readings[kind] += 1
        for number in numbers:
            self.reached = number
            yield number

    def __getattr__(self, name: str) -> Callable[[], Iterator[Any]]:
        held = {"events": EVENTS, "mentions": MENTIONS, "figures": ()}
        if name not in held:
            raise AttributeError(name)
        return lambda: self._read(name, held[name])


def collect(into: list[int], *kinds: str) -> Callable[[Source], None]:
    def writer(source: Source) -> None:
        for kind in kinds:
            into.extend(getattr(source, kind)())

    return writer


def test_each_writer_gets_every_record_in_order() -> None:
    found: list[list[int]] = [[] for _ in range(5)]
    write_together(Numbers(), [collect(into, "events") for into in found])
    assert found == [list(EVENTS)] * 5


def test_a_kind_that_several_write_is_read_once() -> None:
    source, found = Numbers(), [[], [], []]
    write_together(source, [collect(into, "events", "mentions") for into in found])
    assert found == [[*EVENTS, *MENTIONS]] * 3
    assert source.readings == {"events": 1, "mentions": 1}


def test_who_reads_twice_gets_all_twice() -> None:
    once: list[int] = []
    twice: list[int] = []
    write_together(Numbers(), [collect(once, "events"), collect(twice, "events", "events")])
    assert (once, twice) == (list(EVENTS), [*EVENTS, *EVENTS])


def test_two_kinds_can_be_read_side_by_side() -> None:
    pairs: list[tuple[Any, Any]] = []
    alone: list[int] = []

    def beside(source: Source) -> None:
        pairs.extend(zip(source.events(), source.mentions(), strict=False))

    write_together(Numbers(), [beside, collect(alone, "mentions", "events")])
    assert pairs == list(zip(EVENTS, MENTIONS, strict=False))
    assert alone == [*MENTIONS, *EVENTS]


def test_a_kind_without_records_ends_at_once() -> None:
    found: list[int] = []
    write_together(Numbers(), [collect(found, "figures", "mentions")])
    assert found == list(MENTIONS)


def test_who_stops_early_does_not_hold_up_the_others() -> None:
    found: list[int] = []
    first: list[Any] = []

    def one(source: Source) -> None:
        first.append(next(iter(source.events())))

    write_together(Numbers(), [one, collect(found, "events")])
    assert (first, found) == ([0], list(EVENTS))


def test_where_nobody_reads_on_neither_does_the_source() -> None:
    source = Numbers()
    write_together(source, [lambda view: next(iter(view.events()))])
    assert source.reached < (PARTS_AHEAD + 2) * A_PART


def test_records_do_not_pile_up_before_a_slow_writer() -> None:
    source, ahead = Numbers(), []

    def slow(view: Source) -> None:
        for number in view.events():
            ahead.append(source.reached - int(number))  # type: ignore[call-overload]

    write_together(source, [slow, collect([], "events")])
    assert max(ahead) <= (PARTS_AHEAD + 2) * A_PART


def test_the_error_of_a_writer_is_raised_and_ends_the_others() -> None:
    def broken(source: Source) -> None:
        next(iter(source.events()))
        raise ValueError("no room")

    found: list[int] = []
    with pytest.raises(ValueError, match="no room"):
        write_together(Numbers(), [collect(found, "events", "events"), broken])
    assert len(found) < 2 * len(EVENTS)


def test_the_error_of_the_source_is_raised() -> None:
    class Broken:
        def events(self) -> Iterator[int]:
            yield 1
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write_together(Broken(), [collect([], "events")])  # type: ignore[arg-type]


def test_without_writers_nothing_is_read() -> None:
    source = Numbers()
    write_together(source, [])
    assert not source.readings

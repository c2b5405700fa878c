"""Decides which events a text finds: those that tell of it in a document, or in a name or id.

A common word finds half of all events, and a page asks for them several times. So what a text
finds is worked out once for a state of the store, and kept for whoever asks next. Where it finds
many, a question gets one byte for each number that an event may have: to look at that byte costs
less than to look for the number among others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Text,
    any_,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql import ColumnElement

from rasd.model import Analyser
from rasd.store import log, meta
from rasd.store.search import numbers_having_all, terms_of
from rasd.store.tables import EVENT_NAMES, EVENT_SOURCE

KEPT = 8
"""Texts of which the events are kept; one takes a byte for each event at most."""
FEW = 1_000
"""Events that are named one by one: an index leads to them."""
_IN = b"\x01"
State = tuple[str, str, str, int, str]
"""A text, the version of the analyser, and the store with all that it holds."""


@dataclass(frozen=True, slots=True)
class Told:
    """The events that a text finds: a few by their `numbers`, many by their `marks`.

    There is one mark for each number, from 0 on.
    """

    numbers: tuple[int, ...] = ()
    marks: bytes = b""

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Told:
        """The events with these numbers."""
        found = sorted(set(numbers))
        if len(found) <= FEW:
            return cls(numbers=tuple(found))
        marks = bytearray(found[-1] + 1)
        for number in found:
            marks[number] = 1
        return cls(marks=bytes(marks))

    def among(self, connection: Connection, number: Column[int]) -> ColumnElement[bool]:
        """Rows with the number of such an event in a column."""
        if self.marks:
            at = cast(number, Integer) + 1
            return func.substr(literal(self.marks, LargeBinary), at, 1) == literal(_IN, LargeBinary)
        if connection.dialect.name == "postgresql":
            return number == any_(cast(literal([*self.numbers]), ARRAY(BigInteger)))
        each = func.json_each(json.dumps(self.numbers)).table_valued("value")
        return number.in_(select(each.c.value))


class Tellings:
    """What texts find, kept for as long as a store stays as it is; several stores may share it."""

    def __init__(self) -> None:
        self._kept: dict[State, Told] = {}
        self._lock = Lock()

    def held(self, state: State) -> Told | None:
        """What is known already."""
        return self._kept.get(state)

    def keep(self, state: State, told: Told) -> None:
        """Keeps what was found, and forgets what was kept longest."""
        with self._lock:
            self._kept[state] = told
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]


def state_of(connection: Connection, name: str, text: str, analyser: Analyser) -> State:
    """What the answer for a text depends on, in the store of this name."""
    head = log.head(connection).hash
    return (text, analyser.version, name, meta.revision(connection), head)


def told_of(connection: Connection, text: str, analyser: Analyser) -> Told:
    """The events that a text finds. Raises `SettingsError` for one without a word."""
    documents = numbers_having_all(connection, terms_of(text, analyser))
    of_texts = select(EVENT_SOURCE.c.number).where(EVENT_SOURCE.c.document.in_(documents))
    numbers = union_all(of_texts, _named(connection, text)).subquery().c.number
    written: ColumnElement[str]
    if connection.dialect.name == "postgresql":
        written = cast(func.to_json(func.array_agg(numbers)), Text)
    else:
        written = func.json_group_array(numbers)
    return Told.of(json.loads(connection.execute(select(written)).scalar_one() or "[]"))


def _named(connection: Connection, text: str) -> Select[tuple[int]]:
    find = func.strpos if connection.dialect.name == "postgresql" else func.instr
    has_all = (find(EVENT_NAMES.c.names, word) > 0 for word in text.lower().split())
    return select(EVENT_NAMES.c.number).where(*has_all)

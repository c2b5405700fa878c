"""Decides which events a text finds: those that tell of it in a document, or in a name or id.

A common word finds half of all events, and a page asks for them several times. So what a text
finds is worked out once for a state of the store and handed to each question as one value, a list
of numbers in the database's own writing.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Select,
    Text,
    any_,
    cast,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.sql import ColumnElement

from rasd.model import Analyser, SettingsError
from rasd.store import log, meta
from rasd.store.search import numbers_having_all, terms_of
from rasd.store.tables import EVENT_NAMES, EVENT_ROW, EVENT_SOURCE

KEPT = 4
"""Texts of which the events are kept; the numbers of half of 100,000 events are 300,000 letters."""

Numbers = str
"""Numbers of events as the database writes a list of them."""


class Tellings:
    """What texts find, kept for as long as the store stays as it is."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int, str], Numbers] = {}

    def condition(
        self, connection: Connection, text: str, analyser: Analyser | None, *, keep: bool
    ) -> ColumnElement[bool]:
        """Rows that a text finds; `keep` where all documents are known to be indexed.

        Raises `SettingsError` for a text without an analyser or without a word.
        """
        if analyser is None:
            raise SettingsError(f"a filter by text ({text!r}) needs an analyser of words")
        state = (text, analyser.version, meta.revision(connection), log.head(connection).hash)
        found = self._kept.get(state)
        if found is None:
            found = _found(connection, text, analyser)
            if keep:
                self._kept[state] = found
                if len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
        return _among(connection, found)


def _found(connection: Connection, text: str, analyser: Analyser) -> Numbers:
    documents = numbers_having_all(connection, terms_of(text, analyser))
    told = select(EVENT_SOURCE.c.number).where(EVENT_SOURCE.c.document.in_(documents))
    numbers = union(told, _named(text)).subquery()
    written: ColumnElement[str]
    if connection.dialect.name == "postgresql":
        written = cast(func.coalesce(func.array_agg(numbers.c.number), _no_numbers()), Text)
    else:
        written = func.json_group_array(numbers.c.number)
    return str(connection.execute(select(written)).scalar_one())


def _named(text: str) -> Select[tuple[int]]:
    has_all = (EVENT_NAMES.c.names.contains(w, autoescape=True) for w in text.lower().split())
    return select(EVENT_NAMES.c.number).where(*has_all)


def _among(connection: Connection, numbers: Numbers) -> ColumnElement[bool]:
    if connection.dialect.name == "postgresql":
        return EVENT_ROW.c.number == any_(cast(literal(numbers), ARRAY(BigInteger)))
    each = func.json_each(numbers).table_valued("value")
    return EVENT_ROW.c.number.in_(select(each.c.value))


def _no_numbers() -> ColumnElement[object]:
    return cast(literal("{}"), ARRAY(BigInteger))

"""Decides whether the rows of a list are what its schema in `data/schemas.toml` says.

``actors/actors.tsv:212: parent 'isis' is no id of actors/actors.tsv; did you mean 'is_core'?``
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from rasd.knowledge.tables import Row, read_toml
from rasd.model import SubEventType
from rasd.text.fold import fold_plain

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co"})
_FORMS = ("<initial>", "<medial>", "<final>", "<isolated>", "<noBreak>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What the cells of one column must satisfy; see the head of `schemas.toml`."""

    name: str
    required: bool = False
    values: tuple[str, ...] = ()
    type: str = ""
    pattern: str = ""
    arabic: bool = False
    refers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSchema:
    """What the rows of one TSV file must satisfy."""

    path: str
    key: tuple[str, ...]
    phrases: tuple[str, ...]
    within: tuple[str, ...]
    columns: Mapping[str, Column]


@cache
def list_schemas() -> Mapping[str, ListSchema]:
    """All list schemas by path."""
    return {item["path"]: _list_schema(item) for item in read_toml("schemas.toml")["list"]}


@cache
def grammar_tables() -> Mapping[str, tuple[str, ...]]:
    """The tables that each grammar must have, by path."""
    return {item["path"]: tuple(item["tables"]) for item in read_toml("schemas.toml")["grammar"]}


@cache
def lookalikes() -> Mapping[str, str]:
    """Letters that nobody can tell from another one, and that one."""
    table = read_toml("schemas.toml")["lookalikes"]
    return {chr(int(strange, 16)): chr(int(plain, 16)) for strange, plain in table.items()}


def letter_faults(name: str, text: str) -> Iterator[str]:
    """Characters that no reader of a list can see or tell from another: each once a line."""
    for number, line in enumerate(text.split("\n"), 1):
        for char in dict.fromkeys(line):
            shown = (
                f"{name}:{number}: U+{ord(char):04X} {unicodedata.name(char, 'unnamed').lower()}"
            )
            if char in lookalikes():
                yield f"{shown} looks like U+{ord(lookalikes()[char]):04X}; write that"
            elif unicodedata.category(char) in _UNSEEN and char != "\t":
                yield f"{shown} cannot be seen; take it out"
            elif unicodedata.decomposition(char).startswith(_FORMS):
                yield f"{shown} is no plain letter; write that"


def _list_schema(item: Mapping[str, Any]) -> ListSchema:
    return ListSchema(
        path=item["path"],
        key=tuple(item.get("key", ())),
        phrases=tuple(item.get("phrases", ())),
        within=tuple(item.get("within", ())),
        columns={name: _column(name, rules) for name, rules in item["columns"].items()},
    )


def _column(name: str, rules: Mapping[str, Any]) -> Column:
    stated: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in rules.items()}
    return Column(name=name, **stated)


def row_faults(
    schema: ListSchema, rows: tuple[Row, ...], known: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """A ``file:line: what`` for each fault; `known` has the values that a reference may name."""
    for row in rows:
        for column in schema.columns.values():
            for what in _cell_faults(column, row, known):
                yield f"{row.where}: {column.name} {what}"
    yield from _repeated_keys(schema, rows)
    yield from _repeated_phrases(schema, rows)


def _cell_faults(column: Column, row: Row, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    cell = row[column.name]
    if not cell.strip():
        if column.required:
            yield "is empty"
        return
    if cell != cell.strip():
        yield f"{cell!r} begins or ends with a space"
    for value in row.many(column.name) if column.many else (cell,):
        yield from _value_faults(column, value, known)


def _value_faults(column: Column, value: str, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if column.values and value not in column.values:
        yield f"{value!r} is none of {', '.join(column.values)}{_near(value, column.values)}"
    if column.pattern and not re.fullmatch(column.pattern, value):
        yield f"{value!r} does not look like {column.pattern}"
    if column.type and not _has_type(column.type, value):
        yield f"{value!r} is no {column.type}"
    if column.arabic and fold_plain(value).isascii():
        yield f"{value!r} holds no Arabic letter"
    if column.refers and value not in column.also:
        targets = [known[target] for target in column.refers]
        if not any(value in target for target in targets):
            where = " or ".join("{1} of {0}".format(*t.split("#")) for t in column.refers)
            yield f"{value!r} is no {where}{_near(value, sorted(frozenset().union(*targets)))}"


def _near(value: str, words: list[str] | tuple[str, ...]) -> str:
    found = get_close_matches(value, words, n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _has_type(kind: str, value: str) -> bool:
    try:
        match kind:
            case "int":
                int(value)
            case "number":
                float(value)
            case "sub_event_type":
                SubEventType(value)
            case "date":
                year, month, day = [*value.split("-"), "01", "01"][:3]
                date(int(year), int(month), int(day))
                return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", value))
            case _:
                return False
    except ValueError:
        return False
    return True


def _repeated_keys(schema: ListSchema, rows: tuple[Row, ...]) -> Iterator[str]:
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = tuple(row[column] for column in schema.key)
        if not key:
            return
        if key in seen:
            stated = " ".join(filter(None, key))
            yield f"{row.where}: {stated!r} stands at {seen[key]} already"
        seen.setdefault(key, row.where)


def _repeated_phrases(schema: ListSchema, rows: tuple[Row, ...]) -> Iterator[str]:
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in rows:
        group = tuple(row[column] for column in schema.within)
        for phrase in (p for column in schema.phrases for p in row.many(column)):
            key = (fold_plain(phrase), *group)
            written, where = seen.setdefault(key, (phrase, row.where))
            if where != row.where:
                spelt = "" if written == phrase else f" as {written!r}"
                yield f"{row.where}: {phrase!r} stands at {where} already{spelt}"

"""Decides how a value of an event reads in one cell of a table.

Several values are joined by `; ` in the order of the event, with an empty place for one that is
missing, so that the n-th id and the n-th name belong together. A part of a toll reads
`killed police 8`, open above `killed police 8+`; a conflict `killed: 5 (doc-1) | 7 (doc-2)`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from rasd.export.columns import Column
from rasd.model import Attribution, Conflict, Harm, Materiel, Record

Cell = str | int | float | bool | None

JOINT = "; "
_AS_THEY_ARE = frozenset({type(None), bool, int, float, str})


def cell(record: Record, column: Column) -> Cell:
    """The value of an event or mention for a column; `None` where it says nothing."""
    found = values(record, column)
    if not isinstance(found, list):
        return found
    if None not in found:
        return JOINT.join(map(str, found)) if found else None
    if all(item is None for item in found):
        return None
    return JOINT.join("" if item is None else str(item) for item in found)


def values(record: Record, column: Column) -> Cell | list[Cell]:
    """As `cell`, but several values as a list, empty where there are none."""
    value: object = getattr(record, column.field)
    if value is None:
        return None
    if isinstance(value, tuple):
        if column.count:
            return len(value)
        if column.only is None:
            return _plainly(value, column.part)
        value = next((item for item in value if item.field == column.only), None)
        if value is None:
            return None
    return _plain(value if column.part is None else getattr(value, column.part))


def _plainly(items: tuple[object, ...], part: str | None) -> list[Cell]:
    if part is None:
        return [_plain(item) for item in items]
    return [_plain(getattr(item, part)) for item in items]


def _plain(value: object) -> Cell:
    if type(value) in _AS_THEY_ARE:  # asked first: nearly all are
        return value  # type: ignore[return-value]  # the type says so
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Harm(outcome=outcome, group=group, min=low, max=high):
            return f"{outcome.value} {group} {_range(low, high)}"
        case Materiel(object=thing, effect=effect, count=count):
            return f"{thing} {effect.value}" + ("" if count is None else f" {count}")
        case Attribution(name=name, role=role):
            return f"{name} ({role.value})"
        case Conflict(field=field, values=values, doc_ids=doc_ids):
            told = (f"{said} ({by})" for said, by in zip(values, doc_ids, strict=False))
            return f"{field}: {' | '.join(told)}"
        case _:
            raise TypeError(f"no cell for {type(value).__name__}")


def _range(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}+"
    return f"{low}" if low == high else f"{low}-{high}"

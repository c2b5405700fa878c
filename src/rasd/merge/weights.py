"""Loads `data/merge/weights.toml`: what each feature counts, and which kinds may meet.

The numbers are learnt (`benchmarks/train_merge.py`), the limits and the kinds that may meet are
set by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rasd.model import DataError, SubEventType

_FILE = "merge/weights.toml"
_TABLES = ("kind", "place", "date", "parties", "toll", "details", "wording")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers of the model.

    A pair's score is `start` plus `of[name]` times each feature; at zero it is as likely one
    incident as not. `limits["place.near_km"]` is a distance that features speak of.
    """

    start: float
    threshold: float
    mean_floor: float
    margin: float
    unidentified: frozenset[str]
    unspecific: frozenset[str]
    of: Mapping[str, float]
    best_place: float
    """The largest of those of places; a pair has one of them."""
    limits: Mapping[str, float]
    compatible: Mapping[SubEventType, frozenset[SubEventType]]
    """Of every kind the others that outlets may give to the same incident."""


@cache
def load_weights() -> Weights:
    """The weights that ship with rasd. Raises `DataError` naming every unknown kind."""
    return parse_weights(files("rasd.data").joinpath(_FILE).read_text("utf-8"), _FILE)


def parse_weights(text: str, where: str) -> Weights:
    """Weights from the text of a file; `where` names it in faults."""
    table = tomllib.loads(text)
    faults: list[str] = []
    compatible: dict[SubEventType, set[SubEventType]] = {kind: set() for kind in SubEventType}
    known = {kind.value: kind for kind in SubEventType}
    for name, others in table["compatible"].items():
        for other in others:
            unknown = [each for each in (name, other) if each not in known]
            faults += [f"{where}: [compatible] {each!r} is no sub_event_type" for each in unknown]
            if not unknown:
                compatible[known[name]].add(known[other])
                compatible[known[other]].add(known[name])
    if faults:
        raise DataError(faults)
    numbers = _numbers({group: table[group] for group in _TABLES})
    return Weights(
        start=float(table["start"]),
        threshold=float(table["threshold"]),
        mean_floor=float(table["mean_floor"]),
        margin=float(table["margin"]),
        unidentified=frozenset(table["unidentified"]),
        unspecific=frozenset(table["unspecific"]),
        of=numbers,
        best_place=max(n for name, n in numbers.items() if name.startswith("place.")),
        limits=_numbers(table["limits"]),
        compatible={kind: frozenset(others) for kind, others in compatible.items()},
    )


def _numbers(tables: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {
        f"{group}.{name}": float(value)
        for group, table in tables.items()
        for name, value in table.items()
    }

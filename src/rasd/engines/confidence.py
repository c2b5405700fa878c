"""How sure the record is: a small transparent model over named features.

The weights stand in `data/confidence.toml` with their meaning. A value of 0.8 should mean that
about eight of ten such records are right; `rasd eval` prints how far that holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from typing import Any

from rasd.join.draft import Draft
from rasd.knowledge.tables import read_toml
from rasd.model import DateValue
from rasd.model.frozen import Frozen


class Features(Frozen, frozen=True):
    """What the model sees of a mention; each name is a key of the weights."""

    passages: float
    support: float
    strong_trigger: float
    toll: float
    own_place: float
    dated: float
    both_parties: float
    headline: float
    background: float
    belief: float

    @staticmethod
    def of(
        group: Sequence[Draft],
        placed: bool,
        date: DateValue | None,
        perpetrator: bool,
        target: bool,
        belief: float,
    ) -> Features:
        """The features of joined drafts; `belief` is what `engines.asserted` holds of them."""
        return Features(
            passages=float(min(len(group), 4)),
            support=float(max(d.support for d in group)),
            strong_trigger=float(any(not d.weak for d in group)),
            toll=float(any(t.min >= 1 for d in group for t in d.tolls)),
            own_place=float(placed and any(d.place is not None and d.place.own for d in group)),
            dated=float(date is not None),
            both_parties=float(perpetrator and target),
            headline=float(any(d.title for d in group)),
            background=float(all(d.background or d.bare for d in group)),
            belief=belief,
        )


@cache
def _weights() -> dict[str, Any]:
    return read_toml("confidence.toml")


def confidence(features: Features) -> float:
    """A probability between 0 and 1, rounded to three places."""
    model = _weights()
    total = float(model["bias"])
    for name, weight in model["weights"].items():
        total += float(weight) * float(getattr(features, name))
    return round(1.0 / (1.0 + exp(-total)), 3)

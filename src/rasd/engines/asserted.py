"""How likely it is that joined passages assert an event that happened, and what speaks for it.

A small logistic model over the signs of `engines.signs`. Its weights stand in
`data/assertion.toml`, with the meaning of each; `benchmarks/train_assertion.py` learns them from
annotated sentences and articles. Incidents below the threshold are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp
from typing import NamedTuple

from rasd.engines.gathering import tells_deed, tells_gathering
from rasd.engines.mention import group_type
from rasd.engines.signs import context_of, is_recent, signs_of
from rasd.join.draft import Draft
from rasd.knowledge.tables import read_toml
from rasd.model import DEMONSTRATIONS, PARENT, SubEventType

_FORCED = frozenset(
    {
        SubEventType.PROTEST_WITH_INTERVENTION,
        SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
        SubEventType.VIOLENT_DEMONSTRATION,
        SubEventType.MOB_VIOLENCE,
    }
)


_DEEDS = frozenset({"riot", "mob", "shoot", "protest_shoot"})
_FULL = 4


@dataclass(frozen=True, slots=True)
class Model:
    """A bias, thresholds on the probability, and a weight for each sign that it knows.

    `threshold_sure` holds for what the headline or several sentences tell, for what a passage
    puts into the week before publication, and for protests with stones, fires or the police;
    `threshold_post` for what a post tells.
    """

    bias: float
    threshold: float
    threshold_sure: float
    threshold_post: float
    weights: Mapping[str, float]


class Belief(NamedTuple):
    """The probability that an event is asserted, and what each sign adds to its logit."""

    probability: float
    threshold: float
    weighed: tuple[tuple[str, float], ...]

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """What each sign adds to the logit, the weightiest first."""
        return tuple(sorted(self.weighed, key=lambda part: (-abs(part[1]), part[0])))

    @property
    def holds(self) -> bool:
        """Whether the event is kept."""
        return self.probability >= self.threshold


def model_name(group: Sequence[Draft]) -> str:
    """Which model judges the event: violence and protest are told in different words."""
    return "protest" if PARENT[group_type(group)] in DEMONSTRATIONS else "assault"


def told_by_several(group: Sequence[Draft]) -> bool:
    """Whether the headline or two sentences tell the event: likelier the news."""
    sentences = {d.frame.annotated.sentence.index for d in group if not d.bare}
    return len(sentences) > 1 or any(d.title for d in group)


def belief(
    group: Sequence[Draft],
    *,
    stands: bool,
    others: int,
    published: date | None,
    post: bool = False,
) -> Belief:
    """What the model holds of joined passages: the passage counts that tells it best.

    `stands` says whether the rules find enough detail, `others` how many other incidents they
    find in the document, `post` whether that is a post.
    """
    model = _models()[model_name(group)]
    sure = stands and (
        told_by_several(group)
        or (group_type(group) in _FORCED and any(_by_crowd(d) for d in group))
        or any(is_recent(d, published) for d in group)
    )
    return max(
        (
            weigh(model, s, sure=sure, post=post and stands)
            for s in group_signs(group, stands, others, published)
        ),
        key=lambda b: b.probability,
    )


def _by_crowd(draft: Draft) -> bool:
    """Whether a passage tells a crowd's own deed, shots at it, or all details of a clash."""
    frame = draft.frame
    named = any(t.row.kind in _DEEDS for t in frame.triggers)
    return named or draft.support >= _FULL or tells_gathering(frame) or tells_deed(frame)


def group_signs(
    group: Sequence[Draft], stands: bool, others: int, published: date | None
) -> list[dict[str, float]]:
    """The signs of each passage, with those that the document adds."""
    context = context_of(group, others, published) | {"detailed": float(stands)}
    return [signs_of(draft) | context for draft in group]


def weigh(
    model: Model, signs: Mapping[str, float], *, sure: bool = False, post: bool = False
) -> Belief:
    """The logistic model over signs; a sign that it doesn't know counts nothing."""
    threshold = min(
        model.threshold_sure if sure else model.threshold,
        model.threshold_post if post else model.threshold,
    )
    weights = model.weights
    parts = [
        # most signs are 1, and weights have three decimals
        (name, weight if value == 1.0 else round(weight * value, 3))
        for name, value in signs.items()
        if (weight := weights.get(name)) is not None
    ]
    logit = model.bias + sum([value for _, value in parts])
    return Belief(round(1.0 / (1.0 + exp(-logit)), 3), threshold, tuple(parts))


@cache
def _models() -> Mapping[str, Model]:
    return {
        name: Model(
            float(table["bias"]),
            float(table["threshold"]),
            float(table["threshold_sure"]),
            float(table.get("threshold_post", table["threshold"])),
            {name: round(weight, 3) for name, weight in table["weights"].items()},
        )
        for name, table in read_toml("assertion.toml").items()
    }

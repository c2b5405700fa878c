"""What a toll is: people counted, with what befell them."""

from __future__ import annotations

from rasd.annotate.counts import CountSpan
from rasd.model import Outcome
from rasd.model.frozen import Frozen


class Toll(Frozen, frozen=True):
    """People counted with what befell them: tokens `start` to `end` hold the words."""

    outcome: Outcome
    min: int
    max: int | None
    approx: bool
    group: str
    start: int
    end: int
    part: bool
    rule: str
    named: bool = False
    """Whether only a name stands for the person: the text may speak of somebody long dead."""


_FAMILIES = "families"


def counted(outcome: Outcome, count: CountSpan, start: int, rule: str) -> Toll:
    """A toll of people counted; its words begin at `start` or with the count.

    A family is at least two people: ``استشهاد عائلة كاملة``.
    """
    families = count.group == _FAMILIES
    return Toll(
        outcome=outcome,
        min=2 * count.min if families else count.min,
        max=None if families else count.max,
        approx=count.approx,
        group=count.group,
        start=min(start, count.start),
        end=count.end,
        part=count.part_of is not None,
        rule=rule,
    )

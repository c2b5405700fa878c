"""Do the right reports come together? B-cubed and pairs, over reports and over documents.

Over *reports* each item lies in one coded incident and in one predicted group, or in none (an
item that nothing was found for stands alone). B-cubed precision of an item is the part of its
group that shares its incident, recall the part of its incident that shares its group; pairs count
every two items. Over *documents* an item may lie in several incidents and several events;
B-cubed is then the extended one (Amigó et al. 2009: of the groups that two items share, as many
as are due), and a pair of texts is right where they share an event and an incident.

Intervals are bootstrapped over `block`s, here the components of incidents that share sources:
items of one incident are not independent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from rasd.evaluate.tally import RESAMPLES, Measure, measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One report or one document: where it belongs and where it was put."""

    incidents: frozenset[Hashable]
    events: frozenset[Hashable]
    block: str
    counts: bool = True
    """Whether it is scored; the others still count as what it was put together with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreferenceCard:
    """The scores of one set of items."""

    items: int
    b_cubed_precision: Measure
    b_cubed_recall: Measure
    b_cubed_f1: Measure
    pair_precision: Measure
    pair_recall: Measure
    pair_f1: Measure


@dataclass(slots=True)
class _Sums:
    """What the items of a block add up to."""

    items: int = 0
    precision: float = 0.0
    recall: float = 0.0
    together: int = 0
    merged: int = 0
    due: int = 0


def score_coreference(items: Sequence[Item], *, resamples: int = RESAMPLES) -> CoreferenceCard:
    """Compare where items were put with where they belong."""
    by_incident = _index([item.incidents for item in items])
    by_event = _index([item.events for item in items])
    blocks: dict[str, _Sums] = defaultdict(_Sums)
    for number, item in enumerate(items):
        if not item.counts:
            continue
        sums = blocks[item.block]
        with_event = _others(number, item.events, by_event)
        with_incident = _others(number, item.incidents, by_incident)
        both = with_event & with_incident
        sums.items += 1
        sums.merged += len(with_event)
        sums.due += len(with_incident)
        sums.together += len(both)
        due = {other: _shared(item, items[other]) for other in with_event | with_incident}
        # An item always belongs with itself, also where nothing was found or is due.
        right = 1.0 + sum(min(due[other]) / due[other][1] for other in with_event)
        found = 1.0 + sum(min(due[other]) / due[other][0] for other in with_incident)
        sums.precision += right / (1 + len(with_event))
        sums.recall += found / (1 + len(with_incident))
    units = [
        (s.precision, float(s.items), s.recall, s.together, s.merged, s.due)
        for _, s in sorted(blocks.items())
    ]
    total, merged, due_pairs = (int(sum(unit[at] for unit in units)) for at in (1, 4, 5))

    def score(top: Sequence[int], bottom: Sequence[int], n: int) -> Measure:
        """The harmonic mean of ratios of sums; of one, the ratio."""

        def mean(sums: Sequence[float]) -> float | None:
            if any(not sums[at] for at in bottom):
                return None
            ratios = [sums[one] / sums[other] for one, other in zip(top, bottom, strict=True)]
            return len(ratios) / sum(1 / each for each in ratios) if all(ratios) else 0.0

        return measure(units, mean, resamples=resamples, n=n)

    return CoreferenceCard(
        items=total,
        b_cubed_precision=score([0], [1], total),
        b_cubed_recall=score([2], [1], total),
        b_cubed_f1=score([0, 2], [1, 1], total),
        pair_precision=score([3], [4], merged // 2),
        pair_recall=score([3], [5], due_pairs // 2),
        pair_f1=score([3, 3], [4, 5], due_pairs // 2),
    )


def _index(groups: Sequence[Collection[Hashable]]) -> Mapping[Hashable, set[int]]:
    found: dict[Hashable, set[int]] = defaultdict(set)
    for number, names in enumerate(groups):
        for name in names:
            found[name].add(number)
    return found


def _others(
    number: int, names: Collection[Hashable], members: Mapping[Hashable, set[int]]
) -> set[int]:
    found: set[int] = set()
    for name in names:
        found |= members[name]
    return found - {number}


def _shared(one: Item, other: Item) -> tuple[int, int]:
    """How many incidents and how many events two items share."""
    return len(one.incidents & other.incidents), len(one.events & other.events)

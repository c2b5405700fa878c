"""Decides which events a round is about, and in which order each coder meets them.

Both follow from the round's seed, so that a published sample can be drawn again. Each coder has an
order of his own: whoever tires at the end tires at other items than the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from rasd.model import (
    TOLLS,
    Analyser,
    CodingRound,
    EventFilter,
    Order,
    RoundItem,
    SettingsError,
    stable_id,
)
from rasd.store import Store

FIELDS = (
    "sub_event_type",
    "status",
    "date",
    "place",
    "perpetrators",
    "targets",
    *TOLLS,
    "weapons",
)
"""What can be asked, in the order of the form."""
MOST_ITEMS = 500
FEWEST_CODERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks of a new round."""

    name: str
    size: int
    fields: tuple[str, ...]
    coders: tuple[str, ...]
    assisted: bool
    seed: int


def make_round(
    store: Store,
    wish: Wish,
    wanted: EventFilter,
    *,
    by: str,
    at: str,
    analyser: Analyser | None = None,
) -> CodingRound:
    """Draws the items and keeps the round; items come from what the filter wants, each once.

    Raises `SettingsError` where nothing is to be drawn.
    """
    with store.transaction():
        items = _drawn(store, wish, wanted, analyser)
        if not items:
            raise SettingsError("no event passes the filter: a round needs one at least")
        made = CodingRound(
            id=stable_id("round", wish.name, by, at),
            name=wish.name,
            by=by,
            at=at,
            fields=wish.fields,
            coders=wish.coders,
            assisted=wish.assisted,
            seed=wish.seed,
            items=len(items),
        )
        store.rounds.add(made, items)
    return made


def order_of(round_: CodingRound, coder: str) -> tuple[int, ...]:
    """The positions of the items in the order in which a coder meets them."""
    positions = list(range(1, round_.items + 1))
    Random(f"{round_.seed} {coder}").shuffle(positions)  # noqa: S311 - an order, no secret
    return tuple(positions)


def _drawn(
    store: Store, wish: Wish, wanted: EventFilter, analyser: Analyser | None
) -> tuple[RoundItem, ...]:
    first = store.rows(wanted, analyser=analyser, order=Order.DATE, limit=1)
    offsets = range(first.total)
    draw = Random(wish.seed)  # noqa: S311 - a sample that can be drawn again
    chosen = sorted(draw.sample(offsets, min(wish.size, MOST_ITEMS, first.total)))
    found = []
    for offset in chosen:
        page = store.rows(wanted, analyser=analyser, order=Order.DATE, limit=1, offset=offset)
        found += [row.id for row in page.rows]
    events = [event for each in found if (event := store.event(each)) is not None]
    return tuple(
        RoundItem(
            position=n,
            event_id=event.id,
            mention_ids=event.mention_ids,
            doc_ids=event.doc_ids,
        )
        for n, event in enumerate(events, start=1)
    )

"""Decides how many people GTD counts as killed, wounded and taken.

The figure is the one that the rules choose over all reports, else the smallest that the event
tells; at least three is written 3. What nobody told stays empty.
"""

from __future__ import annotations

from rasd.export.gtd.counted import Attack
from rasd.model import Count, Event, Outcome

_FIGHTERS = frozenset({"fighters"})
_ARMED = frozenset({"rebel", "militia"})


def told(event: Event, field: str) -> int | None:
    """A toll of an event as one figure; `None` where the reports say nothing."""
    for toll in event.tolls:
        if toll.field == field:
            return toll.best
    count: Count | None = getattr(event, field)
    return None if count is None else count.min


def of_attackers(event: Event, attack: Attack, outcome: Outcome) -> int | None:
    """How many of the attackers were killed or wounded.

    Fighters among the victims are the attackers' own where no armed group was their target.
    """
    if any(actor.category in _ARMED for actor in attack.targets):
        return None
    own = [part.min for part in event.harm if part.outcome is outcome and part.group in _FIGHTERS]
    return sum(own) if own else None


def in_words(event: Event, field: str, verb: str) -> str | None:
    """A toll as a clause: `at least 3 killed`; `None` where the reports say nothing."""
    number = told(event, field)
    if number is None:
        return None
    count: Count | None = getattr(event, field)
    is_least = count is not None and count.max is None and number == count.min
    about = count is not None and count.approx
    return f"{'at least ' if is_least else 'about ' if about else ''}{number} {verb}"

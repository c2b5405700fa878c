"""Where an event went whose id is no longer its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class RedirectKind(StrEnum):
    """What became of an id.

    ``renamed``: an earlier report of the same incident arrived, and ids come from the earliest;
    ``joined``: it is part of another event now; ``split``: some of its reports are in another
    event; ``gone``: no event holds any of its reports.
    """

    RENAMED = "renamed"
    JOINED = "joined"
    SPLIT = "split"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An event that now holds reports of the event `old_id`; `new_id` is `None` where none does."""

    old_id: str
    new_id: str | None
    kind: RedirectKind


Held = Mapping[str, Mapping[str, int]]
"""For each event id that ever was, the reports that it ever held, and since which merge."""


def redirects(held: Held, event_of: Mapping[str, str]) -> Iterator[Redirect]:
    """Where the reports of each event that ever was are now, by `event_of`; in the order of ids.

    An event that holds all of its reports still has no redirect.
    """
    alive = set(event_of.values())
    since: dict[str, dict[str, int]] = defaultdict(dict)
    now: dict[str, set[str]] = defaultdict(set)
    for event_id, reports in held.items():
        for report, merge in reports.items():
            since[report][event_id] = merge
    for report, event_id in event_of.items():
        now[event_id].add(report)
    for old_id, reports in sorted(held.items()):
        others = sorted({event_of[r] for r in reports if r in event_of} - {old_id})
        if old_id in alive or len(others) > 1:
            for new_id in others:
                yield Redirect(old_id=old_id, new_id=new_id, kind=RedirectKind.SPLIT)
        elif others:
            [new_id] = others
            kind = _moved(old_id, reports, now[new_id], since)
            yield Redirect(old_id=old_id, new_id=new_id, kind=kind)
        else:
            yield Redirect(old_id=old_id, new_id=None, kind=RedirectKind.GONE)


def _moved(
    old_id: str,
    reports: Mapping[str, int],
    there: set[str],
    since: Mapping[str, Mapping[str, int]],
) -> RedirectKind:
    """Joined where it moved to reports that another event held before; else renamed."""

    def elsewhere(report: str) -> list[int]:
        return [merge for event_id, merge in since[report].items() if event_id != old_id]

    shared = there & reports.keys()
    moved = [merge for report in shared for merge in elsewhere(report) if merge > reports[report]]
    others = [merge for report in there - reports.keys() for merge in elsewhere(report)]
    # Nothing held them later: they went back to an event that had held them before.
    back = not moved
    joined = back or any(merge < min(moved) for merge in others)
    return RedirectKind.JOINED if joined else RedirectKind.RENAMED
